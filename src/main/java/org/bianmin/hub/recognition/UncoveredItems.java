package org.bianmin.hub.recognition;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bianmin.hub.mapping.RecognitionTables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Items that are reported and that no scope covers: a certificate or a row is missing. */
@Component
public final class UncoveredItems {

  /** An item that a facility reports. */
  public record Item(String facility, String item) implements Comparable<Item> {

    @Override
    public int compareTo(Item other) {
      int byFacility = facility.compareTo(other.facility);
      return byFacility == 0 ? item.compareTo(other.item) : byFacility;
    }
  }

  /** The newest reports tell what is in use; more of them would tell the same. */
  private static final int REPORTS = 1000;

  private static final String NEWEST =
      "select facility, judgement from recognition_report order by event_id desc limit " + REPORTS;

  private record Row(String facility, String judgement) {}

  private final JdbcClient queries;

  UncoveredItems(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * Items of the newest reports that had no scope when they were judged and have none today, and in
   * how many of these reports.
   */
  public Map<Item, Long> find(RecognitionTables tables, Catalogue catalogue, LocalDate today) {
    Map<Item, Long> items = new TreeMap<>();
    try (Stream<Row> rows =
        queries
            .sql(NEWEST)
            .query((row, n) -> new Row(row.getString(1), row.getString(2)))
            .stream()) {
      rows.forEach(row -> add(row, items));
    }
    items
        .keySet()
        .removeIf(
            item ->
                tables
                    .widest(item.facility(), item.item(), catalogue.kind(item.item()), today)
                    .isPresent());
    return items;
  }

  private static void add(Row row, Map<Item, Long> items) {
    Judgement judgement = JudgementJson.read(row.judgement());
    Stream<ItemJudgement> judged =
        judgement.report() == null ? judgement.items().stream() : Stream.of(judgement.report());
    judged
        .filter(item -> item.item() != null && item.obstacles().contains(Obstacle.NO_SCOPE))
        // an item that no catalogue lists needs no certificate
        .filter(item -> !item.obstacles().contains(Obstacle.NOT_IN_CATALOGUE))
        .map(item -> new Item(row.facility(), item.item()))
        .distinct()
        .forEach(item -> items.merge(item, 1L, Long::sum));
  }
}
