package org.bianmin.hub.console;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.Charset;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;

@SpringBootTest(
    classes = ConsoleRooms.class,
    properties = {"hub.console.open-loopback=true", "hub.facility=H001"})
@AutoConfigureMockMvc
@DirtiesContext
class MessageApiTest {

  @TempDir static Path data;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @Autowired MockMvc web;
  @Autowired Traffics traffic;

  @Test
  void pagesThroughMessagesNewestFirst() throws Exception {
    long first = traffic.register("paging", "C1", "VP1");
    long second = traffic.register("paging", "C2", "VP2");
    long third = traffic.park("paging", "C3", "Bytes do not fit GB18030");

    web.perform(get("/api/v1/messages?source=paging&limit=2"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.items[*].id", contains((int) third, (int) second)))
        .andExpect(jsonPath("$.next").value(Long.toString(second)))
        .andExpect(jsonPath("$.items[0].state").value("PARKED"))
        .andExpect(jsonPath("$.items[0].reason").value("Bytes do not fit GB18030"))
        .andExpect(jsonPath("$.items[0].receivedAt", endsWith("+08:00")));
    web.perform(get("/api/v1/messages?source=paging&limit=2&after=" + second))
        .andExpect(jsonPath("$.items[*].id", contains((int) first)))
        .andExpect(jsonPath("$.next").doesNotExist());
    web.perform(
            post("/api/v1/messages/search")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"source\":\"paging\",\"state\":\"parked\"}"))
        .andExpect(jsonPath("$.items[*].id", contains((int) third)));
  }

  @Test
  void selectsByTimeOfReceiptInEitherNotation() throws Exception {
    long id = traffic.register("timed", "C1", "VT1");

    web.perform(get("/api/v1/messages?source=timed").param("from", "2000-01-01T00:00:00+08:00"))
        .andExpect(jsonPath("$.items[*].id", contains((int) id)));
    web.perform(get("/api/v1/messages?source=timed&to=946656000000"))
        .andExpect(jsonPath("$.items").isEmpty());
  }

  @Test
  void answersRawBytesAsTheyCame() throws Exception {
    long id = traffic.register("raw", "C1", "VR1");
    byte[] sent = Traffics.adt("A04", "C1", "VR1").getBytes(Charset.forName("GB18030"));

    web.perform(get("/api/v1/messages/" + id + "/raw"))
        .andExpect(content().contentType(MediaType.APPLICATION_OCTET_STREAM))
        .andExpect(header().string("Cache-Control", "no-store"))
        .andExpect(content().bytes(sent));
    web.perform(get("/api/v1/messages/" + id + "/raw").accept(MediaType.TEXT_PLAIN))
        .andExpect(content().contentType("text/plain;charset=GB18030"))
        .andExpect(content().bytes(sent));
  }

  @Test
  void tracesMessageToReceiptWithoutNamingThePatient() throws Exception {
    long id = traffic.register("trace", "C1", "VTR1");
    traffic.deliverAll("B-trace");

    web.perform(get("/api/v1/messages/" + id + "/trace"))
        .andExpect(jsonPath("$.message.state").value("NORMALIZED"))
        .andExpect(jsonPath("$.parts[*].name", contains("MSH", "EVN", "PID", "PV1")))
        .andExpect(jsonPath("$.parts[2].fields").value(13))
        .andExpect(jsonPath("$.parts[3].values[1].text").value("O"))
        .andExpect(jsonPath("$.events[0].event.key").value("visit.registered:H001:VTR1"))
        .andExpect(jsonPath("$.events[0].deliveries[0].delivery.state").value("DELIVERED"))
        .andExpect(jsonPath("$.events[0].deliveries[0].receipt.receiptNo").value("R-B-trace"))
        .andExpect(content().string(not(containsString(Traffics.NAME))))
        .andExpect(content().string(not(containsString("P0001"))))
        .andExpect(content().string(not(containsString("13800000000"))))
        .andExpect(content().string(not(containsString("王医生"))));
  }

  @Test
  void replaysOneAndSelection() throws Exception {
    long one = traffic.register("replay", "C1", "VRE1");
    long two = traffic.register("replay", "C2", "VRE2");

    web.perform(post("/api/v1/messages/" + one + "/replay"))
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.count").value(1));
    web.perform(post("/api/v1/messages/" + one + "/replay")).andExpect(status().isConflict());
    web.perform(
            post("/api/v1/messages/replay")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"source\":\"replay\",\"state\":\"NORMALIZED\"}"))
        .andExpect(jsonPath("$.count").value(1));
    web.perform(get("/api/v1/messages/" + two))
        .andExpect(jsonPath("$.state").value("RECEIVED"))
        .andExpect(jsonPath("$.replays").value(1));
  }

  @Test
  void refusesToReplayEverythingBySilence() throws Exception {
    web.perform(
            post("/api/v1/messages/replay").contentType(MediaType.APPLICATION_JSON).content("{}"))
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
  }

  @Test
  void saysHowParametersAreWritten() throws Exception {
    for (String query : new String[] {"limit=0", "limit=501", "after=x", "from=now", "state=X"}) {
      web.perform(get("/api/v1/messages?" + query))
          .andExpect(status().isBadRequest())
          .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
          .andExpect(jsonPath("$.detail", containsString(query.substring(0, query.indexOf('=')))));
    }
    web.perform(get("/api/v1/messages/999999"))
        .andExpect(status().isNotFound())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
  }

  @Test
  void tellsHowFarAReplayIs() throws Exception {
    long parked = traffic.park("replaying", "CR1", "Bytes do not fit GB18030");
    web.perform(get("/api/v1/messages/replay?source=replaying"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.waiting").value(0))
        .andExpect(jsonPath("$.parked").value(0));
    web.perform(post("/api/v1/messages/" + parked + "/replay")).andExpect(status().isAccepted());

    // the parked ones are not counted before the end
    web.perform(get("/api/v1/messages/replay?source=replaying"))
        .andExpect(jsonPath("$.waiting").value(1))
        .andExpect(jsonPath("$.parked").doesNotExist());
  }
}
