package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.Standing;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Join;
import org.bianmin.hub.indicator.programme.Path;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.indicator.programme.Quantity;
import org.bianmin.hub.indicator.programme.Reach;
import org.junit.jupiter.api.Test;

/** What a fact is said to be is what it is in the value. */
class StandingsTest {

  private static final List<Path> PERSON = List.of(Path.parse("$person"));

  private final Things things = new Things();

  private void care(String key, String person, String at, Object... told) {
    things.add("H1", Things.CARE, key, person, Things.at(at), told);
  }

  private static Instant time(String at) {
    return Instant.ofEpochMilli(Things.at(at));
  }

  private Standing standing(Formula formula, String type, String key) {
    List<Standing> standings =
        things.indicators(Things.definition("I", formula)).standing(new EventKey("H1", type, key));
    assertThat(standings).hasSize(1);
    return standings.get(0);
  }

  private String side(Formula formula, String key) {
    Standing standing = standing(formula, Things.CARE, key);
    return standing.side() + (standing.reason() == null ? "" : " " + standing.reason().en());
  }

  @Test
  void tellsARejectedQuantityFromABelievedAndAMissingOne() {
    care("1", "P1", "2026-02-01T08:00", "count", 5L);
    care("2", "P1", "2026-02-01T08:00", "count", 500L);
    care("3", "P1", "2026-02-01T08:00");
    Formula formula =
        new Formula.Measured(
            new Formula.Shown(Formula.Statistic.MEAN, 0),
            Things.care(),
            new Quantity.Attribute(Path.parse("count")),
            null,
            BigDecimal.TEN,
            List.of());
    assertThat(side(formula, "1")).isEqualTo("NUMERATOR");
    assertThat(side(formula, "2")).startsWith("NOWHERE").contains("rejected");
    assertThat(side(formula, "3")).startsWith("NOWHERE lacks");
  }

  @Test
  void tellsExactlyToHowManyItIsJoinedHoweverManyThereAre() {
    for (int i = 0; i < 120; i++) {
      // of every third the bill is none of its own
      care("c" + i, "P1", "2026-02-01T08:00", "visitRef", "V1", "flag", i % 3 > 0);
    }
    things.add("H1", Things.BILL, "b", "P1", Things.at("2026-02-02T08:00"), "visitRef", "V1");
    Formula billed =
        new Formula.Share(
            Things.billed(
                Reach.days(2, 5), List.of(new Condition.Is(Path.parse("this.flag"), true))),
            List.of(Things.joined("bill")),
            null);
    Standing standing = standing(billed, Things.BILL, "b");
    assertThat(standing.side()).isEqualTo(Standing.Side.JOINED);
    assertThat(standing.reason().en()).endsWith("… (80)");
  }

  @Test
  void asksForTheValuesThatAreCountedOrAdded() {
    care("1", "P1", "2026-02-01T08:00", "code", "A", "count", 1L);
    care("2", "P1", "2026-02-01T08:00", "code", "Z");
    care("3", "P1", "2026-02-01T08:00");
    Formula distinct =
        new Formula.Distinct(Things.care(), List.of(Path.parse("code")), List.of("A"));
    assertThat(side(distinct, "1")).isEqualTo("NUMERATOR");
    assertThat(side(distinct, "2")).startsWith("NOWHERE");
    assertThat(side(distinct, "3")).startsWith("NOWHERE");
    Formula sum = new Formula.Sum(Things.care(), Path.parse("count"));
    assertThat(side(sum, "1")).isEqualTo("NUMERATOR");
    assertThat(side(sum, "2")).startsWith("NOWHERE lacks the number");
  }

  @Test
  void asksWhetherAContractIsValidNow() {
    care("1", "P1", "2025-01-01T08:00", "startAt", time("2025-01-01T00:00"));
    care(
        "2",
        "P2",
        "2025-01-01T08:00",
        "startAt",
        time("2025-01-01T00:00"),
        "endAt",
        time("2026-03-31T00:00"));
    Formula stock =
        new Formula.Stock(
            Things.care(), new Formula.Valid(Path.parse("startAt"), Path.parse("endAt")), PERSON);
    assertThat(side(stock, "1")).isEqualTo("NUMERATOR");
    assertThat(side(stock, "2")).startsWith("NOWHERE not valid now");
  }

  @Test
  void asksWhetherAPersonIsInTheDenominatorOfItsPeriod() {
    care("1", "P1", "2026-02-01T08:00");
    things.add("H1", Things.BILL, "b1", "P1", Things.at("2026-02-03T08:00"));
    things.add("H1", Things.BILL, "b2", "P2", Things.at("2026-02-03T08:00"));
    things.add("H1", Things.BILL, "b3", "P1", Things.at("2026-05-03T08:00"));
    Formula share =
        new Formula.ShareOfPersons(
            Things.care(), null, PERSON, FactSet.of(FactSet.Member.of(Things.BILL)), PERSON);
    assertThat(standing(share, Things.CARE, "1").side()).isEqualTo(Standing.Side.DENOMINATOR);
    assertThat(standing(share, Things.BILL, "b1").side()).isEqualTo(Standing.Side.NUMERATOR);
    assertThat(standing(share, Things.BILL, "b2").side()).isEqualTo(Standing.Side.NOWHERE);
    assertThat(standing(share, Things.BILL, "b3").side()).isEqualTo(Standing.Side.NOWHERE);
  }

