package org.bianmin.hub.recognition.figures;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The active facts {@code e} of a type that occurred in {@code [from, to)}.
 *
 * @param facilities empty for all
 */
record DayOfFacts(String type, long from, long to, Set<String> facilities) {

  /**
   * A query about them.
   *
   * @param select up to its condition, with {@code measure_event e}
   */
  JdbcClient.StatementSpec ask(JdbcClient queries, String select, Map<String, Object> more) {
    return ask(queries, select, more, "");
  }

  /**
   * The same.
   *
   * @param rest what follows the condition
   */
  JdbcClient.StatementSpec ask(
      JdbcClient queries, String select, Map<String, Object> more, String rest) {
    Map<String, Object> params = new HashMap<>(more);
    params.put("type", type);
    params.put("from", from);
    params.put("to", to);
    String where =
        " where e.type = :type and e.status = 'ACTIVE' and e.occurred_at >= :from"
            + " and e.occurred_at < :to";
    if (!facilities.isEmpty()) {
      params.put("facilities", facilities);
      where += " and e.facility in (:facilities)";
    }
    return queries.sql(select + where + rest).params(params);
  }
}
