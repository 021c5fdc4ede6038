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

  /**
   * A figure whose facts can be listed.
   *
   * @param all the query that has those of its denominator as {@code x}
   * @param some the query that has, under a condition, those of its numerator
   */
  private record Listed(String type, String all, String some, String condition) {}

  private static final long DAY = 86_400_000;

  private static final String SETTLED =
      "with "
          + BedsideSql.SETTLEMENTS
          + BedsideSql.FINAL
          + ", x as (select s.id, s.facility, s.no, s.at, s.ward, s.point from settled s)";

  /** Later invoices than those in time are nobody's first one in time. */
  private static final String INVOICED =
      "with "
          + BedsideSql.INVOICES.replace(BedsideSql.INVOICED_LATE, ":within")
          + BedsideSql.SETTLEMENTS
          + BedsideSql.FINAL
          + ", x as (select s.id, s.facility, s.no, s.at, s.ward, i.at - s.at as took"
          + " from settled s join invoice i on i.facility = s.facility and i.no = s.no)";

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

  private static final Map<String, Listed> FIGURES =
      Map.of(
          "AHN-09",
          new Listed(
              "settlement.inpatient",
              SETTLED,
              SETTLED,
              "x.point in ('" + String.join("', '", BedsideMaking.AT_WARD) + "')"),
          "AHN-10",
          new Listed("settlement.inpatient", SETTLED, INVOICED, "x.took <= :within"),
          "HAI-21",
          new Listed("discharge.made", DISCHARGED, DISCHARGED, "x.settled is not null"));

  private final JdbcClient queries;

  BedsideLineage(JdbcClient queries) {
    this.queries = queries;
  }

  /** The figures whose facts can be listed. */
  static List<String> ids() {
    return FIGURES.keySet().stream().sorted().toList();
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
    Listed listed = FIGURES.get(id);
    if (listed == null) {
      return Optional.empty();
    }
    Map<String, Object> all = new HashMap<>(params);
    all.put("ward", ward);
    all.put("at", after.occurredAt());
    all.put("id", after.id());
    String page =
        numerator
            ? listed.some() + PAGE.replace("{condition}", listed.condition())
            : listed.all() + PAGE.replace("{condition}", "1 = 1");
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
      found.addAll(facts(sql, all, listed.type()));
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