  @Test
  void asksWhetherTheWeekHasEnoughWorkingDays() {
    care("1", "P1", "2026-02-02T08:00");
    care("2", "P1", "2026-02-03T08:00");
    care("3", "P1", "2026-02-04T08:00");
    care("off", "P1", "2026-02-07T08:00");
    care("alone", "P1", "2026-02-10T08:00");
    Formula weeks = new Formula.Weeks(Things.care(), 3);
    assertThat(side(weeks, "2")).isEqualTo("NUMERATOR");
    assertThat(side(weeks, "off")).startsWith("NOWHERE");
    assertThat(side(weeks, "alone")).startsWith("NOWHERE");
  }

  @Test
  void asksWhetherAStayIsThereAtACensus() {
    care("day", "P1", "2026-02-01T08:00");
    things.add("H1", Things.BILL, "day", "P1", Things.at("2026-02-01T17:00"));
    care("night", "P1", "2026-02-02T08:00");
    things.add("H1", Things.BILL, "night", "P1", Things.at("2026-02-04T17:00"));
    care("alone", "P1", "2026-02-02T08:00");
    things.add("H1", Things.BILL, "alone", "P1", Things.at("2026-02-04T17:00"));
    things.add(
        "H1",
        Things.VISIT,
        "n",
        null,
        Things.at("2026-02-02T09:00"),
        "visitRef",
        "night",
        "startAt",
        time("2026-02-02T09:00"));
    Formula stays = RunningPeriodsTest.stays();
    assertThat(side(stays, "day")).startsWith("NOWHERE it was there at the census of no day");
    assertThat(side(stays, "night")).isEqualTo("NUMERATOR");
    assertThat(side(stays, "alone")).isEqualTo("DENOMINATOR");
    assertThat(standing(stays, Things.VISIT, "n").side()).isEqualTo(Standing.Side.JOINED);
    assertThat(standing(stays, Things.BILL, "night").reason().en()).endsWith("care.given:H1:night");
    assertThat(standing(stays, Things.BILL, "day").side()).isEqualTo(Standing.Side.NOWHERE);
  }

  @Test
  void goesFromAJoinedFactToThoseWithItsKeysOnly() {
    for (int i = 0; i < 40; i++) {
      care("k" + i, "P1", "2026-02-01T08:00", "visitRef", "V" + i);
    }
    things.add("H1", Things.BILL, "b", "P1", Things.at("2026-02-02T08:00"), "visitRef", "V7");
    things.add("H1", Things.BILL, "far", "P1", Things.at("2026-02-09T08:00"), "visitRef", "V7");
    Formula formula =
        new Formula.Share(
            Things.billed(Reach.days(0, 2), List.of()), List.of(Things.joined("bill")), null);
    Standing joined = standing(formula, Things.BILL, "b");
    assertThat(joined.side()).isEqualTo(Standing.Side.JOINED);
    assertThat(joined.reason().en()).isEqualTo("joined to care.given:H1:k7");
    assertThat(
            things
                .indicators(Things.definition("I", formula))
                .standing(new EventKey("H1", Things.BILL, "far")))
        .isEmpty();
  }

  @Test
  void goesThroughJoinsThatHangOnOthers() {
    care("1", "P1", "2026-02-01T08:00", "visitRef", "V1");
    things.add(
        "H1", Things.BILL, "b", "P1", Things.at("2026-02-02T08:00"), "visitRef", "V1", "code", "C");
    things.add("H1", Things.VISIT, "C", "P1", Things.at("2026-02-02T08:00"));
    Join bill =
        new Join(
            "bill",
            Things.BILL,
            List.of(new Join.By(Path.parse("visitRef"), Path.parse("visitRef"))),
            List.of(),
            Reach.days(0, 2),
            Join.Pick.FIRST);
    Join visit =
        new Join(
            "visit",
            Things.VISIT,
            List.of(new Join.By(Path.parse("$key"), Path.parse("bill.code"))),
            List.of(),
            Reach.days(0, 2),
            Join.Pick.FIRST);
    Formula formula =
        new Formula.Count(
            FactSet.of(
                new FactSet.Member(
                    Things.CARE, null, Reach.NONE, List.of(), List.of(bill, visit), "")));
    assertThat(standing(formula, Things.VISIT, "C").side()).isEqualTo(Standing.Side.JOINED);
  }

  @Test
  void aProgrammeThatHasEndedCountsOn() {
    care("1", "P1", "2026-02-01T08:00");
    IndicatorDefinition count = Things.definition("I", new Formula.Count(Things.care()));
    ProgrammeSet set = things.set(count);
    Programme p = set.programmes().get(0);
    ProgrammeSet ended =
        new ProgrammeSet(
            List.of(
                new Programme(
                    p.id(),
                    p.name(),
                    p.issued(),
                    p.recipients(),
                    LocalDate.parse("2023-01-01"),
                    LocalDate.parse("2025-12-31"),
                    p.reports(),
                    p.indicators(),
                    p.ledger())),
            set.roster(),
            set.holidays(),
            set.feeds(),
            set.hash());
    assertThat(
            new Indicators(() -> ended, things.answers())
                .standing(new EventKey("H1", Things.CARE, "1")))
        .extracting(Standing::side)
        .containsExactly(Standing.Side.NUMERATOR);
  }

  @Test
  void aDefinitionThatBreaksHidesNoOther() {
    care("1", "P1", "2026-02-01T08:00");
    Formula broken = new Formula.Share(Things.care(), List.of(Things.joined("unknown")), null);
    List<Standing> standings =
        things
            .indicators(
                Things.definition("B", broken),
                Things.definition("I", new Formula.Count(Things.care())))
            .standing(new EventKey("H1", Things.CARE, "1"));
    assertThat(standings)
        .extracting(Standing::side)
        .containsExactly(Standing.Side.NOWHERE, Standing.Side.NUMERATOR);
    assertThat(standings.get(0).reason().en()).startsWith("cannot be counted");
  }
}
