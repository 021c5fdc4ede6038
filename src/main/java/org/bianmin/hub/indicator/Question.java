package org.bianmin.hub.indicator;

import java.util.Map;
import java.util.Objects;
import org.bianmin.hub.event.Period;

/**
 * What is asked.
 *
 * @param programme id of the programme
 * @param until only what happened before, epoch milliseconds; null for the whole period
 * @param asOf what definitions take for now ({@code $asOf}) where the whole period is asked, epoch
 *     milliseconds; null for the clock's time
 * @param switches choices for this question only, by name of the switch; others are as defined
 */
public record Question(
    String programme,
    Period period,
    Long until,
    Scope scope,
    Dimension by,
    Map<String, String> switches,
    Long asOf) {

  public Question(
      String programme,
      Period period,
      Long until,
      Scope scope,
      Dimension by,
      Map<String, String> switches) {
    this(programme, period, until, scope, by, switches, null);
  }

  public Question {
    Objects.requireNonNull(period, "period");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(by, "by");
    switches = Map.copyOf(switches);
  }

  /** A whole period, not split. */
  public static Question of(String programme, Period period, Scope scope) {
    return new Question(programme, period, null, scope, Dimension.NONE, Map.of());
  }

  /** First moment that is not counted any more. */
  public long end() {
    return until == null ? period.to() : Math.min(period.to(), until);
  }
}
