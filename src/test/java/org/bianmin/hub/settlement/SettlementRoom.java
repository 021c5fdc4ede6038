package org.bianmin.hub.settlement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.FactsRoom;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.facts.Prepared;
import org.bianmin.hub.mapping.ReconciliationRule;
import org.bianmin.hub.mapping.ReconciliationRule.Amount;
import org.bianmin.hub.mapping.ReconciliationRule.Same;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.TestStore;

/** The whole room on a store, fed by facts; it reconciles when it is told to. */
public final class SettlementRoom {

  static final List<ReconciliationRule> RULES =
      List.of(
          new ReconciliationRule("visit-equal", Same.VISIT, Amount.EQUAL, 120),
          new ReconciliationRule("visit-sum", Same.VISIT, Amount.SUM, 120),
          new ReconciliationRule("patient-equal", Same.PATIENT, Amount.EQUAL, 30));

  static final SettlementProperties SETTINGS =
      new SettlementProperties(true, Duration.ofMinutes(30), Duration.ofMinutes(15), 100_000, null);

  final TestStore store;
  final Commands commands;
  final MeasureEvents events;
  final Reconciler reconciler;
  final Reconciling worker;
  final Reconciliation queries;
  final ReconciliationDays days;
  final ReconciliationWork work;
  final ReconciliationDayWork dayWork;
  final SettlementAlerts alerts;
  final Bills bills;
  final EarlierFacts earlier;
  List<ReconciliationRule> rules = RULES;
  // what the clock of alerts and questions says, epoch milliseconds
  long now = Told.at("2026-11-05T08:00");
  private long messages;

  /** On a store whose writer does not run yet. */
  public SettlementRoom(TestStore store) {
    this.store = store;
    EntryReading reading = new EntryReading(Told.ZONE);
    Clock clock =
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return Told.ZONE;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return Instant.ofEpochMilli(now);
          }
        };
    commands = new Commands(store.commits());
    reconciler =
        new Reconciler(
            store.commits(), reading, new Judge(reading, SETTINGS.lateAfter()), () -> rules);
    alerts =
        new SettlementAlerts(store.queries(), commands, store.commits(), SETTINGS, reading, clock);
    bills = new Bills(store.queries(), commands, reconciler, clock);
    earlier = new EarlierFacts(commands, reading, null, Told.ZONE, clock);
    worker = new Reconciling(commands, reconciler, earlier, alerts, bills, clock);
    queries = new Reconciliation(store.queries(), SETTINGS, clock);
    days = new ReconciliationDays(store.queries(), store.snapshot(), SETTINGS, clock);
    work = new ReconciliationWork(commands, reconciler, queries);
    dayWork = new ReconciliationDayWork(commands, reconciler, reading);
    events = FactsRoom.of(store, List.of(new Noting(reading, worker, earlier)));
    store.commits().start();
  }

  /** Facts are told, each by a message of its own, in one transaction. */
  void tell(Told... told) {
    tell(Arrays.asList(told));
  }

  void tell(List<Told> told) {
    List<MeasureEvents.Told> all = new ArrayList<>();
    for (Told one : told) {
      messages++;
      all.add(one.message(messages, messages));
    }
    apply(all);
  }

  void apply(List<MeasureEvents.Told> told) {
    List<Prepared> prepared = told.stream().map(events::prepare).toList();
    commands.execute(session -> events.apply(session, prepared, 1_760_000_000_000L)).run();
  }

  /** Facts are told and reconciled. */
  void reconciled(Told... told) {
    tell(told);
    worker.work();
  }

  /** Notes facts as their listener does, without the facts themselves. */
  public void note(List<MeasureEvent> facts, long firstId) {
    EntryReading reading = new EntryReading(Told.ZONE);
    List<Entry> entries = new ArrayList<>(facts.size());
    for (MeasureEvent fact : facts) {
      entries.add(reading.read(firstId + entries.size(), fact));
    }
    commands.execute(
        session -> {
          reconciler.entries().note(session, entries, 0);
          return null;
        });
  }

  /**
   * Has PostgreSQL look how its tables have grown, as it does by itself once a minute: until then
   * it takes them to be empty.
   */
  public void analyze() {
    if (store.postgres()) {
      commands.execute(
          session -> {
            for (String table :
                List.of("settlement_record", "settlement_link", "reconciliation_case")) {
              session.prepare("analyze " + table).execute();
            }
            return null;
          });
    }
  }

  /** Reconciles a batch; answers how many records it began with. */
  public int pass(int limit) {
    return commands.execute(session -> reconciler.pass(session, limit, 0));
  }

  /** The bills that have come are at their end; what they do not have is reconciled. */
  void billsAreThere() {
    now += 60_000;
    boolean unused = bills.look();
    worker.work();
  }

  /** The one case that a fact is in. */
  CaseView caseOf(Told told) {
    return queries.caseOf(told.key()).flatMap(queries::find).orElseThrow();
  }

  /** Each case as its records and what was judged of them, with ids left out. */
  List<String> cases() {
    Map<Long, StringBuilder> cases = new TreeMap<>();
    store
        .queries()
        .sql(
            "select c.id, r.type, r.number, c.outcome, c.findings, c.rule, c.due, c.paid,"
                + " c.refunded, c.insurance_due, c.insurance_paid, c.difference, c.day, r.counted,"
                + " r.outcome from reconciliation_case c left join settlement_record r"
                + " on r.case_id = c.id order by c.id, r.type, r.number")
        .query(
            row -> {
              StringBuilder text = cases.computeIfAbsent(row.getLong(1), id -> new StringBuilder());
              if (text.isEmpty()) {
                for (int i = 4; i <= 13; i++) {
                  text.append(row.getString(i)).append(' ');
                }
              }
              text.append(' ').append(row.getString(2)).append('/').append(row.getString(3));
              text.append('=').append(row.getLong(14));
            });
    return cases.values().stream().map(StringBuilder::toString).sorted().toList();
  }

  /** The figures as stored, without those that have come to nothing. */
  List<String> figures() {
    return store
        .queries()
        .sql(
            "select facility, day, what, method, outcome, n, fen, insurance, fee, billed_n, billed"
                + " from reconciliation_figure where n <> 0 or fen <> 0 or insurance <> 0 or fee <> 0"
                + " or billed_n <> 0 or billed <> 0 order by facility, day, what, method, outcome")
        .query(
            (row, n) -> {
              StringBuilder text = new StringBuilder();
              for (int i = 1; i <= 11; i++) {
                text.append(row.getString(i)).append('|');
              }
              return text.toString();
            })
        .list();
  }
}
