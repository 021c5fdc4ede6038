package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.bianmin.hub.journal.Sources;
import org.junit.jupiter.api.Test;

class DeclarationsTest {

  private static final Map<String, Object> WITHDRAWAL =
      Map.of("action", "void", "obligationId", "HAI-03", "period", "2026-H2", "facility", "H001");

  private final Sources sources =
      new Sources("H001", Map.of("d", FhirHub.source("declaration", true)));
  private final ScriptedIntake intake = new ScriptedIntake();
  private final Declarations declarations =
      new Declarations(new DocumentIntake(intake, sources), intake, sources);

  @Test
  void whatIsDeclaredLaterInTheSameSecondIsTheLater() throws Exception {
    String first = recordedAt();
    long told = System.currentTimeMillis();
    while (System.currentTimeMillis() == told) {
      Thread.onSpinWait();
    }

    assertThat(recordedAt()).isNotEqualTo(first);
  }

  private String recordedAt() throws IOException {
    assertThat(declarations.declare(WITHDRAWAL).problems()).isEmpty();
    return new ObjectMapper().readTree(intake.last().raw()).get("recordedAt").textValue();
  }
}
