package org.bianmin.hub.settlement.bedside;

/**
 * The queries of the bedside view, one text for both engines. Each walks over the facts of a type
 * and period by their index; what they are joined with is looked up by its key, or is the facts of
 * another type and about the same period.
 */
final class BedsideSql {

  /** An invoice may be issued somewhat later than the period ends: 31 days. */
  static final String INVOICED_LATE = "2678400000";

  static final String INVOICES =
      "invoice as materialized (select e.facility, json_extract(e.attributes, '$.settlementRef') as"
          + " no, min(e.occurred_at) as at from measure_event e where e.type = 'invoice.issued' and"
          + " e.status = 'ACTIVE' and e.occurred_at >= :from - 86400000 and e.occurred_at < :to + "
          + INVOICED_LATE
          + "{one} group by e.facility, no), ";

  private static final String ADMISSION =
      "coalesce(json_extract(e.attributes, '$.admissionRef'), json_extract(e.attributes,"
          + " '$.encounterRef'))";

  /** Final settlements; suspended 1 while their discharge is void. */
  static final String SETTLEMENTS =
      "told as materialized (select e.id, e.facility, e.business_key as no, e.occurred_at as at,"
          + " json_extract(e.attributes, '$.kind') as kind,"
          + " json_extract(e.attributes, '$.settlementPoint') as point,"
          + " coalesce(json_extract(e.attributes, '$.wardCode'),"
          + " json_extract(d.attributes, '$.wardCode')) as ward, "
          + ADMISSION
          + " as admission, d.occurred_at as discharged,"
          + " json_extract(d.attributes, '$.orderedAt') as ordered,"
          + " case when d.status = 'VOID' then 1 else 0 end as suspended from measure_event e"
          + " left join measure_event d on d.facility = e.facility and d.type = 'discharge.made'"
          + " and d.business_key = "
          + ADMISSION
          + " where e.type = 'settlement.inpatient'{in-period}), ";

  static final String FINAL =
      "settled as materialized (select * from told where kind = 'final' and suspended = 0)";

  private static final String IN_PERIOD =
      " and e.status = 'ACTIVE' and e.occurred_at >= :from and e.occurred_at < :to{one}";

  private static final String RANKED =
      "ranked as (select facility, whole, ward, what, took, row_number() over (partition by"
          + " facility, whole, ward, what order by took) as place, count(*) over (partition by"
          + " facility, whole, ward, what) as n from took)"
          + " select facility, whole, ward, what, took, place, n from ranked"
          + " where place = (n + 1) / 2 or place = (n + 2) / 2 or place = (9 * n + 9) / 10"
          + " order by facility, whole, ward, what, place";

  /** By facility, ward and point: how many, how many with an invoice in time. */
  static final String COUNTS =
      "with "
          + INVOICES
          + SETTLEMENTS
          + FINAL
          + " select s.facility, s.ward, s.point, count(*),"
          + " sum(case when i.at - s.at <= :within then 1 else 0 end) from settled s"
          + " left join invoice i on i.facility = s.facility and i.no = s.no"
          + " group by s.facility, s.ward, s.point";

  /** By facility, kind, whether suspended, and point: all that was told. */
  static final String POINTS =
      "with "
          + SETTLEMENTS.substring(0, SETTLEMENTS.lastIndexOf(','))
          + " select facility, kind, suspended, point, count(*) from told"
          + " group by facility, kind, suspended, point";

  /** The values in the middle and at 90 % of three delays, by ward and of all wards (whole 1). */
  static final String DELAYS =
      "with "
          + INVOICES
          + SETTLEMENTS
          + FINAL
          + ", since as (select s.facility, s.ward, s.at, s.discharged, "
          + ToldTime.millis("s.ordered")
          + " as ordered, i.at as invoiced from settled s"
          + " left join invoice i on i.facility = s.facility and i.no = s.no),"
          + " delay as materialized (select facility, ward, 'order' as what, at - ordered as took"
          + " from since where ordered is not null union all select facility, ward, 'discharge',"
          + " at - discharged from since where ordered is null and discharged is not null"
          + " union all select facility, ward, 'invoice', invoiced - at from since"
          + " where invoiced is not null), took as (select facility, 0 as whole, ward, what, took"
          + " from delay union all select facility, 1, null, what, took from delay), "
          + RANKED;

