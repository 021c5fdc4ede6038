package org.bianmin.hub.indicator.report;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bianmin.hub.event.Period;

/** Computes what a cut freezes: values first, then the events behind each. */
final class Cutting {

  private static final int MOST_TURNS = 3;

  private final ReportSource source;
  private final RosterReports roster;
  private final ReportQueries queries;
  private final ZoneId zone;
  private final Clock clock;

  Cutting(
      ReportSource source, RosterReports roster, ReportQueries queries, ZoneId zone, Clock clock) {
    this.source = source;
    this.roster = roster;
    this.queries = queries;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * The kind of a report.
   *
   * @throws NotReady when its programme is not in force
   */
  ReportKind kind(ReportKey key) {
    return source.kinds().stream()
        .filter(kind -> kind.is(key.programme(), key.kind()))
        .findFirst()
        .orElseThrow(
            () ->
                new NotReady(
                    "programme "
                        + key.programme()
                        + " with a report "
                        + key.kind()
                        + " is not in force; look at mappings/programmes"));
  }

  /**
   * What is asked of the indicators.
   *
   * @param reckonedAt what definitions take for now
   */
  ReportSource.Asked asked(ReportKey key, long reckonedAt) {
    Long until =
        key.until() == null
            ? null
            : (Long) key.until().plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    return new ReportSource.Asked(
        kind(key), Period.parse(key.period(), zone), until, key.scope(), reckonedAt);
  }

  /** Whether the time that the report is about is over. */
  boolean over(ReportKey key) {
    ReportSource.Asked asked = asked(key, clock.millis());
    return clock.millis() >= (asked.until() == null ? asked.period().to() : asked.until());
  }

  /** Whether anybody knows whom a report is about. */
  boolean knows(ReportKey key) {
    return source.knows(key.scope()) || queries.hasFacts(key.scope());
  }

  /**
   * The values as facts are, with those of institutions that sent their own reports.
   *
   * @param reckonedAt what definitions take for now
   */
  ReportSource.Answer values(ReportKey key, long reckonedAt) {
    ReportSource.Answer answer = source.values(asked(key, reckonedAt));
    RosterReports.Combined combined = roster.combined(key, answer.values());
    return new ReportSource.Answer(
        combined.values(),
        answer.programme(),
        answer.asOf(),
        answer.waitingDays(),
        answer.grounds().withUploads(combined.hash()));
  }

  /**
   * A cut of everything.
   *
   * @param base the revision that it takes the place of, or null
   * @throws NotReady while days of the scope wait to be counted
   */
  Cut all(ReportQueries.Line report, Integer base, String who) {
    long reckonedAt = clock.millis();
    ReportSource.Answer answer = ready(report, reckonedAt);
    for (int turn = 1; ; turn++) {
      Cut cut = freeze(report, base, who, answer, answer.values(), reckonedAt, false);
      ReportSource.Answer after = ready(report, reckonedAt);
      // facts that came in between would leave values and events that do not belong together
      if (same(answer.values(), after.values())) {
        return cut;
      }
      if (turn == MOST_TURNS) {
        throw new NotReady("facts of the period keep coming; try again in a minute");
      }
      answer = after;
    }
  }

  private ReportSource.Answer ready(ReportQueries.Line report, long reckonedAt) {
    ReportSource.Answer answer = values(report.key(), reckonedAt);
    if (answer.waitingDays() > 0) {
      throw new NotReady(
          answer.waitingDays()
              + " days of the period have changed and are being counted; try again in a minute");
    }
    return answer;
  }

  static boolean same(List<ReportValue> one, List<ReportValue> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).indicator().equals(other.get(i).indicator())
          || !one.get(i).saysAs(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Freezes values, with what differs from the base and the events that make the difference.
   *
   * @param keeping whether a value that is the base's own keeps the events that were behind it
   *     there, whatever is behind it now
   */
  Cut freeze(
      ReportQueries.Line report,
      Integer base,
      String who,
      ReportSource.Answer answer,
      List<ReportValue> values,
      long reckonedAt,
      boolean keeping) {
    Map<String, ReportValue> before = new HashMap<>();
    Grounds stood = null;
    if (base != null) {
      stood = queries.grounds(report.id(), base).orElse(null);
      queries
          .values(report.id(), base)
          .forEach(value -> before.put(value.value().indicator(), value.value()));
    }
    ReportSource.Asked asked = asked(report.key(), reckonedAt);
    Grounds[] grounds = {stood, answer.grounds()};
    List<Cut.Line> lines = new ArrayList<>();
    for (ReportValue value : values) {
      Optional<ReportValue> was = Optional.ofNullable(before.get(value.indicator()));
      boolean kept = keeping && was.filter(old -> old.equals(value)).isPresent();
      lines.add(kept ? kept(report, base, value) : line(report, base, asked, value, was, grounds));
    }
    long now = clock.millis();
    return new Cut(
        base, answer.programme(), answer.asOf(), reckonedAt, now, who, answer.grounds(), lines);
  }

  private Cut.Line line(
      ReportQueries.Line report,
      Integer base,
      ReportSource.Asked asked,
      ReportValue value,
      Optional<ReportValue> was,
      Grounds[] grounds) {
    ReportSource.Sides sides = source.contributors(asked, value.indicator());
    boolean differs = was.isPresent() && !was.get().saysAs(value);
    List<Cause> n = List.of();
    List<Cause> d = List.of();
    if (differs) {
      n = causes(report, base, value, Cause.NUMERATOR, sides.numerator());
      d = causes(report, base, value, Cause.DENOMINATOR, sides.denominator());
    }
    long events = Cause.events(n, d);
    return new Cut.Line(
        value,
        differs ? was.get() : null,
        List.of(
            Cut.Packed.of(Cause.NUMERATOR, sides.numerator()),
            Cut.Packed.of(Cause.DENOMINATOR, sides.denominator())),
        Stream.concat(n.stream().limit(Cause.MOST), d.stream().limit(Cause.MOST)).toList(),
        events,
        differs ? CauseKind.of(was.get(), value, grounds[0], grounds[1], events) : Set.of());
  }

  /** What was frozen goes on as it is, with the events that were behind it. */
  private Cut.Line kept(ReportQueries.Line report, int base, ReportValue value) {
    return new Cut.Line(
        value,
        null,
        List.of(
            packed(report, base, value, Cause.NUMERATOR),
            packed(report, base, value, Cause.DENOMINATOR)),
        List.of(),
        0,
        Set.of());
  }

  private Cut.Packed packed(ReportQueries.Line report, int base, ReportValue value, String side) {
    return Cut.Packed.of(side, queries.contribution(report.id(), base, value.indicator(), side));
  }

  private List<Cause> causes(
      ReportQueries.Line report, int base, ReportValue value, String side, Contribution now) {
    return Cause.between(
        side, queries.contribution(report.id(), base, value.indicator(), side), now);
  }
}
