package org.bianmin.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

  private static final String REPLAY = "POST /api/v1/messages/replay";
  private static final String STATE = "GET /api/v1/messages/replay";
  private static final String START = "POST /api/v1/mappings/draft-runs";
  private static final String RUN = "GET /api/v1/mappings/draft-runs/7";
  private static final String BEGUN = "{\"id\": 7, \"state\": \"RUNNING\"}";
  private static final String RUNNING =
      """
      {"id": 7, "state": "RUNNING",
       "progress": {"messages": 50, "expected": 120, "waits": true}}
      """;
  private static final String END =
      """
      {"id": 7, "state": "%s", "folder": "my-change", "draft": "d1", "inForce": "f1",
       "progress": {"messages": 120, "expected": 120, "waits": false},
       "difference": {"messages": 120, "different": 21, "withoutBytes": 0,
        "endings": [
         {"inForce": "normalized", "draft": "normalized", "messages": 100, "reasons": [],
          "otherReasons": 0, "samples": []},
         {"inForce": "normalized", "draft": "parked", "messages": %d, "otherReasons": 0,
          "reasons": [{"inForce": null, "draft": "code 'O' is not there", "messages": 3}]},
         {"inForce": "parked", "draft": "normalized", "messages": 4, "otherReasons": 1,
          "reasons": [{"inForce": "code 'JZ' is not there", "draft": null, "messages": 3}]}],
        "events": [{"type": "visit.registered", "same": 99, "changed": 14, "added": 4,
         "missing": 3, "facts": 1000000, "factsAtLeast": true,
         "parts": [{"name": "occurredAt", "gained": 0, "lost": 0, "changed": 1, "mapped": 0,
          "unmapped": 0, "values": [], "otherValues": 0}],
         "attributes": [{"name": "clinicLevel", "gained": 0, "lost": 2, "changed": 11,
          "mapped": 1, "unmapped": 0, "otherValues": 5,
          "values": [
           {"inForce": "expert", "draft": "specialist", "events": 6},
           {"inForce": {"$unmapped": "VVIP"}, "draft": "special-need", "events": 1},
           {"inForce": "general", "draft": null, "events": 2}]}]}],
        "links": [{"kind": "patients", "same": 5, "added": 0, "missing": 1}]}}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path temp;

  @Test
  void replaysASelectionAndWaitsUntilNothingOfItWaits() throws Exception {
    try (ScriptedHub hub =
        new ScriptedHub()
            .answer(REPLAY, 202, "{\"count\": 120}")
            .answer(STATE, 200, "{\"waiting\": 70, \"parked\": null}")
            .answer(STATE, 200, "{\"waiting\": 0, \"parked\": 0}")) {
      assertThat(
              run(
                  hub,
                  "--from",
                  "2026-11-03",
                  "--to",
                  "2026-11-03",
                  "--source",
                  "his",
                  "--progress"))
          .isZero();
      // the whole day, as the clock at the hospital has it
      String selection = "{\"from\":\"1793635200000\",\"source\":\"his\",\"to\":\"1793721600000\"}";
      String query = "?from=1793635200000&source=his&to=1793721600000";
      assertThat(hub.requests())
          .containsExactly(REPLAY + " " + selection, STATE + query, STATE + query);
    }
    assertThat(out.toString()).contains("120 messages were read again").doesNotContain("parked");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void asksABusyHubLessOften() {
    assertThat(Replaying.pause(2)).isEqualTo(300);
    assertThat(Replaying.pause(1_500)).isEqualTo(15_000);
  }

  @Test
  void exitsOneWhereReplayedMessagesAreParked() throws Exception {
    try (ScriptedHub hub =
        new ScriptedHub()
            .answer(REPLAY, 202, "{\"count\": 120}")
            .answer(STATE, 200, "{\"waiting\": 0, \"parked\": 3}")) {
      assertThat(run(hub, "--from", "2026-11-03T08:00:00+08:00")).isEqualTo(1);
    }
    assertThat(out.toString())
        .contains("3 replayed messages", "/api/v1/messages?state=PARKED&from=1793664000000");
  }

  @Test
  void watchesADraftRunAndPrintsItsDifference() throws Exception {
    try (ScriptedHub hub =
        new ScriptedHub()
            .answer(START, 202, BEGUN)
            .answer(RUN, 200, RUNNING)
            .answer(RUN, 200, RUNNING)
            .answer(RUN, 200, END.formatted("DONE", 0))) {
      assertThat(run(hub, "--from", "2026-11-03", "--draft", "my-change", "--progress")).isZero();
      assertThat(hub.requests().get(0))
          .startsWith(START + " {\"folder\":\"my-change\",\"from\":\"1793635200000\",\"to\":");
    }
    assertThat(out.toString().lines())
        .contains(
            "Draft run 7, done: my-change (d1) against the set in force (f1)",
            "120 messages read, 21 of them different",
            "in force    draft       messages  reason",
            "parked      normalized         4",
            "                               3  was: code 'JZ' is not there",
            "                               1  other reasons",
            "event             same  changed  added  missing     facts",
            "visit.registered    99       14      4        3  >1000000",
            "changed                       gained  lost  changed  mapped  unmapped",
            "visit.registered occurredAt        0     0        1       0         0",
            "visit.registered clinicLevel       0     2       11       1         0",
            "code                          in force       draft         events",
            "visit.registered clinicLevel  expert         specialist         6",
            "visit.registered clinicLevel  VVIP (no row)  special-need       1",
            "visit.registered clinicLevel  general        (not told)         2",
            "visit.registered clinicLevel  others                            5",
            "links     same  added  missing",
            "patients     5      0        1");
  }

  @Test
  void exitsOneWhereMessagesWouldNewlyBeParkedOrNotAllWasRead() throws Exception {
    for (String end : List.of(END.formatted("DONE", 3), END.formatted("CANCELLED", 0))) {
      try (ScriptedHub hub = new ScriptedHub().answer(START, 202, BEGUN).answer(RUN, 200, end)) {
        assertThat(run(hub, "--from", "2026-11-03", "--draft", "my-change")).isEqualTo(1);
      }
    }
    assertThat(out.toString()).contains("of about 120", "code 'O' is not there");
  }

  @Test
  void printsTheProblemsOfADraftWithTheirLines() throws Exception {
    String problems =
        """
        {"detail": "The draft has 2 problems", "problems": [
          {"file": "codes/x.csv", "line": 3, "reason": "twice"},
          {"file": "events", "line": 0, "reason": "no such folder"}]}
        """;
    try (ScriptedHub hub = new ScriptedHub().answer(START, 422, problems)) {
      assertThat(run(hub, "--from", "2026-11-03", "--draft", "my-change")).isEqualTo(1);
    }
    assertThat(out.toString())
        .contains("codes/x.csv:3: twice", "events: no such folder", "The draft has 2 problems");
  }

  @Test
  void namesAFolderOfThisMachineByItsWholePath() throws Exception {
    Path draft = Files.createDirectories(temp.resolve("my-change"));
    try (ScriptedHub hub =
        new ScriptedHub().answer(START, 202, BEGUN).answer(RUN, 200, END.formatted("DONE", 0))) {
      assertThat(run(hub, "--from", "2026-11-03", "--draft", draft.toString())).isZero();
      assertThat(hub.requests().get(0)).contains("\"folder\":\"" + draft.toRealPath() + "\"");
    }
  }

  @Test
  void exitsTwoWithTheHubsWordsWhereItRefuses() throws Exception {
    try (ScriptedHub hub =
        new ScriptedHub()
            .answer(REPLAY, 403, "{\"detail\": \"a login is needed\"}")
            .answer(START, 409, "{\"detail\": \"Draft run 6 goes on\"}")) {
      assertThat(run(hub, "--from", "2026-11-03")).isEqualTo(2);
      assertThat(run(hub, "--from", "2026-11-03", "--draft", "my-change")).isEqualTo(2);
    }
    assertThat(err.toString()).contains("a login is needed", "Draft run 6 goes on");
  }

  @Test
  void exitsTwoWhereNoHubAnswersOrATimeIsNone() throws Exception {
    String url;
    try (ScriptedHub gone = new ScriptedHub()) {
      url = gone.url();
    }
    assertThat(execute("replay", "--url", url, "--from", "2026-11-03")).isEqualTo(2);
    assertThat(execute("replay", "--from", "yesterday")).isEqualTo(2);
    assertThat(execute("replay")).isEqualTo(2);
    assertThat(err.toString())
        .contains("no answer from " + url, "--from is written 2026-11-03T08:00:00+08:00")
        .contains("--from");
  }

  private int run(ScriptedHub hub, String... rest) {
    List<String> args = new ArrayList<>(List.of("replay", "--url", hub.url()));
    args.addAll(List.of(rest));
    return execute(args.toArray(String[]::new));
  }

  private int execute(String... args) {
    return Commands.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
