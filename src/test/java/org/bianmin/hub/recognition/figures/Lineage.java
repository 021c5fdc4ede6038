package org.bianmin.hub.recognition.figures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The facts behind a number, page by page in the order in which they occurred. */
final class Lineage {

  private static final String PAGE =
      " from x where %s and (x.occurred_at > :at or (x.occurred_at = :at and x.id > :id))%s"
          + " order by x.occurred_at, x.id limit :limit";

  private final JdbcClient queries;

  Lineage(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * A page.
   *
   * @param reason of declined decisions, null for all
   * @param after the last of the page before, null for the first page
   */
  List<CountedFact> page(
      FactSet set, String reason, Asked asked, CountedFact.Cursor after, int limit) {
    Map<String, Object> params = new HashMap<>(asked.params());
    CountedFact.Cursor from =
        after == null ? new CountedFact.Cursor(asked.period().from(), 0) : after;
    // the walk over the index begins where the page before has ended
    params.put("since", Math.max(asked.period().from(), from.occurredAt()));
    params.put("at", from.occurredAt());
    params.put("id", from.id());
    params.put("limit", limit);
    if (reason != null) {
      params.put("reason", reason);
    }
    String sql =
        set.kind().with()
            + "x as ("
            + set.kind().rows(asked.facility() != null)
            + ") select x.id, x.facility, x.business_key, x.occurred_at"
            + PAGE.formatted(set.condition(), reason == null ? "" : " and x.reason = :reason");
    return queries
        .sql(sql)
        .params(params)
        .query(
            (row, n) ->
                new CountedFact(
                    row.getLong(1),
                    new EventKey(row.getString(2), set.kind().type(), row.getString(3)),
                    row.getLong(4)))
        .list();
  }
}
