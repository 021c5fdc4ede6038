package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.programme.Feeds;
import org.bianmin.hub.indicator.programme.Formula;
import org.junit.jupiter.api.Test;

/** Days are those of the hub's zone, though blocks are cut at midnight of UTC+8. */
class OtherZonesTest {

  private final Things things = new Things();

  private IndicatorValue february(ZoneId zone) {
    things.zone = zone;
    things.feeds = new Feeds(List.of(new Feeds.Feed("*", Things.CARE, Feeds.Days.EVERY_DAY)));
    return things.value(
        Things.definition("I", new Formula.Count(Things.care())),
        Question.of("p", Period.parse("2026-02", zone), Scope.facility("H1")));
  }

  private void care(String at) {
    things.add("H1", Things.CARE, at, "P1", Instant.parse(at).toEpochMilli());
  }

  @Test
  void aFactOfTheEveningBeforeIsNoDataOfThePeriod() {
    // 1 February 04:00 of UTC+8
    care("2026-01-31T20:00:00Z");
    IndicatorValue value = february(ZoneOffset.UTC);
    assertThat(value.note().en()).contains("no data in the period");
    assertThat(value.coverage()).isEqualByComparingTo("0");
    assertThat(february(Things.ZONE).numerator()).isEqualByComparingTo("1");
  }

  @Test
  void aFactOfTheLastEveningCoversTheLastDay() {
    // 1 March 04:00 of UTC+8
    care("2026-02-28T20:00:00Z");
    IndicatorValue value = february(ZoneOffset.UTC);
    assertThat(value.numerator()).isEqualByComparingTo("1");
    assertThat(value.coverage()).isEqualByComparingTo(new BigDecimal("0.0357"));
    assertThat(february(Things.ZONE).note().en()).contains("no data in the period");
  }

  @Test
  void daysGoByTheSummerTimeOfTheZone() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    things.zone = berlin;
    things.feeds = new Feeds(List.of(new Feeds.Feed("*", Things.CARE, Feeds.Days.EVERY_DAY)));
    // 29 March 2026 begins at 23:00Z and ends at 22:00Z
    care("2026-03-29T21:59:59Z");
    care("2026-03-29T22:00:00Z");
    IndicatorValue value =
        things.value(
            Things.definition("I", new Formula.Count(Things.care())),
            Question.of("p", Period.parse("2026-03", berlin), Scope.facility("H1")));
    assertThat(value.numerator()).isEqualByComparingTo("2");
    assertThat(value.coverage()).isEqualByComparingTo(new BigDecimal("0.0645"));
  }

  @Test
  void shanghaiHasTheDaysOfTheBlocks() {
    ZoneDays days = new ZoneDays(Things.ZONE);
    assertThat(days.asBlocks(0, Things.at("2026-02-01T00:00"))).isTrue();
    assertThat(new ZoneDays(ZoneOffset.UTC).asBlocks(0, 1)).isFalse();
    // Perth has UTC+8 too, and had a summer time until 2009
    ZoneDays perth = new ZoneDays(ZoneId.of("Australia/Perth"));
    assertThat(perth.asBlocks(Things.at("2026-01-01T00:00"), Things.at("2026-02-01T00:00")))
        .isTrue();
    assertThat(perth.asBlocks(Things.at("2008-01-01T00:00"), Things.at("2026-02-01T00:00")))
        .isFalse();
  }
}
