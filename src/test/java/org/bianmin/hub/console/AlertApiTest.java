package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.bianmin.hub.alert.AlertRules;
import org.bianmin.hub.alert.Figure;
import org.bianmin.hub.alert.Incident;
import org.bianmin.hub.alert.IncidentQueries;
import org.bianmin.hub.alert.Kind;
import org.bianmin.hub.alert.State;
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
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@SpringBootTest(
    classes = ConsoleRooms.class,
    properties = {"hub.console.open-loopback=true", "hub.facility=H001", "hub.alerts.every=1s"})
@AutoConfigureMockMvc
@DirtiesContext
class AlertApiTest {

  private static final String ALERTS = "/api/v1/alerts";

  @TempDir static Path data;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("hub.data", data::toString);
  }

  @Autowired MockMvc web;
  @Autowired Traffics traffic;
  @Autowired AlertRules rules;
  @Autowired IncidentQueries incidents;
  @Autowired AlertFigures figures;

  /** The shipped rules, as a reload would put them in force. */
  @BeforeEach
  void rules() {
    var prepared = rules.prepare(Path.of("mappings"), null);
    assertThat(prepared.problems()).isEmpty();
    prepared.putInForce().run();
  }

  @Test
  void theFiguresAreThoseOfTheRooms() throws Exception {
    traffic.park("figures", "C7", "no reason");

    Awaitility.await()
        .untilAsserted(
            () -> {
              Map<Kind, List<Figure>> now = figures.figures(System.currentTimeMillis());
              assertThat(now.get(Kind.PARKED)).contains(new Figure("figures", 1));
              assertThat(now.get(Kind.CONSERVATION_BROKEN)).containsExactly(new Figure("hub", 0));
              assertThat(now.get(Kind.DISK_LEFT).get(0).value()).isBetween(0.0, 100.0);
            });
  }

  @Test
  void anIncidentIsAcknowledgedAssignedAndResolvedWithItsHistory() throws Exception {
    rulesOfOne();
    traffic.park("pacs", "C9", "no reason");
    Awaitility.await().until(() -> !incidents.page(State.OPEN, null, 10).isEmpty());
    Incident incident = incidents.page(State.OPEN, null, 10).get(0);
    String path = ALERTS + "/" + incident.id();

    web.perform(get(ALERTS + "?state=open"))
        .andExpect(jsonPath("$.items[0].name.en").value("Parked"))
        .andExpect(jsonPath("$.items[0].severity").value("warning"));
    web.perform(said(path + "/acknowledge", "{\"who\": \"张三\", \"comment\": \"在看\"}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.incident.state").value("acknowledged"))
        .andExpect(jsonPath("$.incident.assignee").value("张三"))
        .andExpect(jsonPath("$.runbook.zh").value("查"));
    web.perform(said(path + "/assign", "{\"who\": \"张三\", \"assignee\": \"李四\"}"))
        .andExpect(jsonPath("$.incident.assignee").value("李四"));
    web.perform(said(path + "/comment", "{\"who\": \"李四\"}")).andExpect(status().isBadRequest());
    web.perform(said(path + "/resolve", "{\"who\": \"李四\", \"comment\": \"改好\"}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.history[*].what", hasItem("resolved")));

    web.perform(get("/api/v1/audit?act=alert.resolve&object=id=" + incident.id()))
        .andExpect(jsonPath("$.items[0].who").value("李四"))
        .andExpect(jsonPath("$.items[0].outcome").value("done"));
  }

  @Test
  void whatCannotBeAnsweredIsSaid() throws Exception {
    web.perform(get(ALERTS + "/987654321")).andExpect(status().isNotFound());
    web.perform(get(ALERTS + "?state=loud")).andExpect(status().isBadRequest());
    web.perform(said(ALERTS + "/987654321/resolve", "{\"who\": \"张三\"}"))
        .andExpect(status().isNotFound());
    web.perform(get(ALERTS + "/rules"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$[*].kind", hasItem("source-idle")));
  }

  /** One rule that fires at once. */
  private void rulesOfOne() throws Exception {
    Path folder = data.resolve("rules");
    Files.createDirectories(folder.resolve("alerts"));
    Files.writeString(
        folder.resolve("alerts/rules.yaml"),
        """
        rules:
          - id: one
            name: {zh: 搁置, en: Parked}
            kind: parked
            for: pacs
            threshold: 1
            severity: warning
            runbook: {zh: 查, en: Look}
        """);
    rules.prepare(folder, null).putInForce().run();
  }

  private static MockHttpServletRequestBuilder said(String path, String body) {
    return post(path).contentType(MediaType.APPLICATION_JSON).content(body);
  }
}
