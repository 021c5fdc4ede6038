package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NewMessageTest {

  @Test
  void leavesControlCharactersOutOfItsNames() {
    assertThat(named("a\0b\u001Fc").controlId()).isEqualTo("abc");
    assertThat(named("x".repeat(198) + "\0\0y").controlId()).isEqualTo("x".repeat(198));
  }

  @Test
  void cutsALongNameBetweenCharacters() {
    String cut = named("x".repeat(198) + "\uD840\uDC00" + "y").controlId();

    assertThat(cut).isEqualTo("x".repeat(198));
    assertThat(named("y".repeat(4_000)).controlId().getBytes(StandardCharsets.UTF_8)).hasSize(199);
  }

  private static NewMessage named(String controlId) {
    return TestJournal.message(controlId, "content");
  }
}
