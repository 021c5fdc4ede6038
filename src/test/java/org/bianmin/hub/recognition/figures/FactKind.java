package org.bianmin.hub.recognition.figures;

/**
 * A type of facts with what the figures look at of each, as columns of {@code x}. One text for both
 * engines.
 */
enum FactKind {
  /** Outcome: 0 no platform has it, 1 accepted late, 2 accepted in time. */
  REPORT(
      "result.issued",
      ", e.version, r.event_id as judged, r.expires_at as valid_until, coalesce(r.items, 0) as"
          + " items, coalesce(r.mapped, 0) as mapped, coalesce(r.recognisable, 0) as recognisable,"
          + " (select case when min(d.done_at) is null then 0 when min(d.done_at) <= :within + "
          + FactKind.FIRST_ISSUED
          + " then 2 else 1 end from delivery d where d.event_id = e.id and d.state = 'DELIVERED'"
          + " and d.cancels = 0 and d.destination in (:destinations)) as outcome",
      " left join recognition_report r on r.event_id = e.id"),

  ORDER(
      "exam.ordered",
      ", c.state, case when " + FactKind.OFFERED + " then 1 else 0 end as offered",
      " left join recognition_check c on c.event_id = e.id"),

  /** An order for which there was something to offer; undecided 1 where nobody decided about it. */
  OFFER(
      "exam.ordered",
      ", case when o.order_no is null and v.visit is null then 1 else 0 end as undecided",
      // one that somebody decided about may come several times, one that nobody did comes once
      " join recognition_check c on c.event_id = e.id and ("
          + FactKind.OFFERED
          + ") left join by_order o on o.facility = e.facility and o.order_no = e.business_key"
          + FactKind.about("o")
          + " left join by_visit v on v.facility = e.facility"
          + " and v.visit = json_extract(e.attributes, '$.visitRef')"
          + " and v.item = json_extract(e.attributes, '$.recognitionItemCode')"
          + FactKind.about("v")),

  PROMPT("recognition.prompted", "", ""),

  VIEW("recognition.viewed", "", ""),

  DECISION(
      "recognition.decided",
      ", json_extract(e.attributes, '$.decision') as decision,"
          + " json_extract(e.attributes, '$.reasonCode') as reason,"
          + " json_extract(e.attributes, '$.provinceReasonCode') as province,"
          + " json_extract(e.attributes, '$.savedFen') as saved,"
          + " json_extract(e.attributes, '$.sourceState') as source_state",
      "");

  /** The first time at which the report was said to be issued: a correction has a later one. */
  private static final String FIRST_ISSUED =
      "case when e.version = 1 then e.occurred_at else coalesce((select min(v.occurred_at)"
          + " from measure_event_version v where v.event_id = e.id and v.action = 'RECORD'),"
          + " e.occurred_at) end";

  /** A HIS that had asked for the order before is not counted again, but was prompted. */
  private static final String OFFERED = "c.state = 'PROMPTED' or c.candidates > 0";

  /** What the rows of offers are joined with: decisions that may be about orders of the period. */
  private static final String DECISIONS =
      "decided as materialized (select facility, occurred_at as at,"
          + " json_extract(attributes, '$.replacedOrderRef') as order_no,"
          + " json_extract(attributes, '$.encounterRef') as visit,"
          + " json_extract(attributes, '$.itemCode') as item from measure_event"
          + " where type = 'recognition.decided' and status = 'ACTIVE'"
          + " and occurred_at >= :from - 86400000 and occurred_at < :to + 2592000000),"
          + " by_order as materialized (select distinct facility, order_no, at from decided"
          + " where order_no is not null),"
          + " by_visit as materialized (select distinct facility, visit, item, at from decided"
          + " where visit is not null and item is not null), ";

  private final String type;
  private final String columns;
  private final String joins;

  FactKind(String type, String columns, String joins) {
    this.type = type;
    this.columns = columns;
    this.joins = joins;
  }

  /** A HIS may ask just before it orders, and a doctor may decide days later. */
  private static String about(String decided) {
    return " and %1$s.at >= e.occurred_at - 86400000 and %1$s.at <= e.occurred_at + 2592000000"
        .formatted(decided);
  }

  String type() {
    return type;
  }

  /**
   * The active facts of a period as a query.
   *
   * @param ofOne whether of the facility {@code :facility} only
   */
  String rows(boolean ofOne) {
    return "select e.id, e.facility, e.business_key, e.occurred_at"
        + columns
        + " from measure_event e"
        + joins
        + active(type, ofOne);
  }

  /** What stands before {@link #rows} in a query. */
  String with() {
    return this == OFFER ? "with " + DECISIONS : "with ";
  }

  /** The condition for active facts of a type since {@code :since} and before {@code :to}. */
  static String active(String type, boolean ofOne) {
    return " where e.type = '"
        + type
        + "' and e.status = 'ACTIVE' and e.occurred_at >= :since and e.occurred_at < :to"
        + (ofOne ? " and e.facility = :facility" : "");
  }
}
