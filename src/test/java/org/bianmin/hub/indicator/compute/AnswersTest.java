package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.Difference;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.Standing;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.Declaration;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Feeds;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.IndicatorDefinition.CityRule;
import org.bianmin.hub.indicator.programme.Measure;
import org.bianmin.hub.indicator.programme.Reach;
import org.bianmin.hub.indicator.programme.Roster;
import org.bianmin.hub.indicator.programme.Target;

/** Values worked by hand. */
class AnswersTest {

  private static final Condition FLAG = new Condition.Is(Things.path("flag"), true);

  private final Things things = new Things();

  private void care(String facility, String key, String person, String at, Object... told) {
    things.add(facility, Things.CARE, key, person, Things.at(at), told);
  }

  private static Formula share() {
    return new Formula.Share(Things.care(), List.of(FLAG), null);
  }

  @org.junit.jupiter.api.Test
  void countsADayAsShanghaiHasIt() {
    care("H1", "1", "P1", "2025-12-31T23:59:59", "flag", true);
    care("H1", "2", "P1", "2026-01-01T00:00", "flag", true);
    care("H1", "3", "P1", "2026-03-31T23:59:59");
    care("H1", "4", "P1", "2026-04-01T00:00", "flag", true);
    IndicatorValue value = things.value(share(), "2026-Q1");
    assertThat(value.numerator()).isEqualByComparingTo("1");
    assertThat(value.denominator()).isEqualByComparingTo("2");
    assertThat(value.value()).isEqualByComparingTo("50.00");
  }

  @org.junit.jupiter.api.Test
  void hasNoValueWhereThereIsNothingToDivideBy() {
    care("H1", "1", "P1", "2026-02-01T08:00");
    IndicatorValue value =
        things.value(new Formula.Share(Things.care(FLAG), List.of(), null), "2026-Q1");
    assertThat(value.denominator()).isEqualByComparingTo("0");
    assertThat(value.value()).isNull();
  }

  @org.junit.jupiter.api.Test
  void joinsUpToTheEndOfTheReachAndNotBeyond() {
    care("H1", "1", "P1", "2026-02-01T08:00", "visitRef", "V1");
    care("H1", "2", "P2", "2026-02-01T08:00", "visitRef", "V2");
    things.add("H1", Things.BILL, "b1", "P1", Things.at("2026-02-03T08:00"), "visitRef", "V1");
    things.add("H1", Things.BILL, "b2", "P2", Things.at("2026-02-03T08:00") + 1, "visitRef", "V2");
    Formula formula =
        new Formula.Share(
            Things.billed(Reach.days(0, 2), List.of()), List.of(Things.joined("bill")), null);
    assertThat(things.value(formula, "2026-Q1").numerator()).isEqualByComparingTo("1");
  }

  @org.junit.jupiter.api.Test
  void leavesOutWhatIsSuspendedAndSaysSo() {
    care("H1", "1", "P1", "2026-02-01T08:00", "visitRef", "V1", "flag", true);
    care("H1", "2", "P1", "2026-02-01T08:00", "visitRef", "V2");
    things.blocks.addVoid("H1", Things.VISIT, "V1");
    assertThat(things.value(share(), "2026-Q1").denominator()).isEqualByComparingTo("1");
    List<Standing> standing = standing("1");
    assertThat(standing.get(0).side()).isEqualTo(Standing.Side.NOWHERE);
    assertThat(standing.get(0).reason().en()).contains("visit.opened of its visit is void");
    assertThat(standing("2").get(0).side()).isEqualTo(Standing.Side.DENOMINATOR);
    assertThat(standing("2").get(0).reason().zh()).contains("flag 为是");
  }

  private List<Standing> standing(String key) {
    return things
        .indicators(Things.definition("I", share()))
        .standing(new EventKey("H1", Things.CARE, key));
  }

