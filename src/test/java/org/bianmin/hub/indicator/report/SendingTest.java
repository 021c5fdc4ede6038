package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** Handing in: until the platform has judged, through silence, refusals and returns. */
class SendingTest {

  /** About the revision that the number ends with. */
  private static ReportPlatform.Taken taken(String number, String state) {
    return taken(number, state, List.of());
  }

  private static ReportPlatform.Taken taken(
      String number, String state, List<ReportPlatform.Reason> reasons) {
    return new ReportPlatform.Taken(
        number,
        state,
        reasons,
        PlayedFacts.halfYear().text(),
        Integer.parseInt(number.substring("IR-".length())));
  }

  private static long submitted(ReportsOffice office) {
    office.facts.tell("A", 1, true).tell("A", 2, false);
    long id = office.cut();
    office.send(id, 1);
    return id;
  }

  private static void lookAfter(ReportsOffice office, Duration time) {
    office.clock.advance(time);
    office.look();
  }

  @EachEngine
  void asksUntilItIsAccepted(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.platform.will(taken("IR-1", "received")).will(taken("IR-1", "validating"));
    office.platform.will(taken("IR-1", "accepted"));
    long id = submitted(office);

    office.look();
    assertThat(office.state(id, 1)).isEqualTo(ReportState.SUBMITTED);
    assertThat(office.revision(id, 1).number()).isEqualTo("IR-1");
    lookAfter(office, Duration.ofMinutes(1));
    lookAfter(office, Duration.ofMinutes(1));

    assertThat(office.state(id, 1)).isEqualTo(ReportState.ACCEPTED);
    assertThat(office.platform.sent).hasSize(1);
    assertThat(office.platform.asked).containsExactly("IR-1", "IR-1");
    assertThat(office.turns(id)).endsWith("1 submitted", "1 accepted");
  }

  @EachEngine
  void sendsTheSameAgainAfterSilenceWithGrowingPauses(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    for (int i = 0; i < 3; i++) {
      office.platform.will(new ReportPlatform.Away("no answer", 0));
    }
    office.platform.will(taken("IR-1", "accepted"));
    long id = submitted(office);

    office.look();
    office.look();
    assertThat(office.platform.sent).as("not before the pause is over").hasSize(1);
    lookAfter(office, Duration.ofSeconds(1));
    lookAfter(office, Duration.ofSeconds(1));
    assertThat(office.platform.sent).as("the second pause is longer").hasSize(2);
    lookAfter(office, Duration.ofSeconds(1));
    lookAfter(office, Duration.ofSeconds(4));

    assertThat(office.state(id, 1)).isEqualTo(ReportState.ACCEPTED);
    assertThat(office.platform.sent).hasSize(4).allMatch(office.platform.sent.get(0)::equals);
    assertThat(office.details.tries(id, 9))
        .extracting(ReportDetails.Try::outcome)
        .containsExactly("accepted", "away", "away", "away");
  }

  @EachEngine
  void waitsAsLongAsThePlatformSays(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    long later = office.clock.millis() + Duration.ofMinutes(9).toMillis();
    office.platform.will(new ReportPlatform.Away("HTTP 429", later));
    office.platform.will(taken("IR-1", "accepted"));
    long id = submitted(office);

    office.look();
    lookAfter(office, Duration.ofMinutes(8));
    assertThat(office.platform.sent).hasSize(1);
    lookAfter(office, Duration.ofMinutes(1));

    assertThat(office.state(id, 1)).isEqualTo(ReportState.ACCEPTED);
  }

  @EachEngine
  void refusedSignaturePausesTheDestinationUntilAPersonResumesIt(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.platform.will(new ReportPlatform.Closed("HTTP 401: SIGNATURE"));
    office.platform.will(taken("IR-1", "accepted"));
    long id = submitted(office);

    office.look();
    lookAfter(office, Duration.ofDays(1));
    assertThat(office.platform.sent).hasSize(1);
    assertThat(office.state(id, 1)).isEqualTo(ReportState.SUBMITTED);
    assertThat(office.destinations.paused())
        .extracting(ReportDestinations.Paused::destination, ReportDestinations.Paused::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("platform", "HTTP 401: SIGNATURE"));

    assertThat(office.destinations.resume("platform")).isTrue();
    assertThat(office.destinations.resume("platform")).isFalse();
    office.look();
    assertThat(office.state(id, 1)).isEqualTo(ReportState.ACCEPTED);
  }

  @EachEngine
  void returnedFieldsAreKeptAndTheCorrectionTakesItsPlace(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.platform.will(
        taken(
            "IR-1",
            "returned",
            List.of(
                new ReportPlatform.Reason("A", "numerator", "EVIDENCE", "too many"),
                new ReportPlatform.Reason(null, "attestations", "TITLE", "no title"))));
    office.platform.will(taken("IR-2", "accepted"));
    long id = submitted(office);

    office.look();
    assertThat(office.state(id, 1)).isEqualTo(ReportState.RETURNED);
    assertThat(office.details.reasons(id, 1))
        .containsExactly(
            new ReportDetails.Reason("A", "numerator", "EVIDENCE", "too many"),
            new ReportDetails.Reason("", "attestations", "TITLE", "no title"));
    office.facts.tell("A", 1, false);
    office.look();
    assertThat(office.queries.revisions(id)).as("a person corrects what was returned").hasSize(1);

    assertThat(office.reports().correct(id, "preparer", "one was counted twice")).isEqualTo(2);
    office.send(id, 2);
    office.look();

    assertThat(office.state(id, 2)).isEqualTo(ReportState.ACCEPTED);
    assertThat(office.state(id, 1)).isEqualTo(ReportState.RESTATED);
    JsonNode correction = office.platform.sent.get(1);
    assertThat(correction.get("kind").asText()).isEqualTo("correction");
    assertThat(correction.get("restates").asInt()).isEqualTo(1);
    assertThat(correction.at("/values/0/was/value").decimalValue()).isEqualTo("50.00");
    assertThat(correction.at("/values/0/was/events").asInt()).isEqualTo(1);
  }

