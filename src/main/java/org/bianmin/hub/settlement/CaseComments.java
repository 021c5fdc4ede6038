package org.bianmin.hub.settlement;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What persons said of many cases, in one question. */
@Component
public final class CaseComments {

  private static final String COMMENTS =
      "select c.case_id, n.who, n.comment from (select distinct r.case_id, nr.note_id"
          + " from settlement_record r join reconciliation_note_record nr"
          + " on nr.event_id = r.event_id where r.case_id in (%s)) c"
          + " join reconciliation_note n on n.id = c.note_id where n.comment is not null"
          + " order by c.case_id, n.id";

  private final JdbcClient queries;

  CaseComments(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * Comments by case, oldest first, each with its author before it; a case without any is missing.
   */
  public Map<Long, String> of(Collection<Long> cases) {
    Map<Long, String> found = new HashMap<>();
    if (!cases.isEmpty()) {
      String marks = String.join(", ", Collections.nCopies(cases.size(), "?"));
      queries
          .sql(COMMENTS.formatted(marks))
          .params(List.copyOf(cases))
          .query(
              row -> {
                String said = row.getString(2) + ": " + row.getString(3);
                found.merge(row.getLong(1), said, (before, after) -> before + "; " + after);
              });
    }
    return found;
  }
}
