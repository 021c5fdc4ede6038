package org.bianmin.hub.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdsTest {

  private static final long HIGH = 0x0123456789abcdefL;
  private static final long LOW = 0x1032547698badcfeL;
  private static final String KNOWN = "dfb5b578e8586df311f39d196c0d7fd7" + "4a337d1669f522cb";
  private static final int MESSAGES = 100_000;

  private static TraceIds ids(double sample) {
    return new TraceIds(HIGH, LOW, sample);
  }

  @Test
  void theIdsOfAMessageStayWhatTheyAreFromVersionToVersion() {
    TraceIds ids = ids(1);
    assertThat(ids.trace(1)).isEqualTo(ids(0.5).trace(1)).hasSize(32);
    assertThat(ids.span(1, Stage.DELIVERY, 7)).hasSize(16);
    // written down once: spans of a message join over a change of version
    assertThat(ids.trace(1) + ids.span(1, Stage.DELIVERY, 7)).isEqualTo(KNOWN);
  }

  @Test
  void noTwoMessagesAndNoTwoStagesShareAnId() {
    TraceIds ids = ids(1);
    Set<String> traces = new HashSet<>();
    Set<String> spans = new HashSet<>();
    for (long id = 1; id <= MESSAGES; id++) {
      traces.add(ids.trace(id));
      for (Stage stage : Stage.values()) {
        spans.add(ids.span(id, stage));
      }
    }
    assertThat(traces).hasSize(MESSAGES);
    assertThat(spans).hasSize(MESSAGES * Stage.values().length);
    assertThat(ids.span(1, Stage.ATTEMPT, 1, 2)).isNotEqualTo(ids.span(1, Stage.ATTEMPT, 2, 1));
    assertThat(new TraceIds(HIGH, LOW + 1, 1).trace(1)).isNotEqualTo(ids.trace(1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.01, 0.1, 0.5, 0.9})
  void theShareIsTheShareThatWasAskedFor(double sample) {
    TraceIds ids = ids(sample);
    long sampled = LongStream.rangeClosed(1, MESSAGES).filter(ids::samples).count();
    double deviation = Math.sqrt(MESSAGES * sample * (1 - sample));
    assertThat((double) sampled)
        .isBetween(MESSAGES * sample - 5 * deviation, MESSAGES * sample + 5 * deviation);
  }

  @Test
  void noneAndAllAreExact() {
    assertThat(LongStream.rangeClosed(1, MESSAGES).filter(ids(0)::samples)).isEmpty();
    assertThat(LongStream.rangeClosed(1, MESSAGES).allMatch(ids(1)::samples)).isTrue();
  }

  @Test
  void aLargerShareHoldsTheMessagesOfASmallerOne() {
    TraceIds few = ids(0.01);
    TraceIds more = ids(0.1);
    assertThat(LongStream.rangeClosed(1, MESSAGES).filter(few::samples).allMatch(more::samples))
        .isTrue();
  }

  @Test
  void onlyTheStandardsFormIsASendersTrace() {
    String given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    assertThat(TraceParent.of(given)).isEqualTo(given);
    assertThat(TraceParent.of(null)).isNull();
    assertThat(TraceParent.of("P1^^^HIS^MR")).isNull();
    assertThat(TraceParent.of("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01")).isNull();
    assertThat(TraceParent.of(given + "-" + "x".repeat(300))).isNull();
  }
}