  @EachEngine
  void acceptedReportIsRestatedOnlyWhenAPersonSendsIt(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.platform.will(taken("IR-1", "accepted")).will(taken("IR-2", "accepted"));
    long id = submitted(office);
    office.look();

    office.facts.tell("A", 3, false);
    office.look();
    lookAfter(office, Duration.ofDays(3));
    assertThat(office.platform.sent).hasSize(1);
    assertThat(office.state(id, 1)).isEqualTo(ReportState.ACCEPTED);

    office.send(id, 2);
    office.look();
    assertThat(office.platform.sent.get(1).get("kind").asText()).isEqualTo("restatement");
    assertThat(office.state(id, 1)).isEqualTo(ReportState.RESTATED);
    assertThat(office.state(id, 2)).isEqualTo(ReportState.ACCEPTED);
  }

  @EachEngine
  void whatIsRefusedAsAWholeIsReturned(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.platform.will(new ReportPlatform.Refused("HTTP_400", "REPORT_SCHEMA /period"));
    long id = submitted(office);

    office.look();

    assertThat(office.state(id, 1)).isEqualTo(ReportState.RETURNED);
    assertThat(office.details.reasons(id, 1))
        .containsExactly(
            new ReportDetails.Reason("", "report", "HTTP_400", "REPORT_SCHEMA /period"));
  }

  @EachEngine
  void wordThatIsNotKnownIsUnderWayAndAnAnswerAboutAnotherReportIsNone(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.platform.will(taken("IR-1", "queued"));
    office.platform.will(taken("IR-2", "accepted"));
    office.platform.will(taken("IR-1", "restated"));
    long id = submitted(office);

    office.look();
    assertThat(office.state(id, 1)).isEqualTo(ReportState.SUBMITTED);
    lookAfter(office, Duration.ofMinutes(1));
    assertThat(office.state(id, 1)).isEqualTo(ReportState.SUBMITTED);
    assertThat(office.details.tries(id, 1).get(0).detail()).contains("another report");
    lookAfter(office, Duration.ofMinutes(1));
    assertThat(office.state(id, 1)).isEqualTo(ReportState.RESTATED);
  }

  @EachEngine
  void whatHasNoNumberYetIsWithdrawnAndGoesOutAsAFirstOneAgain(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.platform.will(new ReportPlatform.Away("no answer", 0));
    office.platform.will(taken("IR-2", "received"));
    long id = submitted(office);
    office.look();

    office.reports().withdraw(id, 1, "signer", "wrong figures");
    assertThat(office.reports().correct(id, "preparer", null)).isEqualTo(2);
    office.send(id, 2);
    lookAfter(office, Duration.ofHours(1));

    assertThat(office.platform.sent.get(1).get("kind").asText()).isEqualTo("first");
    assertThat(office.platform.sent.get(1).get("restates").isNull()).isTrue();
    assertThatThrownBy(() -> office.reports().withdraw(id, 2, "signer", null))
        .isInstanceOf(NotReady.class);
    assertThatThrownBy(() -> office.reports().correct(id, "preparer", null))
        .as("one is under way")
        .isInstanceOf(NotReady.class);
  }

  @EachEngine
  void pausedDestinationGetsNothingMoreWithinTheSameLook(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.platform.will(new ReportPlatform.Closed("HTTP 401: SIGNATURE"));
    submitted(office);
    ReportKey first = PlayedFacts.halfYear();
    ReportKey second =
        new ReportKey(first.programme(), first.kind(), "2025-H2", null, first.scope());
    long other = office.reports().openAndCut(second, "preparer");
    office.send(other, 1);

    office.look();

    assertThat(office.platform.sent).hasSize(1);
  }

  @EachEngine
  void numberThatThePlatformHasForgottenIsHandedInAgain(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.platform.will(taken("IR-1", "received"));
    office.platform.will(new ReportPlatform.Refused("HTTP_404", "NOT_FOUND"));
    office.platform.will(taken("IR-1", "accepted"));
    long id = submitted(office);
    office.look();
    lookAfter(office, Duration.ofMinutes(1));
    lookAfter(office, Duration.ofMinutes(1));

    assertThat(office.platform.sent).hasSize(2);
    assertThat(office.state(id, 1)).isEqualTo(ReportState.ACCEPTED);
  }

  @EachEngine
  void destinationThatWasNamedAfterTheOpeningGetsIt(TestStore store) {
    ReportsOffice nowhere =
        new ReportsOffice(
            store,
            new ReportProperties(
                List.of(),
                null,
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(400),
                false,
                "forms"));
    long id = nowhere.cut();
    nowhere.reports().review(id, 1, "reviewer", null);
    nowhere.reports().signOff(id, 1, "signer", null);
    assertThatThrownBy(() -> nowhere.reports().submit(id, 1, "signer", null))
        .hasMessageContaining("hub.reports.destination");

    store.reopen();
    ReportsOffice office = ReportsOffice.open(store);
    office.platform.will(taken("IR-1", "accepted"));
    office.reports().submit(id, 1, "signer", null);
    office.look();
    assertThat(office.state(id, 1)).isEqualTo(ReportState.ACCEPTED);
    assertThat(office.queries.find(id).orElseThrow().destination()).isEqualTo("platform");
  }
}
