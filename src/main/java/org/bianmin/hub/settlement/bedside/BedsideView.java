package org.bianmin.hub.settlement.bedside;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.store.RecentAnswers;
import org.bianmin.hub.store.Snapshot;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Where patients settled and how long they waited, by facility, ward and period. */
@Component
@EnableConfigurationProperties(BedsideProperties.class)
public final class BedsideView {

  /**
   * What was counted.
   *
   * @param asOf epoch milliseconds
   */
  public record Answer(Period period, long asOf, List<FacilitySettlements> facilities) {}

  private static final long MILLIS = 1000;

  /** A page with all that is counted in so long shows it at once; others follow it up. */
  private static final Duration PATIENCE = Duration.ofMillis(150);

  private final RecentAnswers<Answer> answers;
  private final BedsideQueries queries;
  private final BedsideLineage lineage;
  private final BedsideProperties properties;
  private final BedsideDefinitions definitions;
  private final ZoneId zone;

  BedsideView(
      Snapshot snapshot,
      BedsideQueries queries,
      BedsideLineage lineage,
      BedsideProperties properties,
      @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    this.answers = new RecentAnswers<>(snapshot);
    this.queries = queries;
    this.lineage = lineage;
    this.properties = properties;
    this.definitions = new BedsideDefinitions(properties);
    this.zone = zone;
  }

  /**
   * The view of a period.
   *
   * @param period as it is written
   * @param facility null for each that has facts in it
   * @throws IllegalArgumentException when the period cannot be read
   */
  public Answer of(String period, String facility) {
    Period read = Period.parse(period, zone);
    return answers.of(question(read, facility), () -> count(read, facility));
  }

  /**
   * The view of a period as it is known at once: it may be some minutes old, and is missing where
   * it was never counted. A quarter of a large hospital takes up to a minute to count.
   *
   * @param period as it is written
   * @throws IllegalArgumentException when the period cannot be read
   */
  public RecentAnswers.Now<Answer> known(String period) {
    Period read = Period.parse(period, zone);
    return answers.now(question(read, null), () -> count(read, null), PATIENCE);
  }

  private static String question(Period period, String facility) {
    return period.text() + '/' + (facility == null ? "" : facility);
  }

  /** The ids of the figures whose facts can be listed. */
  public List<String> traceable() {
    return BedsideLineage.ids();
  }

  /**
   * The facts behind a share, oldest first.
   *
   * @param numerator whether of its numerator, else of its denominator
   * @param facility null for all
   * @param ward code, empty for the untold one, null for all
   * @param after cursor of the page before, null for the first
   * @return empty where the figure has no facts of its own
   * @throws IllegalArgumentException when period or cursor cannot be read
   */
  public Optional<List<CountedFact>> facts(
      String id,
      boolean numerator,
      String period,
      String facility,
      String ward,
      String after,
      int limit) {
    Period read = Period.parse(period, zone);
    CountedFact.Cursor cursor =
        after == null ? new CountedFact.Cursor(read.from(), 0) : CountedFact.Cursor.parse(after);
    long dayStart =
        Instant.ofEpochMilli(Math.max(read.from(), cursor.occurredAt()))
            .atZone(zone)
            .toLocalDate()
            .atStartOfDay(zone)
            .toInstant()
            .toEpochMilli();
    Map<String, Object> params = params(read, facility);
    return lineage.page(id, numerator, params, ward == null ? "*" : ward, cursor, dayStart, limit);
  }

  private Answer count(Period period, String facility) {
    long asOf = System.currentTimeMillis();
    Map<String, BedsideCounts> counts =
        new TreeMap<>(queries.counts(facility, params(period, facility)));
    if (facility != null) {
      counts.putIfAbsent(facility, new BedsideCounts());
    }
    List<FacilitySettlements> facilities = new ArrayList<>(counts.size());
    counts.forEach((id, n) -> facilities.add(new BedsideMaking(n, definitions).of(id)));
    return new Answer(period, asOf, List.copyOf(facilities));
  }

  private Map<String, Object> params(Period period, String facility) {
    Map<String, Object> params = new HashMap<>();
    params.put("from", period.from());
    params.put("to", period.to());
    params.put("within", properties.invoiceWithin().toMillis());
    params.put("deaths", properties.sameDayDeaths() ? 1L : 0L);
    // the hub's clock knows no summer time: China has none
    long offset = zone.getRules().getOffset(Instant.ofEpochMilli(period.from())).getTotalSeconds();
    params.put("offset", MILLIS * offset);
    if (facility != null) {
      params.put("facility", facility);
    }
    return params;
  }
}
