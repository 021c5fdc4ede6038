package org.bianmin.hub.recognition.figures;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.facts.SideColumns;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was judged of reports, and which versions of them a platform has accepted, and when. */
@Component
@EnableConfigurationProperties(FigureProperties.class)
final class ReportSides implements SideColumns {

  static final String TYPE = "result.issued";

  /** Counted up when the same rows are read otherwise. */
  private static final int READING = 1;

  private static final int MILLI = 3;

  private static final String JUDGED =
      "select e.id, e.occurred_at, r.event_id, r.expires_at, r.items, r.mapped, r.recognisable"
          + " from measure_event e left join recognition_report r on r.event_id = e.id";
  // a correction says a later time: the first one counts
  private static final String FIRST_ISSUED =
      "select e.id, min(v.occurred_at) from measure_event e join measure_event_version v"
          + " on v.event_id = e.id and v.action = 'RECORD'";
  private static final String CORRECTED = " and e.version > 1 group by e.id";
  private static final String DELIVERIES =
      "select e.id, d.destination, d.version, d.state, d.created_at, d.done_at, d.cancels"
          + " from measure_event e join delivery d on d.event_id = e.id"
          + " and d.state <> 'SUPERSEDED' and d.destination in (:destinations)";
  private static final String IN_ORDER = " order by e.id, d.destination, d.version, d.id";

  private final JdbcClient queries;
  private final Set<String> platforms;
  private final Duration within;

  @Autowired
  ReportSides(JdbcClient queries, Destinations destinations, FigureProperties properties) {
    this(queries, Platforms.of(destinations), properties.uploadWithin());
  }

  /**
   * What is known.
   *
   * @param platforms destinations whose acceptance counts
   * @param within what is in time, from the first issue
   */
  ReportSides(JdbcClient queries, Set<String> platforms, Duration within) {
    this.queries = queries;
    this.platforms = new TreeSet<>(platforms);
    this.within = within;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String version() {
    return READING + " " + within + " " + platforms;
  }

  @Override
  public Map<Long, Map<String, Object>> read(long from, long to, Set<String> facilities) {
    DayOfFacts day = new DayOfFacts(type(), from, to, facilities);
    Map<Long, Map<String, Object>> known = new HashMap<>();
    Map<Long, Long> issued = new HashMap<>();
    day.ask(queries, JUDGED, Map.of())
        .query(
            row -> {
              issued.put(row.getLong(1), row.getLong(2));
              known.put(row.getLong(1), judged(row));
            });
    if (!platforms.isEmpty()) {
      day.ask(queries, FIRST_ISSUED, Map.of(), CORRECTED)
          .query(
              row -> {
                long first = row.getLong(2);
                if (!row.wasNull()) {
                  issued.put(row.getLong(1), first);
                }
              });
      for (List<Delivery> ofReport : deliveries(day)) {
        long report = ofReport.get(0).report();
        uploaded(ofReport, issued.get(report) + within.toMillis(), known.get(report));
      }
    }
    return known;
  }

  private static Map<String, Object> judged(ResultSet row) throws SQLException {
    Map<String, Object> known = new HashMap<>();
    if (row.getObject(3) != null) {
      known.put("hubJudged", true);
      known.put("hubRecognisable", row.getObject(4) != null);
      known.put("hubItems", row.getLong(5));
      known.put("hubMappedItems", row.getLong(6));
      known.put("hubRecognisableItems", row.getLong(7));
    }
    return known;
  }

  /**
   * A delivery of a report to a platform that was not superseded.
   *
   * @param done when the platform accepted it, null where it has not
   * @param cancels it carried the report's withdrawal
   */
  private record Delivery(
      long report, String platform, long version, long made, Long done, boolean cancels) {}

  private List<List<Delivery>> deliveries(DayOfFacts day) {
    List<List<Delivery>> byReport = new ArrayList<>();
    day.ask(queries, DELIVERIES, Map.of("destinations", platforms), IN_ORDER)
        .query(
            row -> {
              Delivery delivery =
                  new Delivery(
                      row.getLong(1),
                      row.getString(2),
                      row.getLong(3),
                      row.getLong(5),
                      row.getString(4).equals("DELIVERED") ? (Long) row.getLong(6) : null,
                      row.getLong(7) != 0);
              int last = byReport.size() - 1;
              if (last < 0 || byReport.get(last).get(0).report() != delivery.report()) {
                byReport.add(new ArrayList<>());
                last++;
              }
              byReport.get(last).add(delivery);
            });
    return byReport;
  }

  private static void uploaded(List<Delivery> sent, long limit, Map<String, Object> known) {
    Long first = null;
    List<Map<String, Object>> corrections = new ArrayList<>();
    for (Delivery delivery : sent) {
      if (delivery.cancels()) {
        continue;
      }
      if (delivery.done() != null && (first == null || delivery.done() < first)) {
        first = delivery.done();
      }
      if (sent.stream().anyMatch(before -> holdsOlder(before, delivery))) {
        corrections.add(correction(delivery));
      }
    }
    if (first != null) {
      known.put("hubUpload", first <= limit ? "in-time" : "late");
    }
    if (!corrections.isEmpty()) {
      known.put("hubCorrections", corrections);
    }
  }

  /** Whether its platform has an older version than the one that is delivered. */
  private static boolean holdsOlder(Delivery before, Delivery delivery) {
    return before.done() != null
        && before.version() < delivery.version()
        && before.platform().equals(delivery.platform());
  }

  private static Map<String, Object> correction(Delivery delivery) {
    return delivery.done() == null
        ? Map.of()
        : Map.of(
            "seconds",
            BigDecimal.valueOf(delivery.done() - delivery.made(), MILLI).toPlainString());
  }
}
