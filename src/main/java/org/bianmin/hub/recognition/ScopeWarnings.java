package org.bianmin.hub.recognition;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.mapping.HrScope;
import org.bianmin.hub.mapping.RecognitionTables;

/** Which certified scopes end soon or have ended lately without a successor. */
public final class ScopeWarnings {

  /** Where a scope stands on a day. */
  public enum State {
    /** Begins later. */
    COMING,
    /** Holds. */
    HOLDS,
    /** Holds, ends soon, and nothing as wide follows it. */
    ENDING,
    /** Has ended lately, and nothing as wide holds in its place. */
    ENDED,
    /** Has ended, and that is known or made good. */
    PAST
  }

  /** A scope and where it stands. */
  public record Line(HrScope scope, State state) {}

  private final RecognitionTables tables;
  private final Catalogue catalogue;
  private final LocalDate today;
  private final long days;

  /**
   * A look at the scopes.
   *
   * @param catalogue tells the kinds of items, since a scope of a kind may follow one of an item
   * @param before how long before its end a scope is warned of, and how long after
   */
  public ScopeWarnings(
      RecognitionTables tables, Catalogue catalogue, LocalDate today, Duration before) {
    this.tables = tables;
    this.catalogue = catalogue;
    this.today = today;
    this.days = before.toDays();
  }

  /** All scopes; those that need looking at first, of these the one that ends first. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (HrScope scope : tables.scopes()) {
      lines.add(new Line(scope, state(scope)));
    }
    lines.sort(
        Comparator.comparing((Line line) -> !isWarned(line.state()))
            .thenComparing(
                line -> line.scope().days().to(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(line -> line.scope().line()));
    return lines;
  }

  /** Those that need looking at. */
  public List<Line> warned() {
    return lines().stream().filter(line -> isWarned(line.state())).toList();
  }

  private static boolean isWarned(State state) {
    return state == State.ENDING || state == State.ENDED;
  }

  private State state(HrScope scope) {
    LocalDate from = scope.days().from();
    LocalDate to = scope.days().to();
    if (from != null && from.isAfter(today)) {
      return State.COMING;
    }
    if (to == null || to.isAfter(today.plusDays(days))) {
      return State.HOLDS;
    }
    if (!to.isBefore(today)) {
      return followed(scope, to.plusDays(1)) ? State.HOLDS : State.ENDING;
    }
    boolean lately = !to.isBefore(today.minusDays(days));
    return lately && !followed(scope, today) ? State.ENDED : State.PAST;
  }

  /** Whether something at least as wide holds for the same on a day. */
  private boolean followed(HrScope scope, LocalDate day) {
    boolean kind = scope.item().startsWith(HrScope.KIND);
    Optional<HrScope> next =
        kind
            ? tables.widest(
                scope.facility(), null, scope.item().substring(HrScope.KIND.length()), day)
            : tables.widest(scope.facility(), scope.item(), catalogue.kind(scope.item()), day);
    return next.isPresent() && width(next.get()) <= width(scope);
  }

  private static int width(HrScope scope) {
    return HrScope.WIDTHS.indexOf(scope.scope());
  }
}
