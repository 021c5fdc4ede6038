package org.bianmin.hub.settlement;

import java.util.ArrayList;
import java.util.List;

/**
 * The SQL of a list of cases. Open differences come oldest first; everything else in the order of
 * ids, of a day by the index of days. No list reads more than its page from a table in order.
 */
final class CaseSelect {

  static final String COLUMNS =
      "select c.id, c.facility, c.day, c.outcome, c.findings, c.rule, c.settlements, c.payments,"
          + " c.refunds, c.due, c.paid, c.refunded, c.insurance_due, c.insurance_paid,"
          + " c.difference, c.at, c.since, c.open, c.assignee, c.reason from reconciliation_case c";

  /** The other side of these may still come. */
  static final String ONE_SIDED = "c.outcome in ('paid-not-settled', 'settled-not-paid')";

  private final StringBuilder sql = new StringBuilder(COLUMNS).append(" where 1 = 1");
  private final List<Object> params = new ArrayList<>();

  private CaseSelect() {}

  /**
   * A page.
   *
   * @param youngest epoch milliseconds: what waits for its other side since later is no difference
   */
  static CaseSelect page(CaseFilter filter, CaseLine.Cursor after, long youngest, int limit) {
    CaseSelect select = new CaseSelect();
    select.where(filter, youngest);
    boolean byAge = filter.state() == CaseFilter.State.OPEN;
    if (after != null && byAge) {
      select.add(" and c.since >= ? and (c.since > ? or c.id > ?)", after.since());
      select.params.add(after.since());
      select.params.add(after.id());
    } else if (after != null) {
      select.add(" and c.id > ?", after.id());
    }
    boolean ofDay = filter.day() != null && filter.finding() != Finding.NOT_ON_BILL;
    String order = ofDay ? "c.day, c.id" : "c.id";
    select.sql.append(" order by ").append(byAge ? "c.since, c.id" : order).append(" limit ?");
    select.params.add(limit);
    return select;
  }

  private void where(CaseFilter filter, long youngest) {
    switch (filter.state()) {
      case OPEN -> add(" and c.open = 1 and (c.since <= ? or not " + ONE_SIDED + ")", youngest);
      case CLOSED -> sql.append(" and c.differs = 1 and c.open = 0");
      case DIFFERENCES -> sql.append(" and c.differs = 1");
      case ALL -> {}
    }
    add(" and c.facility = ?", filter.facility());
    boolean ofCase = filter.day() != null && filter.finding() != Finding.NOT_ON_BILL;
    add(" and c.day = ?", ofCase ? filter.day().toString() : null);
    add(" and c.outcome = ?", filter.outcome() == null ? null : filter.outcome().code());
    add(" and c.since < ?", filter.before());
    if (filter.assignee() != null && filter.assignee().isEmpty()) {
      sql.append(" and c.assignee is null");
    } else {
      add(" and c.assignee = ?", filter.assignee());
    }
    if (filter.finding() == Finding.NOT_ON_BILL) {
      // of the day whose bill does not have it; its case may be listed under another one
      add(
          " and c.id in (select r.case_id from settlement_record r where r.missing = 1"
              + " and r.day = ?",
          dayOf(filter));
      add(" and r.facility = ?", filter.facility());
      sql.append(')');
    } else if (filter.finding() != null) {
      add(" and ' ' || c.findings || ' ' like ?", "% " + filter.finding().code() + " %");
    }
  }

  private static String dayOf(CaseFilter filter) {
    if (filter.day() == null) {
      throw new IllegalArgumentException("not-on-bill is asked for one day; give day");
    }
    return filter.day().toString();
  }

  private void add(String condition, Object value) {
    if (value != null) {
      sql.append(condition);
      params.add(value);
    }
  }

  String sql() {
    return sql.toString();
  }

  List<Object> params() {
    return params;
  }
}
