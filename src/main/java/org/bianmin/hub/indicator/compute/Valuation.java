package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.Declared;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Part;
import org.bianmin.hub.indicator.RosterCount;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.programme.Beside;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.IndicatorDefinition.CityRule;
import org.bianmin.hub.indicator.programme.Roster;

/** Values of one definition: of one facility, of several together, and of its groups. */
final class Valuation {

  private static final Set<String> FRACTIONS = Set.of("%", "min", "h", "days");
  private static final Words NOT_APPLICABLE =
      new Words("不适用于该机构", "does not apply to this facility");
  private static final Words NO_DATA = new Words("本期无数据", "no data in the period");
  private static final Words NOT_DECLARED = new Words("未申报", "not declared");
  private static final Words UNLISTED =
      new Words(
          "机构不在名册（roster.csv）中，是否适用未知",
          "not on the roster (roster.csv): whether it applies is unknown");

  private final Session session;
  private final IndicatorDefinition definition;
  private final Involved involved;
  private final Map<String, String> chosen;
  private final boolean evidence;

  /**
   * @param evidence whether the indicators that are its evidence are shown with it
   */
  Valuation(Session session, IndicatorDefinition definition, boolean evidence) {
    this.session = session;
    this.definition = definition;
    this.involved = Involved.in(definition);
    this.chosen = definition.chosen(session.question().switches());
    this.evidence = evidence;
  }

  Involved involved() {
    return involved;
  }

  /** As the question splits it. */
  List<IndicatorValue> values() {
    Scope scope = session.question().scope();
    return switch (session.question().by()) {
      case NONE -> List.of(whole(scope, session.facilities(), ""));
      case FACILITY ->
          session.facilities().stream().map(f -> whole(Scope.facility(f), List.of(f), f)).toList();
      case COUNTY -> areas(Scope.Kind.COUNTY);
      case CITY -> areas(Scope.Kind.CITY);
      case CAMPUS -> new Splitting(session, this).by("campusCode");
      case DEPARTMENT -> new Splitting(session, this).by("deptCode");
      case WARD -> new Splitting(session, this).by("wardCode");
    };
  }

  private List<IndicatorValue> areas(Scope.Kind kind) {
    List<IndicatorValue> values = new ArrayList<>();
    session
        .by(kind == Scope.Kind.COUNTY)
        .forEach((area, members) -> values.add(whole(new Scope(kind, area), members, area)));
    return values;
  }

  /** Of one facility, or of an area. */
  private IndicatorValue whole(Scope scope, List<String> members, String group) {
    return draft(scope, members, group, evidence).build();
  }

  /**
   * The same before it is rounded.
   *
   * @param shown whether its evidence is shown with it
   */
  Draft draft(Scope scope, List<String> members, String group, boolean shown) {
    boolean single = scope.kind() == Scope.Kind.FACILITY;
    List<String> asked = applicable(members);
    Draft draft = new Draft(session, this, scope, group);
    if (single) {
      Roster.Institution listed = session.institution(scope.id());
      draft.applicable = listed == null ? null : listed.meets(definition.applies());
      draft.note = listed == null ? UNLISTED : null;
      if (asked.isEmpty()) {
        draft.note = NOT_APPLICABLE;
        return draft;
      }
    }
    CityRule rule = rule();
    if (!single && rule != CityRule.POOLED) {
      new Institutions(this, rule).combine(draft, asked);
    } else {
      compute(draft, asked, single);
    }
    Coverage coverage = Coverage.of(session, asked, involved);
    draft.coverage = coverage.share();
    draft.coverageNote = involved.all().isEmpty() ? null : coverage.note();
    declare(draft, members, shown);
    return draft;
  }

  /** What is only declared has no facts to pool. */
  private CityRule rule() {
    if (definition.city() != CityRule.POOLED || definition.measure() != null) {
      return definition.city();
    }
    return switch (definition.declared().value()) {
      case YES_NO -> CityRule.INSTITUTIONS_YES;
      default -> CityRule.SUM;
    };
  }

