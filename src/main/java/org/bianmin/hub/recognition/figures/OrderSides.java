package org.bianmin.hub.recognition.figures;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.facts.SideColumns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What came of looking, when an order was given, for results that could serve instead. */
@Component
final class OrderSides implements SideColumns {

  static final String TYPE = "exam.ordered";

  private static final String CHECKS =
      "select e.id, c.state, c.candidates from measure_event e"
          + " join recognition_check c on c.event_id = e.id";

  private final JdbcClient queries;

  OrderSides(JdbcClient queries) {
    this.queries = queries;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Map<Long, Map<String, Object>> read(long from, long to, Set<String> facilities) {
    DayOfFacts day = new DayOfFacts(type(), from, to, facilities);
    Map<Long, Map<String, Object>> known = new HashMap<>();
    day.ask(queries, CHECKS, Map.of())
        .query(
            row -> {
              String state = row.getString(2);
              long candidates = row.getLong(3);
              // a HIS that had asked for the order before was not looked up again, but prompted
              boolean offered = state.equals("PROMPTED") || candidates > 0;
              known.put(
                  row.getLong(1),
                  Map.of("hubCheck", state.toLowerCase(Locale.ROOT), "hubOffered", offered));
            });
    return known;
  }
}
