package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.block.TypeSpan;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.Declaration;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.IndicatorDefinition.CityRule;
import org.bianmin.hub.indicator.programme.Reach;
import org.bianmin.hub.mapping.EventDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

/** What an answer is of: which facts were taken in, and what is found again. */
class StateOfAnswersTest {

  private static final Formula COUNT = new Formula.Count(Things.care());

  private final Things things = new Things();
  private final List<Collection<String>> asked = new ArrayList<>();
  private final List<Collection<TypeSpan>> spans = new ArrayList<>();
  private int waiting;

  StateOfAnswersTest() {
    things.fresh =
        (facilities, wanted) -> {
          asked.add(facilities);
          spans.add(wanted);
          return waiting;
        };
  }

  private void care(String facility, String key) {
    things.add(facility, Things.CARE, key, "P1", Things.at("2026-02-01T08:00"), "flag", true);
  }

  @Test
  void saysThatDaysWaitThoughTheAnswerIsKnownAlready() {
    care("H1", "1");
    Indicators indicators = things.indicators(Things.definition("I", COUNT));
    assertThat(value(indicators).waitingDays()).isZero();
    waiting = 3;
    assertThat(value(indicators).waitingDays()).isEqualTo(3);
    assertThat(value(indicators).numerator()).isEqualByComparingTo("1");
    waiting = 0;
    assertThat(value(indicators).waitingDays()).isZero();
  }

  private static IndicatorValue value(Indicators indicators) {
    return indicators.value(Things.question("2026-Q1"), "I").get(0);
  }

  @Test
  void takesInOnceWhatAllIndicatorsOfAQuestionRead() {
    care("H1", "1");
    Formula joined =
        new Formula.Share(
            Things.billed(Reach.days(2, 5), List.of()), List.of(Things.joined("bill")), null);
    IndicatorDefinition declared =
        Things.definition(
            "D",
            null,
            new Declaration("X", Declaration.Kind.YES_NO, List.of("J")),
            CityRule.POOLED,
            List.of());
    Indicators indicators =
        things.indicators(Things.definition("I", COUNT), Things.definition("J", joined), declared);
    Question question = Things.question("2026-Q1");
    assertThat(indicators.values(question)).hasSize(3);
    assertThat(spans).hasSize(1);
    long day = ZoneDays.DAY;
    assertThat(spans.get(0))
        .containsExactlyInAnyOrder(
            new TypeSpan(
                Things.CARE, question.period().from() - 2 * day, question.period().to() + 5 * day),
            new TypeSpan(
                Things.BILL, question.period().from() - 2 * day, question.period().to() + 5 * day));
    assertThat(indicators.value(question, "D")).hasSize(1);
    assertThat(spans).hasSize(2);
    assertThat(indicators.standing(new EventKey("H1", Things.CARE, "1"))).isNotEmpty();
    assertThat(spans).hasSize(3);
  }

  @Test
  void takesNothingInForAnAreaWithoutInstitutions() {
    Question nowhere =
        Question.of(
            "p", Things.question("2026-Q1").period(), new Scope(Scope.Kind.COUNTY, "nowhere"));
    IndicatorValue value = things.value(Things.definition("I", COUNT), nowhere);
    assertThat(value.roster().size()).isZero();
    assertThat(asked).isEmpty();
  }

  @Test
  void countsWhoeverTellsWhereThereIsNoRoster() {
    // its first facts are taken in by the question itself
    things.fresh =
        (facilities, wanted) -> {
          asked.add(facilities);
          care("H9", "1");
          return 0;
        };
    Question all = Question.of("p", Things.question("2026-Q1").period(), Scope.all());
    assertThat(things.value(Things.definition("I", COUNT), all).numerator())
        .isEqualByComparingTo("1");
    assertThat(asked).containsExactly(List.of());
  }

  @Test
  void oneThatBreaksKeepsNoOtherFromBeingShown() {
    care("H1", "1");
    Condition broken = new Condition.Item(Things.path("$occurredAt"), "x", Set.of(), List.of());
    Indicators indicators =
        things.indicators(
            Things.definition("B", new Formula.Share(Things.care(), List.of(broken), null)),
            Things.definition("I", COUNT));
    List<IndicatorValue> values = indicators.values(Things.question("2026-Q1"));
    assertThat(values.get(0).value()).isNull();
    assertThat(values.get(0).note().en())
        .isEqualTo("cannot be counted: \"$occurredAt\" is no group");
    assertThat(values.get(1).value()).isEqualByComparingTo("1");
    assertThatThrownBy(() -> indicators.facts(Things.question("2026-Q1"), "B", "", true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStoreThatDoesNotAnswerIsNoFaultOfADefinition() {
    things.fresh =
        (facilities, wanted) -> {
          throw new TransientDataAccessResourceException("away");
        };
    Indicators indicators = things.indicators(Things.definition("I", COUNT));
    assertThatThrownBy(() -> indicators.values(Things.question("2026-Q1")))
        .isInstanceOf(TransientDataAccessResourceException.class);
  }

  @Test
  void otherDefinitionsOfEventsCountAnew() {
    things.add("H1", Things.CARE, "1", "P1", Things.at("2026-02-01T08:00"), "visitRef", "V1");
    things.blocks.addVoid("H1", Things.VISIT, "V1");
    Indicators indicators = things.indicators(Things.definition("I", COUNT));
    assertThat(value(indicators).numerator()).isEqualByComparingTo("0");
    things.events = withoutDemands();
    assertThat(value(indicators).numerator()).isEqualByComparingTo("1");
  }

  private static Map<String, EventDefinition> withoutDemands() {
    Map<String, EventDefinition> events = new LinkedHashMap<>(Things.EVENTS);
    EventDefinition care = events.get(Things.CARE);
    events.put(
        Things.CARE,
        new EventDefinition(
            care.type(),
            care.chineseName(),
            care.englishName(),
            care.ledger(),
            care.occurs(),
            care.anonymous(),
            List.of(),
            care.orphanOf(),
            care.attributes(),
            care.bindings(),
            care.file()));
    return events;
  }

  @Test
  void saysThatADraftOfEventsIsNotCountedBy() {
    care("H1", "1");
    IndicatorDefinition definition = Things.definition("I", COUNT);
    Indicators indicators = things.indicators(definition);
    IndicatorValue then =
        indicators
            .whatIf(things.set(definition), withoutDemands(), Things.question("2026-Q1"))
            .get(0)
            .then();
    assertThat(then.note().en())
        .endsWith("the draft defines care.given otherwise; counted by the events in force");
  }

  @Test
  void refusesAChoiceThatNoDefinitionLeaves() {
    Question question =
        new Question(
            "p",
            Things.question("2026-Q1").period(),
            null,
            Scope.facility("H1"),
            Dimension.NONE,
            Map.of("deaths", "kept"));
    assertThatThrownBy(() -> things.value(Things.definition("I", COUNT), question))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no switches");
  }

  @Test
  void givesAllFactsBehindANumberByTime() {
    for (int i = 0; i < 2_500; i++) {
      things.add("H1", Things.CARE, "k" + i, "P1", Things.at("2026-02-01T08:00") + 2_500 - i);
    }
    List<Long> times = new ArrayList<>();
    things
        .indicators(Things.definition("I", COUNT))
        .facts(Things.question("2026-Q1"), "I", "", true)
        .forEach(fact -> times.add(fact.occurredAt()));
    assertThat(times).hasSize(2_500).isSorted();
  }
}
