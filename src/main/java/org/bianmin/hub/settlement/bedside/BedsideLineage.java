package org.bianmin.hub.settlement.bedside;

import java.util.ArrayList;
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

  private static final long DAY = 86_400_000;

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
    all.put("ward", ward);
    all.put("at", after.occurredAt());
    all.put("id", after.id());
    String page = side.with() + PAGE.replace("{condition}", numerator ? side.condition() : "1 = 1");
    String sql = BedsideSql.text(page, params.containsKey("facility"));
    List<CountedFact> found = new ArrayList<>();
    long to = (long) params.get("to");
    // from the day on which the page before has ended, over as many days as a page needs: those of
    // a quarter are many, and all of them would be read and joined for each page
    long from = dayStart;
    for (long days = 1; from < to && found.size() < limit; days *= 2) {
      long until = Math.min(to, from + days * DAY);
      all.put("from", from);
      all.put("to", until);
      all.put("end", until);
      all.put("limit", limit - found.size());
      found.addAll(facts(sql, all, side.type()));
      from = until;
    }
    return Optional.of(found);
  }

  private List<CountedFact> facts(String sql, Map<String, Object> params, String type) {
    return queries
        .sql(sql)
        .params(params)
        .query(
            (row, n) ->
                new CountedFact(
                    row.getLong(1),
                    new EventKey(row.getString(2), type, row.getString(3)),
                    row.getLong(4)))
        .list();
  }
}
