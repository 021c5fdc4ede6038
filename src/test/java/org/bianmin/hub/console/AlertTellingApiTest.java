package org.bianmin.hub.console;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Path;
import org.bianmin.hub.alert.AlertRules;
import org.junit.jupiter.api.BeforeEach;
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
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

@SpringBootTest(
    classes = ConsoleRooms.class,
    properties = {
      "hub.console.open-loopback=true",
      "hub.facility=H001",
      "hub.alerts.channels.it.kind=wecom",
      "hub.alerts.channels.it.url=http://127.0.0.1:1/send?key=k-of-the-robot",
      "hub.alerts.channels.off.enabled=false"
    })
@AutoConfigureMockMvc
@DirtiesContext
class AlertTellingApiTest {

  private static final String SILENCES = "/api/v1/alerts/silences";

  @TempDir static Path data;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @Autowired MockMvc web;
  @Autowired AlertRules rules;

  @BeforeEach
  void rules() {
    rules.prepare(Path.of("mappings"), null).putInForce().run();
  }

  @Test
  void everyPageKnowsItsWordsInBothLanguages() throws Exception {
    silence("{\"subject\": \"his\", \"hours\": 2, \"reason\": \"升级\", \"who\": \"张三\"}")
        .andExpect(status().isCreated());
    for (String language : new String[] {"zh", "en"}) {
      for (String path :
          new String[] {
            "/alerts", "/alerts/live", "/alerts/history", "/alerts/silences", "/alerts/channels"
          }) {
        web.perform(get(path).param("lang", language))
            .andExpect(status().isOk())
            .andExpect(content().string(not(containsString("??"))));
      }
    }
  }

  @Test
  void aSilenceIsMadeListedAndEnded() throws Exception {
    silence(
            "{\"rule\": \"parked\", \"subject\": \"lis\", \"from\": \"2026-01-01T00:00\","
                + " \"until\": \"2026-12-31T00:00:00+08:00\", \"calendar\": \"outpatient\","
                + " \"weekdays\": [\"sat\", \"sun\"], \"reason\": \"每周备份\", \"who\": \"张三\"}")
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.rule").value("parked"))
        .andExpect(jsonPath("$.weekdays[1]").value("sun"))
        .andExpect(jsonPath("$.from").value("2026-01-01T00:00:00.000+08:00"));
    web.perform(get(SILENCES)).andExpect(jsonPath("$.items[0].reason").value("每周备份"));
    String id =
        web.perform(get(SILENCES))
            .andReturn()
            .getResponse()
            .getContentAsString()
            .replaceAll("(?s).*?\"id\":(\\d+).*", "$1");

    post(SILENCES + "/" + id + "/end", "{\"who\": \"李四\"}")
        .andExpect(jsonPath("$.standing").value("ended"))
        .andExpect(jsonPath("$.endedBy").value("李四"));
    post(SILENCES + "/" + id + "/end", "{\"who\": \"李四\"}").andExpect(status().isConflict());
    post(SILENCES + "/999999/end", "{\"who\": \"李四\"}").andExpect(status().isNotFound());
  }

  @Test
  void refusesASilenceWithoutEndReasonOrPerson() throws Exception {
    silence("{\"subject\": \"his\", \"reason\": \"x\", \"who\": \"张三\"}")
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail", containsString("until or hours is missing")));
    silence("{\"subject\": \"his\", \"hours\": 1, \"who\": \"张三\"}")
        .andExpect(jsonPath("$.detail", containsString("reason is missing")));
    silence("{\"subject\": \"his\", \"hours\": 1, \"reason\": \"x\"}")
        .andExpect(jsonPath("$.detail", containsString("who is missing")));
    silence("{\"hours\": 1, \"reason\": \"x\", \"who\": \"y\", \"calendar\": \"moon\"}")
        .andExpect(jsonPath("$.detail", containsString("there is no calendar moon")));
    silence("{\"hours\": 1, \"reason\": \"x\", \"who\": \"y\", \"weekdays\": [\"someday\"]}")
        .andExpect(jsonPath("$.detail", containsString("weekdays are mon, tue")));
  }

  @Test
  void theFormOfThePageMakesASilence() throws Exception {
    web.perform(
            MockMvcRequestBuilders.post("/alerts/silences")
                .param("rule", "")
                .param("subject", "form")
                .param("from", "")
                .param("until", "")
                .param("hours", "24")
                .param("calendar", "always")
                .param("weekdays", "mon", "fri")
                .param("reason", "表单")
                .param("who", "王五"))
        .andExpect(redirectedUrl("/alerts/silences"));
    web.perform(get("/alerts/silences"))
        .andExpect(content().string(allOf(containsString("表单"), containsString("周五"))));
  }

  @Test
  void channelsAreToldWithoutTheirAddresses() throws Exception {
    web.perform(get("/api/v1/alerts/channels"))
        .andExpect(jsonPath("$.items[0].id").value("it"))
        .andExpect(jsonPath("$.items[0].kind").value("wecom"))
        .andExpect(jsonPath("$.items[0].enabled").value(true))
        .andExpect(jsonPath("$.items[1].enabled").value(false))
        .andExpect(content().string(not(containsString("k-of-the-robot"))));
    web.perform(get("/alerts/channels"))
        .andExpect(content().string(not(containsString("k-of-the-robot"))));
    post("/api/v1/alerts/channels/nobody/test", "{}").andExpect(status().isNotFound());
    post("/api/v1/alerts/channels/off/test", "{}").andExpect(status().isNotFound());
  }

  private ResultActions silence(String body) throws Exception {
    return post(SILENCES, body);
  }

  private ResultActions post(String path, String body) throws Exception {
    return web.perform(
        MockMvcRequestBuilders.post(path).contentType(MediaType.APPLICATION_JSON).content(body));
  }
}
