package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** When late facts open a restatement, what it takes the place of, and what it leaves alone. */
class RestatementsTest {

  private static ReportPlatform.Taken taken(int revision, String state) {
    return new ReportPlatform.Taken(
        "IR-" + revision, state, List.of(), PlayedFacts.halfYear().text(), revision);
  }

  private static long accepted(ReportsOffice office) {
    office.platform.will(taken(1, "accepted"));
    office.facts.tell("A", 1, true).tell("A", 2, false);
    long id = office.cut();
    office.send(id, 1);
    office.look();
    return id;
  }

  @EachEngine
  void whatWasSubmittedWhileAnotherWasCutIsNotReplaced(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.facts.tell("A", 1, true).tell("A", 2, false);
    long id = office.cut();
    office.reports().review(id, 1, "reviewer", null);
    office.reports().signOff(id, 1, "signer", null);

    office.facts.meanwhile =
        () -> {
          office.facts.meanwhile = () -> {};
          office.reports().submit(id, 1, "signer", null);
        };

    assertThatThrownBy(() -> office.reports().correct(id, "preparer", null))
        .isInstanceOf(NotReady.class)
        .hasMessageContaining("meanwhile");
    assertThat(office.state(id, 1)).isEqualTo(ReportState.SUBMITTED);
    assertThat(office.queries.revisions(id)).hasSize(1);
  }

  @EachEngine
  void whatThePlatformNeverGotGoesOutAsAFirstReport(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.facts.tell("A", 1, true).tell("A", 2, false);
    long id = office.cut();
    office.facts.tell("A", 3, false);
    office.look();
    // people see what differs
    assertThat(office.value(id, 2, "A").was().value()).isEqualTo("50.00");

    office.platform.will(taken(2, "accepted"));
    office.send(id, 2);
    office.look();

    JsonNode sent = office.platform.sent.get(0);
    assertThat(sent.get("kind").asText()).isEqualTo("first");
    assertThat(sent.get("restates").isNull()).isTrue();
    assertThat(sent.at("/values/0/was").isNull()).isTrue();
    assertThat(office.state(id, 1)).isEqualTo(ReportState.SUPERSEDED);
    assertThat(office.state(id, 2)).isEqualTo(ReportState.ACCEPTED);
  }

  @EachEngine
  void timeAloneRestatesNothing(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    // a fact that counts until its window has closed
    office.facts.closesAt = office.clock.millis() + Duration.ofDays(20).toMillis();
    long id = accepted(office);
    assertThat(office.value(id, 1, "A").value().denominator()).isEqualTo("3");

    office.clock.advance(Duration.ofDays(40));
    office.look();
    assertThat(office.queries.revisions(id)).hasSize(1);

    office.facts.tell("A", 3, false);
    office.look();
    assertThat(office.value(id, 2, "A").value().denominator()).isEqualTo("4");
    assertThat(office.revision(id, 2).reckonedAt()).isEqualTo(office.revision(id, 1).reckonedAt());
  }

  @EachEngine
  void stormMakesOneRevisionWhenItIsOver(TestStore store) {
    ReportsOffice office =
        new ReportsOffice(
            store, ReportsOffice.properties(List.of(), Duration.ofMinutes(30), Duration.ofDays(1)));
    long id = accepted(office);
    for (int i = 0; i < 20; i++) {
      office.facts.tell("A", 100 + i, false);
      office.clock.advance(Duration.ofMinutes(5));
      office.look();
    }
    assertThat(office.queries.revisions(id)).hasSize(1);
    office.clock.advance(Duration.ofMinutes(31));
    office.look();
    assertThat(office.queries.revisions(id)).hasSize(2);

    // nobody looks at it, and more comes: the next one a day later
    office.facts.tell("A", 200, false);
    office.look();
    office.clock.advance(Duration.ofHours(2));
    office.look();
    assertThat(office.queries.revisions(id)).hasSize(2);
    office.clock.advance(Duration.ofHours(23));
    office.look();
    assertThat(office.state(id, 2)).isEqualTo(ReportState.SUPERSEDED);
    assertThat(office.state(id, 3)).isEqualTo(ReportState.CUT);
    assertThat(office.queries.contribution(id, 2, "A", "denominator").size())
        .as("what nobody touched keeps its values only")
        .isZero();
    assertThat(office.queries.contribution(id, 3, "A", "denominator").size()).isEqualTo(23);
  }

  @EachEngine
  void whatAPersonReviewedStaysAndIsSaidToBeStale(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    long id = accepted(office);
    office.facts.tell("A", 3, false);
    office.look();
    office.reports().review(id, 2, "reviewer", null);
    office.reports().signOff(id, 2, "signer", null);

    office.facts.tell("A", 4, false);
    office.look();
    assertThat(office.queries.revisions(id)).hasSize(2);
    assertThat(office.state(id, 2)).isEqualTo(ReportState.SIGNED_OFF);
    assertThat(office.revision(id, 2).stale()).isTrue();
    office.facts.takeBack("A", 4);
    office.look();
    assertThat(office.revision(id, 2).stale()).isFalse();
  }

  @EachEngine
  void keepsTheFirstCausesAndTheNumberOfAll(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    long id = accepted(office);
    for (int i = 0; i < 700; i++) {
      office.facts.tell("A", 1000 + i, i % 2 == 0);
    }
    office.look();

    assertThat(office.details.causeCount(id, 2, "A")).isEqualTo(700);
    assertThat(office.details.causes(id, 2, "A", 9999)).hasSize(350 + Cause.MOST);
  }