  @org.junit.jupiter.api.Test
  void saysToWhichFactAnotherIsJoined() {
    care("H1", "1", "P1", "2026-02-01T08:00", "visitRef", "V1");
    things.add("H1", Things.BILL, "b1", "P1", Things.at("2026-02-03T08:00"), "visitRef", "V1");
    Formula formula =
        new Formula.Share(
            Things.billed(Reach.days(0, 2), List.of()), List.of(Things.joined("bill")), null);
    Standing standing =
        things
            .indicators(Things.definition("I", formula))
            .standing(new EventKey("H1", Things.BILL, "b1"))
            .get(0);
    assertThat(standing.side()).isEqualTo(Standing.Side.JOINED);
    assertThat(standing.reason().en()).contains("care.given:H1:1");
  }

  @org.junit.jupiter.api.Test
  void countsContractsThatAreValidAtTheCutWithTheirLastDayWhole() {
    signed("1", "P1", "2025-01-01T00:00", "2026-03-31T00:00");
    signed("2", "P2", "2025-01-01T00:00", "2026-03-30T00:00");
    signed("3", "P1", "2026-02-01T00:00", null);
    signed("4", "P3", "2026-04-01T00:00", null);
    Formula formula =
        new Formula.Stock(
            Things.care(),
            new Formula.Valid(Things.path("startAt"), Things.path("endAt")),
            List.of(Things.path("$person")));
    assertThat(things.value(formula, "2026-Q1").value()).isEqualByComparingTo("1");
  }

  private void signed(String key, String person, String from, String to) {
    care(
        "H1",
        key,
        person,
        from,
        "startAt",
        Instant.ofEpochMilli(Things.at(from)),
        "endAt",
        to == null ? null : Instant.ofEpochMilli(Things.at(to)));
  }

  @org.junit.jupiter.api.Test
  void keepsInstitutionsWithoutDataApart() {
    things.roster = new Roster(List.of(institution("H1"), institution("H2"), institution("H3")));
    care("H1", "1", "P1", "2026-02-01T08:00", "flag", true);
    care("H2", "1", "P1", "2026-02-01T08:00");
    IndicatorDefinition does =
        Things.definition(
            "I",
            new Measure(new Formula.Count(Things.care(FLAG)), Bounds.atLeast(1), null),
            null,
            CityRule.INSTITUTIONS_YES,
            List.of());
    Question question =
        Question.of("p", Things.question("2026-Q1").period(), new Scope(Scope.Kind.CITY, "C"));
    IndicatorValue value = things.value(does, question);
    assertThat(value.value()).isEqualByComparingTo("1");
    assertThat(value.roster().size()).isEqualTo(3);
    assertThat(value.roster().withData()).isEqualTo(2);
    assertThat(value.roster().withoutData()).containsExactly("H3");
  }

  /** The same with a unit and a target of one institution. */
  private static IndicatorDefinition yesNo(IndicatorDefinition of) {
    return new IndicatorDefinition(
        of.programme(),
        of.id(),
        of.name(),
        of.ledger(),
        of.version(),
        "yes/no",
        of.direction(),
        0,
        new Target(Target.Is.EQUAL, java.math.BigDecimal.ONE, "own"),
        of.applies(),
        of.period(),
        of.source(),
        of.reading(),
        of.switches(),
        of.city(),
        of.measure(),
        of.declared(),
        of.beside(),
        of.hash());
  }

  @org.junit.jupiter.api.Test
  void numberOfInstitutionsThatSayYesIsACountAndHasNoTargetOfOne() {
    things.roster = new Roster(List.of(institution("H1"), institution("H2"), institution("H3")));
    for (String facility : List.of("H1", "H2", "H3")) {
      care(facility, "1", "P1", "2026-02-01T08:00", "flag", true);
    }
    IndicatorDefinition does =
        yesNo(
            Things.definition(
                "I",
                new Measure(new Formula.Count(Things.care(FLAG)), Bounds.atLeast(1), null),
                new Declaration("X-1", Declaration.Kind.YES_NO, List.of()),
                CityRule.INSTITUTIONS_YES,
                List.of()));
    // that the city says yes is no number of institutions
    things.declare("C", "X-1", "2026-Q1", "yes");
    Question city =
        Question.of("p", Things.question("2026-Q1").period(), new Scope(Scope.Kind.CITY, "C"));

    IndicatorValue value = things.value(does, city);
    assertThat(value.value()).isEqualByComparingTo("3");
    assertThat(value.unit()).isEqualTo("count");
    assertThat(value.target()).isNull();
    assertThat(value.met()).isNull();
    IndicatorValue one = things.value(does, Things.question("2026-Q1"));
    assertThat(one.unit()).isEqualTo("yes/no");
    assertThat(one.met()).isTrue();
  }

