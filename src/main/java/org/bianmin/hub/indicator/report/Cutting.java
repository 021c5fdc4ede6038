package org.bianmin.hub.indicator.report;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  ReportSource.Asked asked(ReportKey key) {
    Long until =
        key.until() == null
            ? null
            : (Long) key.until().plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    return new ReportSource.Asked(kind(key), Period.parse(key.period(), zone), until, key.scope());
  }

  /** Whether the time that the report is about is over. */
  boolean over(ReportKey key) {
    ReportSource.Asked asked = asked(key);
    return clock.millis() >= (asked.until() == null ? asked.period().to() : asked.until());
  }

  /** The values as they are now, with those of institutions that sent their own reports. */
  ReportSource.Answer values(ReportKey key) {
    ReportSource.Answer answer = source.values(asked(key));
    return new ReportSource.Answer(
        roster.combined(key, answer.values()),
        answer.programme(),
        answer.asOf(),
        answer.waitingDays());
  }

  /**
   * A cut of everything.
   *
   * @param base the revision that it takes the place of, or null
   * @throws NotReady while days of the scope wait to be counted
   */
  Cut all(ReportQueries.Line report, Integer base, String who) {
    ReportSource.Answer answer = ready(report);
    for (int turn = 1; ; turn++) {
      Cut cut = freeze(report, base, who, answer, answer.values());
      ReportSource.Answer after = ready(report);
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

  private ReportSource.Answer ready(ReportQueries.Line report) {
    ReportSource.Answer answer = values(report.key());
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

  /** Freezes values, with what differs from the base and the events that make the difference. */
  Cut freeze(
      ReportQueries.Line report,
      Integer base,
      String who,
      ReportSource.Answer answer,
      List<ReportValue> values) {
    Map<String, ReportValue> before = new HashMap<>();
    if (base != null) {
      queries
          .values(report.id(), base)
          .forEach(value -> before.put(value.value().indicator(), value.value()));
    }
    ReportSource.Asked asked = asked(report.key());
    List<Cut.Line> lines = new ArrayList<>();
    for (ReportValue value : values) {
      lines.add(
          line(report, base, asked, value, Optional.ofNullable(before.get(value.indicator()))));
    }
    long now = clock.millis();
    return new Cut(base, answer.programme(), answer.asOf(), now, who, lines);
  }

  private Cut.Line line(
      ReportQueries.Line report,
      Integer base,
      ReportSource.Asked asked,
      ReportValue value,
      Optional<ReportValue> was) {
    boolean kept = was.filter(old -> old.equals(value)).isPresent();
    if (kept) {
      // what was frozen goes on as it is, with the events that were behind it
      return new Cut.Line(
          value,
          null,
          List.of(
              packed(report, base, value, Cause.NUMERATOR),
              packed(report, base, value, Cause.DENOMINATOR)),
          List.of());
    }
    ReportSource.Sides sides = source.contributors(asked, value.indicator());
    boolean differs = was.isPresent() && !was.get().saysAs(value);
    List<Cause> causes = new ArrayList<>();
    if (differs) {
      causes.addAll(causes(report, base, value, Cause.NUMERATOR, sides.numerator()));
      causes.addAll(causes(report, base, value, Cause.DENOMINATOR, sides.denominator()));
    }
    return new Cut.Line(
        value,
        differs ? was.get() : null,
        List.of(
            Cut.Packed.of(Cause.NUMERATOR, sides.numerator()),
            Cut.Packed.of(Cause.DENOMINATOR, sides.denominator())),
        causes);
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