  @EachEngine
  void returnedRestatementIsRestatedAnewAgainstTheAcceptedOneOrDeclined(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    long id = accepted(office);
    office.facts.tell("A", 3, false);
    office.look();
    office.platform.will(taken(2, "returned"));
    office.send(id, 2);
    office.look();
    assertThat(office.state(id, 2)).isEqualTo(ReportState.RETURNED);
    office.look();
    assertThat(office.queries.revisions(id)).as("told already").hasSize(2);

    // the first one still counts, and is watched
    office.facts.tell("A", 4, false);
    office.look();
    assertThat(office.revision(id, 3).base()).isEqualTo(1);
    assertThat(office.value(id, 3, "A").was().value()).isEqualTo("50.00");
    assertThat(office.reports().correct(id, "preparer", null)).isEqualTo(4);
    assertThat(office.revision(id, 4).kind()).isEqualTo(RevisionKind.RESTATEMENT);
    assertThat(office.revision(id, 4).base()).isEqualTo(1);

    office.reports().decline(id, 2, "chief", null);
    office.reports().decline(id, 4, "chief", null);
    assertThat(office.queries.find(id).orElseThrow().revision()).isEqualTo(1);
    assertThat(office.queries.find(id).orElseThrow().state()).isEqualTo(ReportState.ACCEPTED);
  }

  @EachEngine
  void frozenEventsAreReadPageByPage(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.facts.tell("A", 5, true).tell("A", 7, false).tell("A", 9, true);
    long id = office.cut();
    office.facts.takeBack("A", 7);

    assertThat(office.details.behind(id, 1, "A", false)).isEqualTo(3);
    assertThat(office.details.behind(id, 1, "A", false, 0, 2))
        .extracting(ReportDetails.Behind::eventId)
        .containsExactly(5L, 7L);
    assertThat(office.details.behind(id, 1, "A", false, 7, 2))
        .extracting(ReportDetails.Behind::eventId)
        .containsExactly(9L);
    assertThat(office.details.behind(id, 1, "A", true, 6, 2)).hasSize(1);
  }

  @EachEngine
  void cutAgainLooksUpItsEventsAnew(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.facts.tell("A", 1, true).tell("A", 2, false);
    long id = accepted(office);
    office.facts.takeBack("A", 2);
    office.facts.tell("A", 3, false);

    assertThat(office.reports().correct(id, "preparer", null)).isEqualTo(2);

    assertThat(office.details.behind(id, 2, "A", false, 0, 9))
        .extracting(ReportDetails.Behind::eventId)
        .containsExactly(1L, 3L);
  }

  @EachEngine
  void editOfTheRosterIsNamedAsTheCause(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    long id = accepted(office);
    assertThat(office.queries.grounds(id, 1)).contains(new Grounds("r1", "h1", "f1", ""));

    office.facts.grounds = new Grounds("r2", "h1", "f1", "");
    office.look();
    assertThat(office.queries.revisions(id)).as("no number changed").hasSize(1);
    office.facts.byRoster = 1;
    office.look();

    assertThat(office.value(id, 2, "A").was().value()).isEqualTo("50.00");
    assertThat(office.value(id, 2, "A").kinds()).containsExactly(CauseKind.ROSTER);
    office.platform.will(taken(2, "accepted"));
    office.send(id, 2);
    office.look();
    assertThat(office.platform.sent.get(1).at("/values/0/was/causes").toString())
        .isEqualTo("[\"roster\"]");
  }

  @EachEngine
  void everyRestatedValueHasACause(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    long id = accepted(office);
    // the same events with another content: two patients turned out to be one
    office.facts.byRoster = 1;
    office.look();
    assertThat(office.value(id, 2, "A").kinds()).containsExactly(CauseKind.CONTENT);

    office.facts.tell("A", 3, true);
    office.facts.grounds = new Grounds("r1", "h2", "f1", "");
    office.look();
    assertThat(office.value(id, 3, "A").kinds())
        .containsExactly(CauseKind.EVENT, CauseKind.HOLIDAYS);
    // by hand, with another definition
    office.facts.definition = "2-bbbb";
    assertThat(office.reports().correct(id, "preparer", null)).isEqualTo(4);
    assertThat(office.value(id, 4, "A").kinds())
        .containsExactly(CauseKind.EVENT, CauseKind.DEFINITION, CauseKind.HOLIDAYS);
  }

  @EachEngine
  void whatWasAcceptedIsInForceUntilTheRestatementIsSigned(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    long id = accepted(office);
    office.facts.tell("A", 3, false);
    office.look();

    ReportQueries.Line beside = office.queries.find(id).orElseThrow();
    assertThat(beside.revision()).isEqualTo(1);
    assertThat(beside.state()).isEqualTo(ReportState.ACCEPTED);
    assertThat(beside.pending()).isEqualTo(2);
    assertThat(office.queries.page(null, ReportState.CUT, null, 9)).as("found by both").hasSize(1);
    office.reports().review(id, 2, "reviewer", null);
    assertThat(office.queries.find(id).orElseThrow().pendingState())
        .isEqualTo(ReportState.REVIEWED);
    office.reports().signOff(id, 2, "signer", null);

    ReportQueries.Line signed = office.queries.find(id).orElseThrow();
    assertThat(signed.revision()).isEqualTo(2);
    assertThat(signed.pending()).isNull();
  }
}
