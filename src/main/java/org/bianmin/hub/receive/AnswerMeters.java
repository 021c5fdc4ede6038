package org.bianmin.hub.receive;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How HL7 v2 messages over MLLP were answered, and how long that took. */
final class AnswerMeters {

  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  /**
   * An answer was made.
   *
   * @param nanos since the whole frame was there
   */
  void answered(String source, AckOutcome outcome, long nanos) {
    timers
        .computeIfAbsent(source + '/' + outcome.letter(), key -> timer(source, outcome))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private static Timer timer(String source, AckOutcome outcome) {
    return Timer.builder("hub.receive.answer")
        .description("Answers over MLLP, from the whole frame to the answer, which is durable")
        .tag("source", source)
        // the second letter of MSA-1, whatever the mode of acknowledgement
        .tag("code", String.valueOf(outcome.letter()))
        .serviceLevelObjectives(
            Duration.ofMillis(2),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(Metrics.globalRegistry);
  }
}
