package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.store.TallyQueries.Tally;
import org.junit.jupiter.api.Test;

class BusinessTest {

  private static Tally total(String what, String who, long n) {
    return new Tally(0, what, who, n);
  }

  private static TodayTallies.Count count(String what, String who) {
    return new TodayTallies.Count(what, who);
  }

  @Test
  void lineSaysWhatHappenedTodayAndWhatTheProvinceHasOfIt() {
    Map<TodayTallies.Count, Long> today = new LinkedHashMap<>();
    today.put(count("told", "visit.registered"), 1_243L);
    today.put(count("delivered", "platform visit.registered"), 1_239L);
    today.put(count("discarded", "platform visit.registered"), 1L);
    today.put(count("delivered", "other visit.registered"), 7L);
    today.put(count("told", "education.given"), 2L);
    List<Tally> totals =
        List.of(
            total("made", "platform visit.registered", 9_000),
            total("delivered", "platform visit.registered", 8_990),
            total("superseded", "platform visit.registered", 6),
            total("discarded", "platform visit.registered", 1),
            total("made", "other visit.registered", 50));

    Business business =
        Business.of(
            today,
            totals,
            "platform",
            Map.of("ADT^A04", 4L, "ZZZ^Z01", 9L),
            Map.of("ADT^A04", Set.of("visit.registered", "edobs.stay")));

    assertThat(business.lines())
        .containsExactly(
            new Business.Line("registrations", List.of("visit.registered"), 1_243, 1_239, 3, 1, 4),
            new Business.Line("other", List.of("education.given"), 2, 0, 0, 0, 0));
  }

  @Test
  void provinceIsReachedThroughTheDestinationWithMostDeliveriesOfThoseThatAreOn() {
    List<Tally> deliveries =
        List.of(
            total("made", "doctors", 5), total("made", "platform", 90), total("made", "old", 900));

    assertThat(Business.province(deliveries, Set.of("doctors", "platform"))).isEqualTo("platform");
    assertThat(Business.province(List.of(), Set.of())).isNull();
  }

  @Test
  void wayOfNinetyNineInAHundredIsOfTheSlowestWithinIt() {
    assertThat(SlowFigures.way(List.of(5L, 1L, 4L, 2L, 3L)))
        .isEqualTo(new SlowFigures.Way(3, 5, 5));
  }

  @Test
  void secretsOfSettingsAreHiddenAndNamesOfTheirFilesAreNot() {
    assertThat(Settings.secret("hub.store.password")).isTrue();
    assertThat(Settings.secret("hub.sources.his.kafka.properties.sasl.jaas.config")).isTrue();
    assertThat(Settings.secret("hub.x.api-key")).isTrue();
    assertThat(Settings.secret("hub.store.password-file")).isFalse();
    assertThat(Settings.secret("hub.destinations.platform.key-file")).isFalse();
    assertThat(Settings.secret("hub.facility")).isFalse();
  }
}
