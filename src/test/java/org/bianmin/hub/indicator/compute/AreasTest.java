package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.programme.Beside;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.Declaration;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Measure;
import org.bianmin.hub.indicator.programme.Path;
import org.bianmin.hub.indicator.programme.Roster;
import org.bianmin.hub.indicator.programme.Target;
import org.junit.jupiter.api.Test;

/** Several institutions together, and their groups. */
class AreasTest {

  private final Things things = new Things();

  AreasTest() {
    things.roster = new Roster(List.of(institution("H1"), institution("H2")));
  }

  private static Roster.Institution institution(String code) {
    return new Roster.Institution(
        code, code, Set.of("class2plus"), "K", "C", "", Map.of(), null, null);
  }

  private static Question city(Dimension by) {
    return new Question(
        "p",
        Things.question("2026-Q1").period(),
        null,
        new Scope(Scope.Kind.CITY, "C"),
        by,
        Map.of());
  }

  private void care(String facility, String key, String dept, boolean flag) {
    things.add(
        facility,
        Things.CARE,
        key,
        "P1",
        Things.at("2026-02-01T08:00"),
        "deptCode",
        dept,
        "flag",
        flag);
  }

  private static Formula distinct(String of, String... among) {
    return new Formula.Distinct(Things.care(), List.of(Path.parse(of)), List.of(among));
  }

  @Test
  void countsTheSameCodeOfTwoHospitalsTwiceAndTheSamePersonOnce() {
    care("H1", "1", "01", true);
    care("H2", "1", "01", true);
    assertThat(things.value(Things.definition("I", distinct("deptCode")), city(Dimension.NONE)))
        .satisfies(value -> assertThat(value.numerator()).isEqualByComparingTo("2"));
    assertThat(things.value(Things.definition("I", distinct("$person")), city(Dimension.NONE)))
        .satisfies(value -> assertThat(value.numerator()).isEqualByComparingTo("1"));
    // the definition's own list means the same everywhere
    assertThat(
            things.value(Things.definition("I", distinct("deptCode", "01")), city(Dimension.NONE)))
        .satisfies(value -> assertThat(value.numerator()).isEqualByComparingTo("1"));
  }

  @Test
  void keepsTheDepartmentsOfTwoHospitalsApart() {
    care("H1", "1", "01", true);
    care("H2", "1", "01", true);
    care("H2", "2", "01", true);
    List<IndicatorValue> groups =
        things
            .indicators(Things.definition("I", new Formula.Count(Things.care())))
            .value(city(Dimension.DEPARTMENT), "I");
    assertThat(groups)
        .extracting(v -> v.scope().id() + " " + v.group() + " " + v.numerator())
        .containsExactly("H1 01 1", "H2 01 2");
  }

  private static IndicatorDefinition with(
      Measure measure, String unit, Target target, List<Beside> beside) {
    IndicatorDefinition of = Things.definition("I", measure.formula());
    return new IndicatorDefinition(
        of.programme(),
        of.id(),
        of.name(),
        of.ledger(),
        of.version(),
        unit,
        of.direction(),
        of.decimals(),
        target,
        of.applies(),
        of.period(),
        of.source(),
        of.reading(),
        of.switches(),
        of.city(),
        measure,
        of.declared(),
        beside,
        of.hash());
  }

  @Test
  void showsGroupsThatOnlyAFurtherMeasureHas() {
    care("H1", "1", "01", true);
    care("H1", "2", "02", false);
    Condition flag = new Condition.Is(Things.path("flag"), true);
    IndicatorDefinition definition =
        with(
            Measure.of(new Formula.Count(Things.care(flag))),
            "count",
            null,
            List.of(
                new Beside(
                    "all",
                    Things.words("all"),
                    "count",
                    Measure.of(new Formula.Count(Things.care())))));
    List<IndicatorValue> groups =
        things.indicators(definition).value(Things.by("2026-Q1", Dimension.DEPARTMENT), "I");
    assertThat(groups).extracting(IndicatorValue::group).containsExactly("01", "02");
    assertThat(groups.get(1).value()).isNull();
    assertThat(groups.get(1).parts().get(0).value()).isEqualByComparingTo("1");
    assertThat(groups.get(0).note()).isNull();
  }

  @Test
  void saysThatEventsDoNotTellWhatTheyAreSplitBy() {
    care("H1", "1", "01", true);
    IndicatorValue group =
        things
            .indicators(Things.definition("I", new Formula.Count(Things.care())))
            .value(Things.by("2026-Q1", Dimension.WARD), "I")
            .get(0);
    assertThat(group.group()).isEmpty();
    assertThat(group.note().en()).contains("care.given has no wardCode");
  }

  @Test
  void addsUpInstitutionsBeforeRounding() {
    for (String facility : List.of("H1", "H2")) {
      care(facility, "1", null, true);
      care(facility, "2", null, false);
      care(facility, "3", null, false);
    }
    Condition flag = new Condition.Is(Things.path("flag"), true);
    IndicatorDefinition third =
        Things.definition(
            "I",
            Measure.of(new Formula.Share(Things.care(), List.of(flag), null)),
            null,
            IndicatorDefinition.CityRule.SUM,
            List.of());
    // twice a third, and not twice 33.33
    assertThat(things.value(third, city(Dimension.NONE)).value()).isEqualByComparingTo("66.67");
  }

  @Test
  void takesADeclaredNumberOnlyForItsOwnPeriod() {
    IndicatorDefinition number = declared(Declaration.Kind.NUMBER);
    things.declare("H1", "X-1", "2026-H1", "12");
    assertThat(things.value(number, Things.question("2026-05")).value()).isNull();
    IndicatorValue value = things.value(number, Things.question("2026-H1"));
    assertThat(value.value()).isEqualByComparingTo("12");
    assertThat(value.declared().period()).isEqualTo("2026-H1");
    // what is so, stays so
    things.declarations.clear();
    things.declare("H1", "X-1", "2026-H1", "yes");
    assertThat(things.value(declared(Declaration.Kind.YES_NO), Things.question("2026-05")).value())
        .isEqualByComparingTo("1");
  }

  private static IndicatorDefinition declared(Declaration.Kind kind) {
    return Things.definition(
        "I",
        null,
        new Declaration("X-1", kind, List.of()),
        IndicatorDefinition.CityRule.POOLED,
        List.of());
  }
}
