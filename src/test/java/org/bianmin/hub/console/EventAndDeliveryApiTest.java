package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.nio.file.Path;
import org.bianmin.hub.journal.MessageState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;

@SpringBootTest(
    classes = ConsoleRooms.class,
    properties = {
      "hub.console.open-loopback=true",
      "hub.facility=H001",
      "management.endpoints.web.exposure.include=health,prometheus"
    })
@AutoConfigureMockMvc
@AutoConfigureObservability(tracing = false)
@DirtiesContext
class EventAndDeliveryApiTest {

  @TempDir static Path data;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @Autowired MockMvc web;
  @Autowired Traffics traffic;

  @BeforeEach
  void emptyOutbox() {
    traffic.deliverAll("B" + System.nanoTime());
  }

  @Test
  void showsEventWithEverythingThatWasSaidAboutIt() throws Exception {
    long told = traffic.register("his", "E1", "VE1");
    long voided = traffic.cancel("his", "E2", "VE1");

    web.perform(get("/api/v1/events/visit.registered:H001:VE1"))
        .andExpect(jsonPath("$.type").value("visit.registered"))
        .andExpect(jsonPath("$.version").value(2))
        .andExpect(jsonPath("$.status").value("void"))
        .andExpect(jsonPath("$.facility").value("H001"))
        .andExpect(jsonPath("$.attributes.department").value("D01"))
        .andExpect(jsonPath("$.occurredAt").value("2026-09-21T22:13:20.000+08:00"));
    web.perform(get("/api/v1/events/visit.registered:H001:VE1/history"))
        .andExpect(jsonPath("$.items[*].messageId", contains((int) told, (int) voided)))
        .andExpect(jsonPath("$.items[*].action", contains("record", "void")));
    web.perform(get("/api/v1/events/visit.registered:H001:nobody"))
        .andExpect(status().isNotFound());
    web.perform(get("/api/v1/events/nonsense")).andExpect(status().isBadRequest());
  }

