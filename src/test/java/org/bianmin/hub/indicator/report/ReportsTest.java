package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** From the cut to the restatement, on both engines. */
class ReportsTest {

  @EachEngine
  void cutFreezesValuesAndTheEventsBehindThem(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    // N = 2, D = 3, 66.67
    office.facts.tell("A", 11, true).tell("A", 12, true).tell("A", 15, false);

    long id = office.cut();
    office.facts.tell("A", 16, false);

    ReportValue frozen = office.value(id, 1, "A").value();
    assertThat(frozen.value()).isEqualTo("66.67");
    assertThat(frozen.numerator()).isEqualTo("2");
    assertThat(frozen.denominator()).isEqualTo("3");
    assertThat(frozen.switches()).containsEntry("deaths", "kept");
    Contribution behind = office.queries.contribution(id, 1, "A", "denominator");
    assertThat(LongStream.range(0, behind.size()).map(i -> behind.id((int) i)).toArray())
        .containsExactly(11, 12, 15);
    assertThat(office.queries.contribution(id, 1, "A", "numerator").size()).isEqualTo(2);
    // D = 0 is no value
    assertThat(office.value(id, 1, "B").value().value()).isNull();
    assertThat(office.state(id, 1)).isEqualTo(ReportState.CUT);
  }

  @EachEngine
  void isNotCutWhileDaysWaitOrBeforeItsTimeIsOver(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    long id = office.reports().open(PlayedFacts.halfYear(), "preparer");
    office.facts.waitingDays = 2;

    assertThatThrownBy(() -> office.reports().cut(id, "preparer", null))
        .isInstanceOf(NotReady.class)
        .hasMessageContaining("2 days");
    office.facts.waitingDays = 0;
    office.clock.to("2026-06-30T15:59:59Z");
    assertThatThrownBy(() -> office.reports().cut(id, "preparer", null))
        .isInstanceOf(NotReady.class)
        .hasMessageContaining("until");
    // midnight in the hub's zone
    office.clock.to("2026-06-30T16:00:00Z");
    assertThat(office.reports().cut(id, "preparer", null)).isEqualTo(1);
    assertThatThrownBy(() -> office.reports().cut(id, "preparer", null))
        .isInstanceOf(NotReady.class)
        .hasMessageContaining("already");
  }

