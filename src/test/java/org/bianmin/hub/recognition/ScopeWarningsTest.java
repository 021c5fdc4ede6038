package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.bianmin.hub.mapping.CountsFrom;
import org.bianmin.hub.mapping.HrScope;
import org.bianmin.hub.mapping.RecognitionTables;
import org.bianmin.hub.recognition.ScopeWarnings.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scopes are warned of before and after their end, unless something as wide takes their place. */
class ScopeWarningsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

  @ParameterizedTest
  @CsvSource({
    "2026-01-01, , HOLDS",
    "2026-06-02, , COMING",
    "2026-01-01, 2026-08-01, HOLDS",
    "2026-01-01, 2026-07-31, ENDING",
    "2026-01-01, 2026-06-01, ENDING",
    "2026-01-01, 2026-05-31, ENDED",
    "2026-01-01, 2026-04-02, ENDED",
    "2026-01-01, 2026-04-01, PAST",
  })
  void standsWhereItsDaysSay(String from, String to, State state) {
    assertThat(states(Reports.scope("glu", "province", from, to))).containsExactly(state);
  }

  @ParameterizedTest(name = "{0} {1} from {2} follows: {3}")
  @CsvSource({
    "glu, province, 2026-06-11, true",
    "glu, national, 2026-01-01, true",
    "kind:lab, province, 2026-06-01, true",
    "glu, province, 2026-06-12, false",
    "glu, city, 2026-06-11, false",
    "kind:imaging, province, 2026-06-11, false",
    "k, province, 2026-06-11, false",
  })
  void isNotWarnedOfWhereSomethingAsWideFollowsWithoutAGap(
      String item, String scope, String from, boolean follows) {
    List<State> states =
        states(
            Reports.scope("glu", "province", "2026-01-01", "2026-06-10"),
            Reports.scope(item, scope, from, null));

    assertThat(states.contains(State.ENDING)).isNotEqualTo(follows);
  }

  @Test
  void isNotWarnedOfAfterItWasRenewed() {
    assertThat(
            states(
                Reports.scope("glu", "province", "2026-01-01", "2026-05-10"),
                Reports.scope("glu", "province", "2026-05-20", null)))
        .containsExactly(State.PAST, State.HOLDS);
  }

  @Test
  void showsThoseThatNeedLookingAtFirst() {
    assertThat(
            states(
                Reports.scope("a", "city", null, null),
                Reports.scope("b", "city", null, "2026-06-20"),
                Reports.scope("c", "city", null, "2026-05-20"),
                Reports.scope("d", "city", null, "2026-01-20")))
        .containsExactly(State.ENDED, State.ENDING, State.PAST, State.HOLDS);
  }

  private static List<State> states(HrScope... scopes) {
    return new ScopeWarnings(
            new RecognitionTables(List.of(), List.of(scopes), List.of(), List.of()),
            new Catalogue("1", List.of(Reports.item("glu", 30, CountsFrom.COLLECTED))),
            TODAY,
            Duration.ofDays(60))
        .lines().stream().map(ScopeWarnings.Line::state).toList();
  }
}
