package org.bianmin.hub.settlement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.store.Session;

/** Writes how records are reconciled: their cases, the figures, days that do not stay closed. */
final class Ledger {

  private record Day(String facility, String day) implements Comparable<Day> {

    @Override
    public int compareTo(Day other) {
      int byDay = day.compareTo(other.day);
      return byDay == 0 ? facility.compareTo(other.facility) : byDay;
    }
  }

  private final Session session;
  private final Reconciler of;
  private final Judge judge;
  private final long now;
  private final FigureRows figures = new FigureRows();
  private final BillRows bills;
  private final FirstPayments payments;
  private final Map<Item, Item.Result> results = new LinkedHashMap<>();
  private final List<CaseRow> saved = new ArrayList<>();
  // days of which something is new that a person who closed them did not see, with what it was
  private final Map<Day, Entry> touched = new TreeMap<>();
  private Map<Long, CaseRow> before;
  private final Set<Long> taken = new HashSet<>();

  Ledger(Session session, Reconciler of, Judge judge, long now) {
    this.session = session;
    this.of = of;
    this.judge = judge;
    this.now = now;
    this.bills = new BillRows(session);
    this.payments = new FirstPayments(session);
  }

  /**
   * Writes it.
   *
   * @return whether others have to be reconciled again for it
   */
  boolean write(Closure closure, List<Joining.Joined> joined) throws SQLException {
    before = of.cases().load(session, closure.cases);
    for (Item item : closure.items.values()) {
      if (item.active() && item.kind() == RecordKind.PAYMENT) {
        payments.told(item.entry);
      }
    }
    for (Joining.Joined one : joined) {
      write(closure, one);
    }
    for (Item item : closure.items.values()) {
      if (!item.active()) {
        put(item, Item.Result.NONE);
      }
    }
    Set<Long> gone = new TreeSet<>(before.keySet());
    gone.removeAll(taken);
    for (Long id : gone) {
      before.get(id).count(figures, -1);
    }
    of.cases().save(session, saved, now);
    of.cases().delete(session, gone);
    of.entries().save(session, results);
    figures.write(session);
    bills.write(now);
    reopen();
    return payments.again();
  }

  private void write(Closure closure, Joining.Joined joined) throws SQLException {
    List<Item> items = joined.items();
    Judged judged =
        joined.components().size() == 1 ? joined.components().get(0).judged : judge.judge(items);
    long id = id(items);
    NoteRows.Standing standing =
        of.notes().standing(session, items.stream().filter(i -> i.remarked).map(Item::id).toList());
    Set<Item> missing = new HashSet<>();
    for (Item item : items) {
      if (judged.unbilled(item) && bills.isThere(item.entry)) {
        missing.add(item);
      }
    }
    List<Finding> findings = new ArrayList<>(judged.findings());
    if (!missing.isEmpty()) {
      findings.add(Finding.NOT_ON_BILL);
    }
    if (items.stream().anyMatch(closure::tooMany)) {
      findings.add(Finding.TOO_MANY);
    }
    CaseRow row = row(id, items, joined, judged, findings, standing);
    CaseRow old = before.get(id);
    if (!row.equals(old)) {
      if (old != null) {
        old.count(figures, -1);
      }
      row.count(figures, 1);
      saved.add(row);
      boolean news = row.open() && (old == null || !old.open() || !sameDifference(old, row));
      if (news) {
        touched.putIfAbsent(new Day(row.facility(), row.day()), newest(items));
      }
    }
    for (Component component : joined.components()) {
      for (Item item : component.items) {
        put(item, result(item, component, joined, judged, id, missing));
      }
    }
  }

  private static boolean sameDifference(CaseRow old, CaseRow row) {
    return old.fingerprint().equals(row.fingerprint()) && old.day().equals(row.day());
  }

  /** The record that changed, or the last one. */
  private static Entry newest(List<Item> items) {
    return items.stream()
        .filter(i -> i.waiting)
        .findFirst()
        .orElse(items.get(items.size() - 1))
        .entry;
  }

