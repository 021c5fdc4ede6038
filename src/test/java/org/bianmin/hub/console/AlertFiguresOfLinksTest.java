package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.alert.Figure;
import org.bianmin.hub.alert.Kind;
import org.bianmin.hub.delivery.ForwarderState;
import org.junit.jupiter.api.Test;

class AlertFiguresOfLinksTest {

  private static final long START = Instant.parse("2026-11-03T08:00:00Z").toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final List<Links.DestinationLink> destinations = new ArrayList<>();
  private final List<Links.SourceLink> sources = new ArrayList<>();
  private List<Figure> certificates;
  private final AlertFiguresOfLinks figures =
      new AlertFiguresOfLinks(() -> destinations, () -> sources, now -> certificates);

  private void destination(String id, String state) {
    destinations.removeIf(known -> known.id().equals(id));
    destinations.add(
        new Links.DestinationLink(
            id,
            "forward",
            "",
            state,
            0,
            null,
            null,
            new ForwarderState(0, null, null, null, null)));
  }

  /** A source with its answers since the start of the node. */
  private void source(String id, String state, long taken, long refused) {
    sources.removeIf(known -> known.id().equals(id));
    sources.add(
        new Links.SourceLink(
            id, "mllp", "", state, null, null, 0, 0, Map.of("A", taken, "E", refused)));
  }

  private List<Figure> at(long minute, Kind kind) {
    return figures.figures(START + minute * MINUTE).get(kind);
  }

  @Test
  void countsTheMinutesSinceADestinationWasFirstSeenAway() {
    destination("province", "away");
    assertThat(at(0, Kind.CONNECTION_DOWN)).containsExactly(new Figure("province", 0));
    assertThat(at(7, Kind.CONNECTION_DOWN)).containsExactly(new Figure("province", 7));

    destination("province", "answering");
    assertThat(at(8, Kind.CONNECTION_DOWN)).containsExactly(new Figure("province", 0));

    // what was before it answered does not count
    destination("province", "away");
    assertThat(at(9, Kind.CONNECTION_DOWN)).containsExactly(new Figure("province", 0));
    assertThat(at(10, Kind.CONNECTION_DOWN)).containsExactly(new Figure("province", 1));
  }

  @Test
  void onlyWhatDoesNotAnswerAndWhatDoesNotListenIsDown() {
    for (String state : List.of("off", "paused", "unused", "answering")) {
      destination(state, state);
    }
    for (String state : List.of("off", "unheard", "listening", "stopped")) {
      source("source-" + state, state, 0, 0);
    }
    var unused = at(0, Kind.CONNECTION_DOWN);

    assertThat(at(5, Kind.CONNECTION_DOWN))
        .hasSize(8)
        .contains(new Figure("source-stopped", 5))
        .filteredOn(figure -> figure.value() > 0)
        .hasSize(1);
  }

  @Test
  void aClockThatIsPutBackMakesNoNegativeTime() {
    destination("province", "away");
    var unused = at(10, Kind.CONNECTION_DOWN);

    assertThat(at(3, Kind.CONNECTION_DOWN)).containsExactly(new Figure("province", 0));
  }

  @Test
  void tellsTheShareOfRefusalsAmongTheAnswersSinceItWasFirstAsked() {
    // what the node answered before nobody asked is history
    source("his", "listening", 1_000, 500);
    assertThat(at(0, Kind.ERROR_ANSWERS)).isEmpty();

    source("his", "listening", 1_030, 510);
    assertThat(at(1, Kind.ERROR_ANSWERS)).containsExactly(new Figure("his", 25));
  }

  @Test
  void saysNothingOfFewerThanTwentyAnswers() {
    source("his", "listening", 0, 0);
    var unused = at(0, Kind.ERROR_ANSWERS);
    source("his", "listening", 0, 19);
    assertThat(at(1, Kind.ERROR_ANSWERS)).isEmpty();

    source("his", "listening", 0, 20);
    assertThat(at(2, Kind.ERROR_ANSWERS)).containsExactly(new Figure("his", 100));
  }

  @Test
  void forgetsAnswersOfMoreThanAQuarterOfAnHour() {
    source("his", "listening", 0, 0);
    var unused = at(0, Kind.ERROR_ANSWERS);
    // 100 refusals within the first minute, and then 10 good ones each minute
    for (int minute = 1; minute <= 16; minute++) {
      source("his", "listening", 10L * (minute - 1), 100);
      List<Figure> shares = at(minute, Kind.ERROR_ANSWERS);
      assertThat(shares).as("minute %d", minute).hasSize(1);
      assertThat(shares.get(0).value() > 0).as("minute %d", minute).isEqualTo(minute <= 15);
    }
  }

  @Test
  void sourcesHaveSharesOfTheirOwn() {
    source("his", "listening", 0, 0);
    source("lis", "listening", 0, 0);
    var unused = at(0, Kind.ERROR_ANSWERS);
    source("his", "listening", 40, 0);
    source("lis", "listening", 20, 20);

    assertThat(at(1, Kind.ERROR_ANSWERS))
        .containsExactlyInAnyOrder(new Figure("his", 0), new Figure("lis", 50));
  }

  @Test
  void hasNoFigureOfCertificatesUntilTheyWereLookedAt() {
    assertThat(figures.figures(START)).doesNotContainKey(Kind.CERTIFICATE_DAYS);

    certificates = List.of(new Figure("province", 30));
    assertThat(at(1, Kind.CERTIFICATE_DAYS)).containsExactly(new Figure("province", 30));
  }

  @Test
  void countsAnewWhenANodeIsGoneWithWhatItHadAnswered() {
    source("his", "listening", 900, 100);
    assertThat(at(0, Kind.ERROR_ANSWERS)).isEmpty();
    source("his", "listening", 50, 50);
    assertThat(at(1, Kind.ERROR_ANSWERS)).as("less than before").isEmpty();

    source("his", "listening", 80, 70);

    assertThat(at(2, Kind.ERROR_ANSWERS)).containsExactly(new Figure("his", 40));
  }
}