  @Test
  void findsEventsOfPatientByBodyOnly() throws Exception {
    traffic.register("his", "E3", "VE3");

    web.perform(
            post("/api/v1/events/search")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"patient\":{\"idType\":\"01\",\"id\":\"P0001\"},\"limit\":1}"))
        .andExpect(jsonPath("$.items[0].key").value("visit.registered:H001:VE3"));
    web.perform(
            post("/api/v1/events/search")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"patient\":{\"idType\":\"01\",\"id\":\"P9999\"}}"))
        .andExpect(jsonPath("$.items").isEmpty());
    web.perform(get("/api/v1/events?type=visit.registered&facility=H002"))
        .andExpect(jsonPath("$.items").isEmpty());
    web.perform(get("/api/v1/events?type=visit.registered&from=2026-09-21T00:00:00Z&limit=1"))
        .andExpect(jsonPath("$.items", hasSize(1)));
  }

  @Test
  void findsEventsOfMergedPatientUnderEitherIdentifier() throws Exception {
    traffic.register("his", "E4", "VE4");
    traffic.merge("P0001", "P0002");

    for (String id : new String[] {"P0001", "P0002"}) {
      web.perform(
              post("/api/v1/events/search")
                  .contentType(MediaType.APPLICATION_JSON)
                  .content("{\"patient\":{\"idType\":\"01\",\"id\":\"" + id + "\"}}"))
          .andExpect(jsonPath("$.items[*].key", hasItem("visit.registered:H001:VE4")));
    }
  }

  @Test
  void retriesDiscardedDeliveryAndKeepsItsLastTry() throws Exception {
    long message = traffic.register("his", "D1", "VD1");
    traffic.refuseAll("B-refused", "rule R12 refuses the department");
    int id = delivery("DISCARDED");

    web.perform(post("/api/v1/deliveries/" + id + "/retry"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.state").value("AVAILABLE"))
        .andExpect(jsonPath("$.outcome").doesNotExist());
    web.perform(post("/api/v1/deliveries/" + id + "/retry")).andExpect(status().isConflict());
    web.perform(get("/api/v1/messages/" + message + "/trace"))
        .andExpect(
            jsonPath("$.events[0].deliveries[0].attempts[0].reason")
                .value("rule R12 refuses the department"));
    holds();
  }

  @Test
  void refusesToRetryVersionThatWasOvertaken() throws Exception {
    traffic.register("his", "D2", "VD2");
    traffic.refuseAll("B-overtaken", "refused");
    int id = delivery("DISCARDED");
    traffic.cancel("his", "D3", "VD2");

    web.perform(post("/api/v1/deliveries/" + id + "/retry")).andExpect(status().isConflict());
    holds();
  }

  @Test
  void discardsWaitingDeliveryWithReason() throws Exception {
    traffic.register("his", "D4", "VD4");
    int id = delivery("AVAILABLE");

    web.perform(
            post("/api/v1/deliveries/" + id + "/discard")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"reason\":\" \"}"))
        .andExpect(status().isBadRequest());
    web.perform(
            post("/api/v1/deliveries/" + id + "/discard")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"reason\":\"test of the link\"}"))
        .andExpect(jsonPath("$.state").value("DISCARDED"))
        .andExpect(jsonPath("$.reason").value("test of the link"));
    holds();
  }

  @Test
  void pausesAndResumesDestination() throws Exception {
    web.perform(
            post("/api/v1/destinations/platform/pause")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"reason\":\"maintenance at the platform\"}"))
        .andExpect(status().isNoContent());
    web.perform(get("/deliveries"))
        .andExpect(content().string(containsString("maintenance at the")));
    web.perform(post("/api/v1/destinations/platform/resume")).andExpect(status().isNoContent());
    web.perform(get("/deliveries"))
        .andExpect(content().string(not(containsString("maintenance at the"))));
  }

  @Test
  void writesBothSumsOut() throws Exception {
    traffic.register("sums", "S1", "VS1");
    long ignored = traffic.receive("sums", "A31", "S2", "VS2");
    traffic.state(ignored, "sums", MessageState.IGNORED, "Nothing to tell");
    traffic.park("sums", "S3", "unreadable");
    traffic.receive("sums", "A31", "S4", "VS4");

    String sums =
        web.perform(get("/api/v1/conservation"))
            .andExpect(jsonPath("$.holds").value(true))
            .andReturn()
            .getResponse()
            .getContentAsString();
    int received = JsonPath.read(sums, "$.messages.received");
    int sum = JsonPath.read(sums, "$.messages.sum");
    assertThat(sum).isEqualTo(received).isGreaterThanOrEqualTo(4);
    assertThat((int) JsonPath.read(sums, "$.messages.waiting")).isEqualTo(1);
  }

  @Test
  void exportsFiguresAsMetrics() throws Exception {
    traffic.register("metrics", "M1", "VM1");

    await()
        .untilAsserted(
            () ->
                web.perform(get("/actuator/prometheus"))
                    .andExpect(
                        content()
                            .string(
                                allOf(
                                    containsString("hub_conservation_holds 1.0"),
                                    containsString(
                                        "hub_messages_total{source=\"metrics\",state=\"received\"} 1.0"),
                                    containsString(
                                        "hub_deliveries{destination=\"platform\",state=\"available\"}"),
                                    containsString("hub_waiting_messages"),
                                    containsString(
                                        "hub_oldest_waiting_seconds{what=\"deliveries\"}")))));
  }

  private int delivery(String state) throws Exception {
    String page =
        web.perform(get("/api/v1/deliveries?destination=platform&limit=1&state=" + state))
            .andReturn()
            .getResponse()
            .getContentAsString();
    return JsonPath.read(page, "$.items[0].id");
  }

  private void holds() throws Exception {
    web.perform(get("/api/v1/conservation")).andExpect(jsonPath("$.holds").value(true));
  }
}
