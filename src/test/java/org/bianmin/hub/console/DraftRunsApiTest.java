package org.bianmin.hub.console;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.matchesPattern;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.normalize.DraftHub;
import org.bianmin.hub.normalize.DraftRuns;
import org.bianmin.hub.normalize.Normalizer;
import org.bianmin.hub.normalize.Visits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class DraftRunsApiTest {

  private static final String RUNS = "/api/v1/mappings/draft-runs";
  private static final String WEEK = "{\"folder\": \"my-change\", \"days\": 7}";

  @TempDir private Path folder;
  private DraftHub hub;
  private MockMvc mvc;

  @BeforeEach
  void start() throws Exception {
    hub = DraftHub.start(folder);
    Times times = new Times(new HubZone(ZoneId.of("Asia/Shanghai")));
    mvc =
        MockMvcBuilders.standaloneSetup(
                new DraftRunsApi(hub.context().getBeanProvider(DraftRuns.class), times))
            .setControllerAdvice(new ApiProblems())
            .build();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private ResultActions start(String json) throws Exception {
    return mvc.perform(post(RUNS).contentType(MediaType.APPLICATION_JSON).content(json));
  }

  @Test
  void startsARunAndTellsItsDifferenceWithoutPatientData() throws Exception {
    hub.draft().append("codes/clinic-level.csv", "*,VVIP,special-need,特需,");
    hub.receive("his", List.of(Visits.registered("V0001", "O", "VVIP")));
    hub.awaitQuiet();

    start(WEEK)
        .andExpect(status().isAccepted())
        .andExpect(header().string("Location", RUNS + "/1"))
        .andExpect(jsonPath("$.id").value(1))
        .andExpect(jsonPath("$.state").value("RUNNING"))
        .andExpect(jsonPath("$.folder").value("my-change"))
        .andExpect(jsonPath("$.draft", matchesPattern("[0-9a-f]{16}")))
        .andExpect(jsonPath("$.progress.expected").value(1))
        .andExpect(jsonPath("$.from", endsWith("+08:00")));
    hub.awaitEnd(1);

    String level = "$.difference.events[0].attributes[0]";
    mvc.perform(get(RUNS + "/1"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.state").value("DONE"))
        .andExpect(jsonPath("$.partial").value(false))
        .andExpect(jsonPath("$.progress.messages").value(1))
        .andExpect(jsonPath("$.difference.different").value(1))
        .andExpect(jsonPath(level + ".name").value("clinicLevel"))
        .andExpect(jsonPath(level + ".mapped").value(1))
        .andExpect(jsonPath(level + ".values[0].inForce.$unmapped").value("VVIP"))
        .andExpect(jsonPath(level + ".values[0].draft").value("special-need"))
        .andExpect(content().string(org.hamcrest.Matchers.not(containsString("V0001"))))
        .andExpect(content().string(org.hamcrest.Matchers.not(containsString("试验甲"))));
    mvc.perform(get(RUNS))
        .andExpect(jsonPath("$.items.length()").value(1))
        .andExpect(jsonPath("$.items[0].state").value("DONE"))
        .andExpect(jsonPath("$.items[0].difference").doesNotExist());
  }

  @Test
  void listsTheProblemsOfADraftWithFileAndLine() throws Exception {
    ShippedFolder draft = hub.draft();
    int line = draft.replace("events/transfer.made.yaml", "PV1-6.1", "PV1.6.1");

    start(WEEK)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.problems.length()").value(1))
        .andExpect(jsonPath("$.problems[0].file").value("events/transfer.made.yaml"))
        .andExpect(jsonPath("$.problems[0].line").value(line));
    mvc.perform(get(RUNS)).andExpect(jsonPath("$.items").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'days': 7}|folder",
        "{'folder': '../mappings', 'days': 7}|below hub.drafts",
        "{'folder': '/etc', 'days': 7}|below hub.drafts",
        "{'folder': 'my-change'}|either 'days' or 'from'",
        "{'folder': 'my-change', 'days': 7, 'from': '2026-11-03T00:00:00Z'}|either",
        "{'folder': 'my-change', 'days': 0}|from 1 to",
        "{'folder': 'my-change', 'from': 'yesterday'}|RFC 3339",
        "{'folder': 'my-change', 'from': '2026-11-03T00:00:00Z', 'to': '2026-11-03T00:00:00Z'}"
            + "|before 'to'",
      })
  void saysHowARequestIsWritten(String json, String reason) throws Exception {
    hub.draft();

    start(json.replace('\'', '"'))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail", containsString(reason)));
  }

  @Test
  void refusesASecondRunAndNamesTheFirstWhichCanBeCancelled() throws Exception {
    hub.draft();
    hub.awaitQuiet();
    hub.bean(Normalizer.class).stop();
    hub.receiveLate("his", List.of(Visits.registered("V1", "O", "general")));
    start(WEEK).andExpect(status().isAccepted());

    start(WEEK)
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.running").value(1))
        .andExpect(jsonPath("$.detail", containsString("Draft run 1")));
    mvc.perform(post(RUNS + "/1/cancel")).andExpect(status().isAccepted());
    hub.awaitEnd(1);

    mvc.perform(get(RUNS + "/1"))
        .andExpect(jsonPath("$.state").value("CANCELLED"))
        .andExpect(jsonPath("$.partial").value(true))
        .andExpect(jsonPath("$.difference.messages").isNumber());
    mvc.perform(post(RUNS + "/1/cancel"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail", containsString("CANCELLED")));
  }

  @Test
  void knowsNoOtherRuns() throws Exception {
    mvc.perform(get(RUNS + "/77")).andExpect(status().isNotFound());
    mvc.perform(post(RUNS + "/77/cancel")).andExpect(status().isNotFound());
  }
}