  /** The days on which each admission was settled, and the patients discharged. */
  static final String SETTLED_DISCHARGES =
      ", days as materialized (select distinct facility, admission,"
          + " (at + :offset) / 86400000 as day from settled), discharged as materialized ("
          + "select e.id, e.facility, e.business_key as admission, e.occurred_at as at,"
          + " (e.occurred_at + :offset) / 86400000 as day,"
          + " json_extract(e.attributes, '$.wardCode') as ward from measure_event e"
          + " where e.type = 'discharge.made'{in-period} and (:deaths = 1 or"
          + " coalesce(json_extract(e.attributes, '$.disposition'), '') <> '5'))";

  /** By facility and ward: patients discharged, and those settled on that day. */
  static final String DISCHARGES =
      "with "
          + SETTLEMENTS
          + FINAL
          + SETTLED_DISCHARGES
          + " select d.facility, d.ward, count(*),"
          + " sum(case when s.day is not null then 1 else 0 end) from discharged d left join days s"
          + " on s.facility = d.facility and s.admission = d.admission and s.day = d.day"
          + " group by d.facility, d.ward";

  static final String OUTPATIENT_POINTS =
      "select e.facility, json_extract(e.attributes, '$.settlementPoint') as point, count(*)"
          + " from measure_event e where e.type = 'settlement.outpatient'{in-period}"
          + " group by e.facility, point";

  /** A document shown at registration or booking. */
  static final String CREDENTIALS =
      "select e.facility, json_extract(e.attributes, '$.credentialType') as credential, count(*)"
          + " from measure_event e where e.type in ('visit.registered', 'appt.booked'){in-period}"
          + " group by e.facility, credential";

  /**
   * By facility and method: payments, and those for visits of outpatients. What platform and HIS
   * tell of one order is one payment.
   */
  static final String PAYMENTS =
      "with paid as materialized (select e.facility, json_extract(e.attributes, '$.method') as"
          + " method, coalesce(json_extract(e.attributes, '$.outTradeNo'), e.business_key) as no,"
          + " max(case when v.status = 'VOID' then 0 when coalesce("
          + " json_extract(v.attributes, '$.visitClass'), case when"
          + " json_extract(e.attributes, '$.scene') in ('registration', 'outpatient') then 'O' end)"
          + " = 'O' then 1 else 0 end) as outpatient from measure_event e"
          + " left join measure_event v on v.facility = e.facility and v.type = 'visit.registered'"
          + " and v.business_key = coalesce(json_extract(e.attributes, '$.visitRef'),"
          + " json_extract(e.attributes, '$.encounterRef'))"
          + " where e.type = 'payment.succeeded'{in-period} group by e.facility, method, no)"
          + " select facility, method, count(*), sum(outpatient) from paid"
          + " group by facility, method";

  static final String VISITS =
      "select e.facility, count(*) from measure_event e where e.type = 'visit.registered'"
          + "{in-period} and json_extract(e.attributes, '$.visitClass') = 'O' group by e.facility";

  /** Refunds to patients who were discharged. */
  private static final String REFUNDS =
      "with refund as materialized (select e.facility, e.occurred_at as at,"
          + " cast(coalesce(json_extract(e.attributes, '$.amountFen'),"
          + " json_extract(e.attributes, '$.billedFen')) as bigint) as fen,"
          + " coalesce(json_extract(e.attributes, '$.encounterRef'),"
          + " json_extract(p.attributes, '$.encounterRef'),"
          + " json_extract(p.attributes, '$.visitRef')) as admission from measure_event e"
          + " left join measure_event p on p.facility = e.facility and p.type = 'payment.succeeded'"
          + " and p.business_key = json_extract(e.attributes, '$.originalKey')"
          + " where e.type = 'payment.refunded'{in-period}), balance as materialized ("
          + "select r.facility, r.fen, r.at - d.occurred_at as late from refund r"
          + " join measure_event d on d.facility = r.facility and d.type = 'discharge.made'"
          + " and d.status = 'ACTIVE' and d.business_key = r.admission)";

  static final String REFUND_COUNTS =
      REFUNDS
          + " select facility, count(*), sum(case when fen < 100 then 1 else 0 end)"
          + " from balance group by facility";

  static final String REFUND_DELAYS =
      REFUNDS
          + ", took as (select facility, 1 as whole, null as ward, 'refund' as what, late as took"
          + " from balance), "
          + RANKED;

  private BedsideSql() {}

  /**
   * A query as it is run.
   *
   * @param ofOne whether of the facility {@code :facility} only
   */
  static String text(String query, boolean ofOne) {
    return query
        .replace("{in-period}", IN_PERIOD)
        .replace("{one}", ofOne ? " and e.facility = :facility" : "");
  }
}
