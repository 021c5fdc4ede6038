package org.bianmin.hub.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonWriter;

class LogFieldsTest {

  private static LoggingEvent event(String pattern, Object... arguments) {
    return new LoggingEvent(
        "test",
        new LoggerContext().getLogger("org.bianmin.hub.Test"),
        Level.WARN,
        pattern,
        null,
        arguments);
  }

  @Test
  void idsAreFieldsUnderTheNamesThatTheStatementGivesThem() {
    assertThat(LogFields.of(event("hub.sources.{}: message {} waits", "his", 12L)))
        .isEqualTo(Map.of("source", "his", "message", 12L));
    assertThat(
            LogFields.of(event("hub.destinations.{}: batch {} may have arrived", "hr", "hr-1.2")))
        .isEqualTo(Map.of("destination", "hr", "batch", "hr-1.2"));
    assertThat(LogFields.of(event("Message {} cannot be normalized", 7L)))
        .isEqualTo(Map.of("message", 7L));
    assertThat(LogFields.of(event("{} of {}; delivery {}", 1, 2, 3L)))
        .isEqualTo(Map.of("delivery", 3L));
  }

  @Test
  void whatHasNotTheFormOfAnIdIsNoField() {
    assertThat(LogFields.of(event("hub.sources.{}: gone", "试验 甲"))).isEmpty();
    assertThat(LogFields.of(event("nothing is named"))).isEmpty();
    assertThat(LogFields.of(event("fewer {} than {}", 1))).isEmpty();
    assertThat(LogFields.of(event("message {}", new Object[] {null}))).isEmpty();
  }

  @Test
  void aStructuredLineHoldsThem() throws Exception {
    JsonWriter<ch.qos.logback.classic.spi.ILoggingEvent> writer =
        JsonWriter.of(new LogFields()::customize);
    JsonNode line =
        new ObjectMapper().readTree(writer.writeToString(event("Message {} is parked", 5L)));
    assertThat(line.at("/hub/message").asLong()).isEqualTo(5);
    assertThat(writer.writeToString(event("plain"))).isEqualTo("{}");
  }
}