  private static Roster.Institution institution(String code) {
    return new Roster.Institution(
        code, code, Set.of("class2plus"), "K", "C", "", Map.of(), null, null);
  }

  @org.junit.jupiter.api.Test
  void putsTheDeclaredValueBesideTheComputedOne() {
    care("H1", "1", "P1", "2026-02-01T08:00", "flag", true);
    IndicatorDefinition definition =
        Things.definition(
            "I",
            new Measure(new Formula.Count(Things.care(FLAG)), Bounds.atLeast(1), null),
            new Declaration("X-1", Declaration.Kind.YES_NO, List.of()),
            CityRule.POOLED,
            List.of());
    Question question = Things.question("2026-Q1");
    assertThat(things.value(definition, question).basis()).isEqualTo("proposed");
    things.declare("H1", "X-1", "2026-Q1", "no");
    IndicatorValue value = things.value(definition, question);
    assertThat(value.basis()).isEqualTo("declared");
    assertThat(value.value()).isEqualByComparingTo("0");
    assertThat(value.parts().get(0).value()).isEqualByComparingTo("1");
    assertThat(value.differs()).isTrue();
  }

  @org.junit.jupiter.api.Test
  void tellsTheShareOfExpectedDaysThatHaveFacts() {
    things.feeds = new Feeds(List.of(new Feeds.Feed("*", Things.CARE, Feeds.Days.EVERY_DAY)));
    care("H1", "1", "P1", "2026-02-01T08:00");
    care("H1", "2", "P1", "2026-02-08T08:00");
    assertThat(things.value(share(), "2026-02").coverage()).isEqualByComparingTo("0.0714");
  }

  @org.junit.jupiter.api.Test
  void saysWhatADraftWouldChange() {
    care("H1", "1", "P1", "2026-02-01T08:00", "flag", true);
    care("H1", "2", "P1", "2026-02-02T08:00");
    Difference difference =
        things
            .indicators(Things.definition("I", new Formula.Count(Things.care(FLAG))))
            .whatIf(
                things.set(Things.definition("I", new Formula.Count(Things.care()))),
                Things.EVENTS,
                Things.question("2026-Q1"))
            .get(0);
    assertThat(difference.kind()).isEqualTo(Difference.Kind.CHANGED);
    assertThat(difference.now().value()).isEqualByComparingTo("1");
    assertThat(difference.then().value()).isEqualByComparingTo("2");
    assertThat(difference.entered()).isEqualTo(1);
    assertThat(difference.left()).isZero();
  }

  @org.junit.jupiter.api.Test
  void hasDataWhereWhatCountsInThePeriodHappenedBefore() {
    care(
        "H1",
        "1",
        "P1",
        "2026-03-31T20:00",
        "endAt",
        Instant.ofEpochMilli(Things.at("2026-04-01T00:00")));
    Formula formula =
        new Formula.Count(
            FactSet.of(
                new FactSet.Member(
                    Things.CARE,
                    Things.path("endAt"),
                    Reach.days(60, 0),
                    List.of(),
                    List.of(),
                    "")));
    assertThat(things.value(formula, "2026-Q2").value()).isEqualByComparingTo("1");
    assertThat(things.value(formula, "2026-Q1").numerator()).isEqualByComparingTo("0");
  }
}