  private void compute(Draft draft, List<String> asked, boolean single) {
    List<String> telling = telling(asked);
    if (!single) {
      draft.roster =
          new RosterCount(
              asked.size(),
              telling.size(),
              asked.stream().filter(f -> !telling.contains(f)).toList());
    }
    if (definition.measure() == null) {
      return;
    }
    if (telling.isEmpty()) {
      draft.note(NO_DATA);
      return;
    }
    Measuring measuring = new Measuring(session, definition, chosen);
    draft.outcome = measuring.measure(definition.measure(), telling, null, null).get("");
    draft.parts.addAll(extras(draft.outcome));
    for (Beside one : definition.beside()) {
      draft.parts.add(part(one, measuring.measure(one.measure(), telling, null, null).get("")));
    }
    draft.mappings.addAll(measuring.mappings());
    if (nobodyStayed(draft.outcome, telling)) {
      draft.note(NO_DATA);
    }
  }

  /** Who told facts long ago may have patients that stay on; where none does, it told nothing. */
  private boolean nobodyStayed(Outcome outcome, List<String> telling) {
    return definition.measure().formula() instanceof Formula.StayDays f
        && outcome.denominator().signum() == 0
        && telling.stream().allMatch(one -> session.presence(one, f.stays()).facts() == 0);
  }

  /** Puts what was declared beside what was computed. */
  private void declare(Draft draft, List<String> members, boolean shown) {
    if (definition.declared() == null) {
      return;
    }
    Declared declared =
        draft.counting()
            // that the area itself says yes is no number of institutions
            ? null
            : DeclaredValues.find(session, definition.declared(), draft.scope.id());
    BigDecimal computed = draft.value();
    draft.declared = declared;
    draft.basis = declared != null || definition.measure() == null ? "declared" : "proposed";
    if (declared != null && definition.measure() != null) {
      draft.parts.add(
          new Part(
              "computed",
              PartNames.of("computed"),
              computed,
              draft.outcome.numerator(),
              draft.outcome.denominator(),
              draft.unit()));
      if (declared.number() != null && computed != null) {
        draft.differs = rounded(declared.number()).compareTo(computed) != 0;
      }
    }
    if (declared == null && definition.measure() == null && draft.roster == null) {
      draft.note(NOT_DECLARED);
    }
    if (shown) {
      for (String id : definition.declared().evidence()) {
        evidence(id, draft, members);
      }
    }
  }

  private void evidence(String id, Draft draft, List<String> members) {
    IndicatorDefinition other = Evidence.find(session.set(), id);
    if (other != null) {
      IndicatorValue value =
          new Valuation(session, other, false).whole(draft.scope, members, draft.group);
      draft.parts.add(
          new Part(
              id,
              value.name(),
              value.value(),
              value.numerator(),
              value.denominator(),
              value.unit()));
    }
  }

  /** Those to which it applies, or of which nobody knows. */
  List<String> applicable(List<String> members) {
    return members.stream()
        .filter(
            f -> {
              Roster.Institution listed = session.institution(f);
              return listed == null || listed.meets(definition.applies());
            })
        .toList();
  }

  List<String> telling(List<String> members) {
    return members.stream().filter(f -> session.tells(f, involved)).toList();
  }

  IndicatorDefinition definition() {
    return definition;
  }

  Map<String, String> chosen() {
    return chosen;
  }

  List<Part> extras(Outcome outcome) {
    return outcome.parts().stream()
        .map(
            extra ->
                new Part(
                    extra.code(),
                    PartNames.of(extra.code()),
                    extra.count()
                        ? extra.outcome().rounded(0)
                        : extra.outcome().rounded(definition.decimals()),
                    extra.outcome().numerator(),
                    extra.outcome().denominator(),
                    extra.count() ? "count" : definition.unit()))
        .toList();
  }

  Part part(Beside beside, Outcome outcome) {
    return new Part(
        beside.code(),
        beside.name(),
        outcome.rounded(decimals(beside)),
        outcome.numerator(),
        outcome.denominator(),
        beside.unit() == null ? definition.unit() : beside.unit());
  }

  /** A share or a duration beside a count is not rounded to a whole number. */
  private int decimals(Beside beside) {
    boolean own = beside.unit() == null || beside.unit().equals(definition.unit());
    return (!own && FRACTIONS.contains(beside.unit()))
        ? Math.max(2, definition.decimals())
        : definition.decimals();
  }

  BigDecimal rounded(BigDecimal number) {
    return number.setScale(definition.decimals(), RoundingMode.HALF_UP);
  }
}