  @EachEngine
  void isCutAsOfAnyDayThatIsOver(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    ReportKey whole = PlayedFacts.halfYear();
    ReportKey until =
        new ReportKey(
            whole.programme(),
            whole.kind(),
            whole.period(),
            LocalDate.of(2026, 3, 1),
            whole.scope());

    long id = office.reports().open(until, "preparer");
    office.clock.to("2026-03-02T00:00:00Z");

    assertThat(office.reports().cut(id, "preparer", null)).isEqualTo(1);
    assertThat(office.queries.find(id).orElseThrow().key().text())
        .isEqualTo("played/half-year/2026-H1@2026-03-01/facility/H001");
    assertThat(office.reports().open(whole, "preparer")).isNotEqualTo(id);
    ReportKey outside =
        new ReportKey(
            whole.programme(),
            whole.kind(),
            whole.period(),
            LocalDate.of(2026, 7, 1),
            whole.scope());
    assertThatThrownBy(() -> office.reports().open(outside, "preparer"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-H1");
  }

  @EachEngine
  void needsTwoPersonsWhoDidNotCutIt(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    long id = office.cut();
    Reports reports = office.reports();

    assertThatThrownBy(() -> reports.signOff(id, 1, "signer", null))
        .hasMessageContaining("reviewed");
    assertThatThrownBy(() -> reports.review(id, 1, "preparer", null))
        .isInstanceOf(NotReady.class)
        .hasMessageContaining("another person");
    reports.review(id, 1, "reviewer", "looked at all");
    assertThatThrownBy(() -> reports.signOff(id, 1, "reviewer", null))
        .isInstanceOf(NotReady.class)
        .hasMessageContaining("second person");
    assertThatThrownBy(() -> reports.signOff(id, 1, "preparer", null)).isInstanceOf(NotReady.class);
    assertThatThrownBy(() -> reports.submit(id, 1, "signer", null))
        .hasMessageContaining("signed-off");
    reports.signOff(id, 1, "signer", null);
    reports.submit(id, 1, "signer", null);

    assertThat(office.state(id, 1)).isEqualTo(ReportState.SUBMITTED);
    assertThat(office.turns(id))
        .containsExactly("0 opened", "1 cut", "1 reviewed", "1 signed-off", "1 submitted");
    assertThat(office.details.history(id).get(2).comment()).isEqualTo("looked at all");
  }

  @EachEngine
  void keepsCommentsAtTheirValue(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    long id = office.cut();

    office.reports().comment(id, 1, "A", "reviewer", "why so low?");
    office.reports().comment(id, 1, null, "reviewer", "in time");

    assertThat(office.details.comments(id))
        .extracting(ReportDetails.Comment::indicator, ReportDetails.Comment::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("A", "why so low?"),
            org.assertj.core.groups.Tuple.tuple("", "in time"));
    assertThatThrownBy(() -> office.reports().comment(id, 1, "Z", "reviewer", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @EachEngine
  void lateFactChangesNothingOfTheCutAndOpensARestatement(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.facts.tell("A", 1, true).tell("A", 2, false).tell("A", 3, false).tell("B", 9, true);
    long id = office.cut();
    office.look();
    assertThat(office.queries.revisions(id)).hasSize(1);

    // one is taken back, one is new, one meets the numerator now: N 1 → 2, D 3 → 3
    office.facts.takeBack("A", 1);
    office.facts.tell("A", 2, true).tell("A", 4, true);
    office.look();

    assertThat(office.value(id, 1, "A").value().value()).isEqualTo("33.33");
    assertThat(office.state(id, 1)).isEqualTo(ReportState.CUT);
    ReportQueries.Value restated = office.value(id, 2, "A");
    assertThat(restated.value().value()).isEqualTo("66.67");
    assertThat(restated.was().value()).isEqualTo("33.33");
    assertThat(office.revision(id, 2).kind())
        .as("nothing is held by the platform yet")
        .isEqualTo(RevisionKind.FIRST);
    assertThat(office.revision(id, 2).base()).isEqualTo(1);
    assertThat(office.details.causes(id, 2, "A", 100))
        .extracting(c -> c.side() + " " + c.eventId() + " " + c.kind())
        .containsExactly(
            "numerator 1 removed",
            "numerator 2 added",
            "numerator 4 added",
            "denominator 1 removed",
            "denominator 4 added");
    assertThat(office.details.causeCount(id, 2, "A")).isEqualTo(3);
    assertThat(office.value(id, 2, "B").was()).isNull();
    office.look();
    assertThat(office.queries.revisions(id)).as("told once").hasSize(2);
  }

  @EachEngine
  void restatementFollowsTheFactsUntilItIsSentOrTheyAreAsBefore(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.facts.tell("A", 1, true).tell("A", 2, false);
    long id = office.cut();
    office.facts.tell("A", 3, false);
    office.look();
    office.facts.tell("A", 4, false);
    office.look();
    assertThat(office.state(id, 2)).isEqualTo(ReportState.SUPERSEDED);
    assertThat(office.state(id, 3)).isEqualTo(ReportState.CUT);
    assertThat(office.value(id, 3, "A").was().value()).as("against the first").isEqualTo("50.00");

    office.facts.takeBack("A", 3);
    office.facts.takeBack("A", 4);
    office.look();
    assertThat(office.state(id, 3)).isEqualTo(ReportState.SUPERSEDED);
    assertThat(office.queries.find(id).orElseThrow().revision()).isEqualTo(1);
    assertThat(office.turns(id)).contains("3 undone");
    office.look();
    assertThat(office.queries.revisions(id)).hasSize(3);
  }

  @EachEngine
  void declinedRestatementStaysDeclinedUntilMoreChanges(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.facts.tell("A", 1, true);
    long id = office.cut();
    office.facts.tell("A", 2, false);
    office.look();

    assertThatThrownBy(() -> office.reports().decline(id, 1, "chief", null))
        .isInstanceOf(NotReady.class);
    office.reports().decline(id, 2, "chief", "a trifle");
    office.look();
    assertThat(office.queries.revisions(id)).hasSize(2);
    assertThat(office.queries.find(id).orElseThrow().state()).isEqualTo(ReportState.CUT);

    office.facts.tell("A", 3, false);
    office.look();
    assertThat(office.state(id, 2)).isEqualTo(ReportState.DECLINED);
    assertThat(office.state(id, 3)).isEqualTo(ReportState.CUT);
  }

  @EachEngine
  void anotherDefinitionIsNoLateFact(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.facts.tell("A", 1, true);
    long id = office.cut();

    office.facts.definition = "2-bbbb";
    office.facts.tell("A", 2, false);
    office.look();

    assertThat(office.queries.revisions(id)).hasSize(1);
    assertThat(office.reports().correct(id, "preparer", "new definition")).isEqualTo(2);
    assertThat(office.state(id, 1)).isEqualTo(ReportState.SUPERSEDED);
    assertThat(office.value(id, 2, "A").value().definition()).isEqualTo("2-bbbb");
  }

  @EachEngine
  void survivesARestartInEveryState(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.facts.tell("A", 1, true);
    long id = office.cut();
    office.reports().review(id, 1, "reviewer", null);

    store.reopen();
    ReportsOffice later = ReportsOffice.open(store);
    later.facts.tell("A", 1, true);
    later.reports().signOff(id, 1, "signer", null);
    later.clock.advance(Duration.ofDays(1));
    later.look();

    assertThat(later.state(id, 1)).isEqualTo(ReportState.SIGNED_OFF);
    assertThat(later.queries.revisions(id)).hasSize(1);
    assertThat(List.of(later.revision(id, 1).reviewedBy(), later.revision(id, 1).signedBy()))
        .containsExactly("reviewer", "signer");
  }
}
