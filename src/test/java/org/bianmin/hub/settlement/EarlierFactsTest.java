package org.bianmin.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.settlement.Told.at;
import static org.bianmin.hub.settlement.Told.outpatient;
import static org.bianmin.hub.settlement.Told.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.store.AtStart;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** What was told before the hub reconciled, or while it did not; on both engines. */
class EarlierFactsTest {

  private static final Told OLD = payment("wechat/1", at("2026-10-20T09:00"), 100);
  private static final Told RECENT = payment("wechat/2", at("2026-10-30T09:00"), 100);

  private static void forgetRecords(SettlementRoom room) {
    room.commands.execute(
        session -> session.prepare("delete from settlement_record").executeUpdate());
  }

  private static List<String> noted(TestStore store) {
    return store
        .queries()
        .sql("select number from settlement_record order by number")
        .query(String.class)
        .list();
  }

  private static EarlierFacts since(SettlementRoom room, LocalDate day) {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(room.now), Told.ZONE);
    return new EarlierFacts(room.commands, new EntryReading(Told.ZONE), day, Told.ZONE, clock);
  }

  @EachEngine
  void factsOfMoreThanSevenDaysBeforeTheFirstStartAreLeftOutAndARestartDoesNotMoveThatDay(
      TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    room.tell(OLD, RECENT);
    forgetRecords(room);
    since(room, null).note();
    assertThat(noted(store)).containsExactly("wechat/2");

    forgetRecords(room);
    room.now += Duration.ofDays(30).toMillis();
    EarlierFacts later = since(room, null);
    later.note();
    assertThat(noted(store)).isEmpty();
    new AtStart(later::forget, Reconciling.PHASE).start();
    later.note();
    assertThat(noted(store)).containsExactly("wechat/2");
    assertThat(store.queries().sql("select since from reconciliation_turn").query().singleValue())
        .isEqualTo("2026-10-29");
  }

  @EachEngine
  void anEarlierDayThatIsSetHasItsFactsNotedToo(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    room.tell(OLD, RECENT);
    forgetRecords(room);
    since(room, null).note();
    since(room, LocalDate.parse("2026-10-20")).note();
    assertThat(noted(store)).containsExactly("wechat/1", "wechat/2");
    // a later one forgets nothing
    since(room, LocalDate.parse("2026-11-01")).note();
    assertThat(noted(store)).containsExactly("wechat/1", "wechat/2");
  }

  @EachEngine
  void aFactWithoutTimeIsNotedByTheTimeOfItsRecording(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    room.tell(payment("wechat/3", at("2026-11-03T09:00"), 100), RECENT);
    room.commands.execute(
        session ->
            session
                .prepare(
                    "update measure_event set occurred_at = null, recorded_at = "
                        + at("2026-11-02T10:00")
                        + " where business_key = 'wechat/3'")
                .executeUpdate());
    forgetRecords(room);
    since(room, null).note();
    assertThat(noted(store)).containsExactly("wechat/2", "wechat/3");
    assertThat(store.count("select count(*) from settlement_record where day = '2026-11-02'"))
        .isEqualTo(1);
  }

  @EachEngine
  void aChangeOfWhatIsPastIsNotNotedButWhatIsToldForTheFirstTimeIs(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    room.tell(OLD);
    forgetRecords(room);
    room.earlier.note();
    room.tell(payment("wechat/1", at("2026-10-20T09:00"), 90));
    assertThat(noted(store)).isEmpty();
    Told late = payment("wechat/9", at("2026-10-20T09:00"), 50);
    room.reconciled(late);
    assertThat(noted(store)).containsExactly("wechat/9");
    room.reconciled(payment("wechat/9", at("2026-10-20T09:00"), 40));
    assertThat(room.caseOf(late).line().paid()).isEqualTo(40);
  }

  @EachEngine
  void anOlderVersionNeverReplacesANewerOne(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    MeasureEvent now = payment("wechat/1", at("2026-11-03T09:00"), 100).event();
    room.commands.execute(
        session -> {
          EntryReading reading = new EntryReading(Told.ZONE);
          room.reconciler
              .entries()
              .note(session, List.of(reading.read(7, version(now, 3, 90L))), 1);
          room.reconciler
              .entries()
              .note(session, List.of(reading.read(7, version(now, 2, 80L))), 2);
          return null;
        });
    assertThat(store.count("select amount from settlement_record")).isEqualTo(90);
  }

  private static MeasureEvent version(MeasureEvent of, int version, long fen) {
    return new MeasureEvent(
        of.key(),
        version,
        EventStatus.ACTIVE,
        of.occurredAt(),
        of.recordedAt(),
        null,
        java.util.Map.of("amountFen", fen),
        "m");
  }

  @EachEngine
  void settlementsOfAFacilityThatTellsNoPaymentsAreNoDifferencesUntilItDoes(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    Told before = outpatient("S1", at("2026-11-02T09:00"), 100);
    Told sameDay = outpatient("S2", at("2026-11-03T09:00"), 100);
    room.reconciled(before, sameDay);
    assertThat(room.caseOf(sameDay).line().outcome()).isEqualTo(Outcome.SETTLED_NOT_PAID);
    assertThat(room.queries.cases(CaseFilter.open("H1"), null, 10)).isEmpty();
    assertThat(room.dayWork.close("H1", LocalDate.parse("2026-11-02"), "li", null, false).closed())
        .isTrue();

    Told first = payment("wechat/1", at("2026-11-03T10:00"), 50, "outTradeNo", "O1");
    room.reconciled(first);
    assertThat(room.queries.cases(CaseFilter.open("H1"), null, 10))
        .extracting(CaseLine::id)
        .containsExactly(room.caseOf(sameDay).line().id(), room.caseOf(first).line().id());
    assertThat(room.days.day("H1", LocalDate.parse("2026-11-02")).closed()).isTrue();

    room.reconciled(payment("wechat/0", at("2026-11-01T10:00"), 50, "outTradeNo", "O0"));
    assertThat(room.caseOf(before).line().open()).isTrue();
    assertThat(store.count("select count(*) from settlement_record where waiting <> 0")).isZero();
  }
}
