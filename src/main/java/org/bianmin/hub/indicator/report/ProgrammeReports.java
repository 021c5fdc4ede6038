package org.bianmin.hub.indicator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bianmin.hub.indicator.Contributors;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.programme.Deadline;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeReport;
import org.bianmin.hub.indicator.programme.ProgrammeSet;

/** The indicators in force, as reports ask for them. */
final class ProgrammeReports implements ReportSource {

  private final Supplier<Indicators> found;

  /**
   * Reports of indicators.
   *
   * @param found answers null where the hub computes none
   */
  ProgrammeReports(Supplier<Indicators> found) {
    this.found = found;
  }

  private Indicators indicators() {
    Indicators indicators = found.get();
    if (indicators == null) {
      throw new NotReady("this hub computes no indicators");
    }
    return indicators;
  }

  @Override
  public List<ReportKind> kinds() {
    List<ReportKind> kinds = new ArrayList<>();
    if (found.get() == null) {
      return kinds;
    }
    for (Programme programme : indicators().programmes().programmes()) {
      for (ProgrammeReport report : programme.reports()) {
        kinds.add(
            new ReportKind(
                programme.id(),
                programme.name(),
                report.kind(),
                report.name(),
                programme.recipients(),
                report.period().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                timing(report.cut()),
                report.due() == null ? null : timing(report.due()),
                report.form() == null || report.form().equals("none") ? null : report.form(),
                ReportScope.Kind.of(report.scope()),
                programme.from(),
                programme.to()));
      }
    }
    return kinds;
  }

  private static Timing timing(Deadline deadline) {
    return new Timing(deadline.daysAfterEnd(), deadline.dates());
  }

  @Override
  public Answer values(Asked asked) {
    Programme programme = programme(asked);
    List<String> wanted =
        programme.report(asked.kind().id()).map(ProgrammeReport::indicators).orElse(List.of());
    List<ReportValue> values = new ArrayList<>();
    long asOf = 0;
    int waiting = 0;
    for (IndicatorValue value : indicators().values(question(asked))) {
      if (wanted.contains("all") || wanted.contains(value.id())) {
        values.add(value(programme, value));
        asOf = Math.max(asOf, value.asOf());
        waiting = Math.max(waiting, value.waitingDays());
      }
    }
    ProgrammeSet set = indicators().programmes();
    return new Answer(values, set.hash(), asOf, waiting, Grounds.of(set));
  }

  @Override
  public Sides contributors(Asked asked, String indicator) {
    boolean computed =
        programme(asked).indicator(indicator).filter(one -> one.measure() != null).isPresent();
    if (!computed) {
      return new Sides(Contribution.NONE, Contribution.NONE);
    }
    try {
      Contributors found = indicators().contributors(question(asked), indicator);
      return new Sides(side(found.numerator()), side(found.denominator()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      // its value says that it cannot be counted; the others are cut
      return new Sides(Contribution.NONE, Contribution.NONE);
    }
  }

  @Override
  public boolean knows(ReportScope scope) {
    if (found.get() == null) {
      return true;
    }
    return indicators().programmes().roster().institutions().stream()
        .anyMatch(
            one ->
                switch (scope.kind()) {
                  case FACILITY -> one.facility().equals(scope.id());
                  case COUNTY -> one.county().equals(scope.id());
                  case CITY -> one.city().equals(scope.id());
                });
  }

  @Override
  public String name(ReportScope scope) {
    return found.get() == null
        ? scope.id()
        : RosterNames.of(indicators().programmes().roster(), scope);
  }

  @Override
  public Optional<ReportValue> described(String programme, String indicator) {
    if (found.get() == null) {
      return Optional.empty();
    }
    return indicators()
        .programmes()
        .programme(programme)
        .flatMap(known -> known.indicator(indicator))
        .map(ProgrammeReports::described);
  }

  private static ReportValue described(IndicatorDefinition definition) {
    return new ReportValue(
        definition.id(),
        definition.name(),
        null,
        null,
        null,
        definition.unit(),
        definition.decimals(),
        null,
        null,
        null,
        null,
        definition.measure() == null ? "declared" : "computed",
        null,
        null,
        null,
        null,
        List.of(),
        definition.reading(),
        definition.chosen(Map.of()),
        definition.definitionVersion(),
        List.of(),
        null,
        city(definition),
        measure(definition));
  }

  private static String city(IndicatorDefinition definition) {
    if (definition.measure() == null && definition.city() == IndicatorDefinition.CityRule.POOLED) {
      return definition.countsInstitutions() ? "institutions-yes" : "sum";
    }
    return definition.city().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Contribution side(Contributors.Side side) {
    long[] ids = new long[side.size()];
    long[] quantities = new long[side.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = side.id(i);
      quantities[i] = side.quantity(i);
    }
    return new Contribution(ids, quantities);
  }

  private Programme programme(Asked asked) {
    return indicators()
        .programmes()
        .programme(asked.kind().programme())
        .orElseThrow(
            () -> new NotReady("programme " + asked.kind().programme() + " is not in force"));
  }

  private static Question question(Asked asked) {
    Scope scope = new Scope(Scope.Kind.valueOf(asked.scope().kind().name()), asked.scope().id());
    return new Question(
        asked.kind().programme(),
        asked.period(),
        asked.until(),
        scope,
        Dimension.NONE,
        Map.of(),
        asked.asOf());
  }

  private static ReportValue value(Programme programme, IndicatorValue from) {
    Optional<IndicatorDefinition> definition = programme.indicator(from.id());
    return new ReportValue(
        from.id(),
        from.name(),
        from.value(),
        from.numerator(),
        from.denominator(),
        from.unit(),
        definition.map(IndicatorDefinition::decimals).orElse(null),
        from.target() == null
            ? null
            : new ReportValue.Target(
                from.target().is().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                from.target().value(),
                from.target().most()),
        from.met(),
        from.coverage(),
        from.coverageNote(),
        from.basis(),
        from.declared() == null
            ? null
            : new ReportValue.Declared(
                from.declared().value(),
                from.declared().declaredBy(),
                from.declared().effectiveFrom(),
                from.declared().key()),
        from.differs(),
        from.applicable(),
        from.note(),
        from.parts().stream()
            .map(
                part ->
                    new ReportValue.Part(
                        part.code(),
                        part.name(),
                        part.value(),
                        part.numerator(),
                        part.denominator()))
            .toList(),
        from.reading(),
        from.switches(),
        from.definitionVersion(),
        from.mappings(),
        from.roster() == null
            ? null
            : new ReportValue.Roster(
                from.roster().size(), from.roster().withoutData(), List.of(), List.of()),
        definition.map(ProgrammeReports::city).orElse(null),
        definition.map(ProgrammeReports::measure).orElse(null));
  }

  /** {@code share}, {@code count}, …; null where it is declared only. */
  private static String measure(IndicatorDefinition definition) {
    if (definition.measure() == null) {
      return null;
    }
    if (definition.measure().yes() != null) {
      return "yes";
    }
    Formula formula = definition.measure().formula();
    if (formula instanceof Formula.Measured measured) {
      return measured.statistic().statistic().name().toLowerCase(Locale.ROOT);
    }
    return formula.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
