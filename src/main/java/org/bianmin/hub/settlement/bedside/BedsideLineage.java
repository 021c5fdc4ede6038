package org.bianmin.hub.settlement.bedside;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The facts behind a share, page by page in the order in which they occurred. */
@Component
final class BedsideLineage {

  /** Facts of one side of a figure: the query that has them as {@code x}, and a condition. */
  private record Side(String type, String with, String condition) {}

  private static final String SETTLED =
      "with "
          + BedsideSql.INVOICES
          + BedsideSql.SETTLEMENTS
          + BedsideSql.FINAL
          + ", x as (select s.id, s.facility, s.no, s.at, s.ward, s.point, i.at - s.at as took"
          + " from settled s left join invoice i on i.facility = s.facility and i.no = s.no)";

  private static final String DISCHARGED =
      "with "
          + BedsideSql.SETTLEMENTS
          + BedsideSql.FINAL
          + BedsideSql.SETTLED_DISCHARGES
          + ", x as (select d.id, d.facility, d.admission as no, d.at, d.ward, s.day as settled"
          + " from discharged d left join days s on s.facility = d.facility"
          + " and s.admission = d.admission and s.day = d.day)";

  private static final String PAGE =
      " select x.id, x.facility, x.no, x.at from x where {condition}"
          + " and (:ward = '*' or coalesce(x.ward, '') = :ward) and x.at < :end"
          + " and (x.at > :at or (x.at = :at and x.id > :id)) order by x.at, x.id limit :limit";

  private static final Map<String, Side> NUMERATORS =
      Map.of(
          "AHN-09",
          new Side(
              "settlement.inpatient",
              SETTLED,
              "x.point in ('" + String.join("', '", BedsideMaking.AT_WARD) + "')"),
          "AHN-10",
          new Side("settlement.inpatient", SETTLED, "x.took <= :within"),
          "HAI-21",
          new Side("discharge.made", DISCHARGED, "x.settled is not null"));

  private final JdbcClient queries;

  BedsideLineage(JdbcClient queries) {
    this.queries = queries;
  }

  /** The figures whose facts can be listed. */
  static List<String> ids() {
    return NUMERATORS.keySet().stream().sorted().toList();
  }

  /**
   * A page.
   *
   * @param params of the queries, by name
   * @param ward code, empty for the untold one, {@code *} for all
   * @param dayStart first moment of the day of the cursor, or of the period
   * @return empty where the figure has no facts of its own
   */
  Optional<List<CountedFact>> page(
      String id,
      boolean numerator,
      Map<String, Object> params,
      String ward,
      CountedFact.Cursor after,
      long dayStart,
      int limit) {
    Side side = NUMERATORS.get(id);
    if (side == null) {
      return Optional.empty();
    }
    Map<String, Object> all = new HashMap<>(params);
    all.put("end", params.get("to"));
    // the walk over the index begins on the day on which the page before has ended
    all.put("from", dayStart);
    all.put("ward", ward);
    all.put("at", after.occurredAt());
    all.put("id", after.id());
    all.put("limit", limit);
    String sql = side.with() + PAGE.replace("{condition}", numerator ? side.condition() : "1 = 1");
    return Optional.of(
        queries
            .sql(BedsideSql.text(sql, params.containsKey("facility")))
            .params(all)
            .query(
                (row, n) ->
                    new CountedFact(
                        row.getLong(1),
                        new EventKey(row.getString(2), side.type(), row.getString(3)),
                        row.getLong(4)))
            .list());
  }
}