  private Item.Result result(
      Item item,
      Component component,
      Joining.Joined joined,
      Judged judged,
      long id,
      Set<Item> missing) {
    return new Item.Result(
        id,
        judged.outcome().code(),
        judged.counted().get(item).sum(),
        FigureRows.text(item, judged),
        component.visitGroup,
        component.personGroup,
        component.apart ? Item.APART : joined.kind(),
        missing.contains(item));
  }

  /** An old case of one of the records goes on, so that people find again what they looked at. */
  private long id(List<Item> items) throws SQLException {
    Set<Long> old = new TreeSet<>();
    for (Item item : items) {
      if (item.caseBefore() != null && before.containsKey(item.caseBefore())) {
        old.add(item.caseBefore());
      }
    }
    for (Long id : old) {
      if (taken.add(id)) {
        return id;
      }
    }
    long id = of.cases().nextId(session);
    taken.add(id);
    return id;
  }

  /** Whether a person has to look at it: not at what nobody could have told yet. */
  private boolean differs(String facility, Judged judged, List<Finding> findings)
      throws SQLException {
    boolean unpaid =
        judged.outcome() == Outcome.SETTLED_NOT_PAID
            && judged.payments() == 0
            && judged.refunds() == 0;
    return (judged.outcome().isDifference() && (!unpaid || payments.since(facility, judged.day())))
        || findings.stream().anyMatch(Finding::isDifference);
  }

  private CaseRow row(
      long id,
      List<Item> items,
      Joining.Joined joined,
      Judged judged,
      List<Finding> findings,
      NoteRows.Standing standing)
      throws SQLException {
    String facility = items.get(0).entry.facility();
    boolean differs = differs(facility, judged, findings);
    String fingerprint = Fingerprint.of(items, judged, findings);
    boolean closed = fingerprint.equals(standing.fingerprint());
    return new CaseRow(
        id,
        facility,
        judged.day(),
        judged.outcome().code(),
        String.join(" ", findings.stream().map(Finding::code).toList()),
        joined.rule() == null ? null : joined.rule().name(),
        judged.settlements(),
        judged.payments(),
        judged.refunds(),
        judged.due(),
        judged.paid(),
        judged.refunded(),
        judged.insuranceDue(),
        judged.insurancePaid(),
        judged.difference(),
        judged.at(),
        judged.since(),
        fingerprint,
        differs,
        differs && !closed,
        standing.assignee(),
        differs && closed ? standing.reason() : null);
  }

  private void put(Item item, Item.Result result) {
    Item.Result old = item.before;
    if (!old.figure().equals(result.figure())) {
      String facility = item.entry.facility();
      figures.add(facility, old.figure(), -1);
      figures.add(facility, result.figure(), 1);
      bills.add(facility, old.figure(), -1);
      bills.add(facility, result.figure(), 1);
      if (!FigureRows.fact(old.figure()).equals(FigureRows.fact(result.figure()))) {
        touch(item.entry, old.figure());
        touch(item.entry, result.figure());
      }
    }
    if (result.missing() && !old.missing()) {
      touch(item.entry, result.figure());
    }
    if (item.waiting || !Objects.equals(old, result)) {
      results.put(item, result);
    }
  }

  private void touch(Entry entry, String figure) {
    if (!figure.isEmpty()) {
      touched.put(new Day(entry.facility(), FigureRows.day(figure)), entry);
    }
  }

  private void reopen() throws SQLException {
    for (Map.Entry<Day, Entry> day : touched.entrySet()) {
      String facility = day.getKey().facility();
      if (of.days().isClosed(session, facility, day.getKey().day())) {
        Entry entry = day.getValue();
        EventKey key = new EventKey(facility, entry.type(), entry.number());
        of.days()
            .set(
                session,
                facility,
                day.getKey().day(),
                new DayEvent(DayRows.REOPENED, null, now, null, key.toString(), null));
      }
    }
  }
}
