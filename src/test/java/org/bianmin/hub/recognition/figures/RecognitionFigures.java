package org.bianmin.hub.recognition.figures;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.store.RecentAnswers;
import org.bianmin.hub.store.Snapshot;

/**
 * The figures of mutual recognition by facility and period, and the facts behind each, counted by
 * SQL over the rows: what the indicators have to say too.
 */
public final class RecognitionFigures {

  /**
   * What was counted.
   *
   * @param funnels, figures by facility
   */
  public record Answer(Period period, long asOf, List<Funnel> funnels, List<Figure> figures) {}

  /**
   * A side of a figure or of one of its parts.
   *
   * @param facts null where it has none
   */
  private record Side(FactSet facts, String reason) {}

  private final RecentAnswers<Answer> answers;
  private final FigureQueries queries;
  private final Lineage lineage;
  private final FigureProperties properties;
  private final Definitions definitions;
  private final Collection<String> platforms;
  private final ZoneId zone;

  RecognitionFigures(
      Snapshot snapshot,
      FigureQueries queries,
      Lineage lineage,
      FigureProperties properties,
      Collection<String> platforms,
      ZoneId zone) {
    this.answers = new RecentAnswers<>(snapshot);
    this.queries = queries;
    this.lineage = lineage;
    this.properties = properties;
    this.definitions = new Definitions(properties.uploadWithin());
    this.platforms = List.copyOf(platforms);
    this.zone = zone;
  }

  /**
   * The figures of a period.
   *
   * @param period as it is written
   * @param facility null for each that has facts in it
   * @throws IllegalArgumentException when the period cannot be read
   */
  public Answer of(String period, String facility) {
    Period read = Period.parse(period, zone);
    String question = read.text() + '/' + (facility == null ? "" : facility);
    return answers.of(question, () -> count(read, facility));
  }

  private Answer count(Period period, String facility) {
    long asOf = System.currentTimeMillis();
    Map<String, Counts> counts = new TreeMap<>(queries.counts(asked(period, facility)));
    if (facility != null) {
      counts.putIfAbsent(facility, new Counts());
    }
    List<Funnel> funnels = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    counts.forEach(
        (id, n) -> {
          funnels.add(Funnel.of(id, n));
          FigureMaking making = new FigureMaking(id, n, asOf);
          definitions.all().forEach(definition -> figures.add(making.make(definition)));
        });
    return new Answer(period, asOf, List.copyOf(funnels), List.copyOf(figures));
  }

  private Asked asked(Period period, String facility) {
    return new Asked(period, facility, platforms, properties.uploadWithin());
  }

  /** The ids of the figures. */
  public List<String> ids() {
    return definitions.all().stream().map(Definition::id).toList();
  }

  /**
   * The facts behind a figure.
   *
   * @param numerator whether of its numerator, else of its denominator
   * @param part code of a part, null for the figure itself
   * @param facility null for all
   * @param after cursor of the page before, null for the first
   * @return empty where there is no such figure, or it has no such side or part
   * @throws IllegalArgumentException when period or cursor cannot be read
   */
  public Optional<List<CountedFact>> facts(
      String id,
      boolean numerator,
      String part,
      String period,
      String facility,
      String after,
      int limit) {
    Asked asked = asked(Period.parse(period, zone), facility);
    CountedFact.Cursor cursor = after == null ? null : CountedFact.Cursor.parse(after);
    return definitions
        .find(id)
        .flatMap(definition -> side(definition, numerator, part))
        .map(side -> lineage.page(side.facts(), side.reason(), asked, cursor, limit));
  }

  private static Optional<Side> side(Definition definition, boolean numerator, String part) {
    if (part == null) {
      FactSet facts = numerator ? definition.numerator() : definition.denominator();
      return Optional.ofNullable(facts).map(set -> new Side(set, null));
    }
    if (definition.measure() == Definition.Measure.COMPOSITION) {
      return Optional.of(new Side(definition.numerator(), numerator ? part : null));
    }
    return definition.parts().stream()
        .filter(p -> p.code().equals(part))
        .findFirst()
        .map(p -> new Side(numerator ? p.numerator() : p.denominator(), null));
  }
}
