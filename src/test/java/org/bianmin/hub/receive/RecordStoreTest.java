package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.StoreUnavailable;
import org.junit.jupiter.api.Test;

class RecordStoreTest {

  private static final List<NewMessage> THREE = List.of(message("1"), message("2"), message("3"));

  private static NewMessage message(String controlId) {
    byte[] raw = controlId.getBytes(StandardCharsets.UTF_8);
    return new NewMessage(
        "feed", "H001", MessageFormat.JSON, controlId, "ems.run", "UTF-8", 1L, raw, null, null);
  }

  @Test
  void leavesNothingWhenAllIsDurable() {
    ScriptedIntake intake = new ScriptedIntake();

    assertThat(new RecordStore(intake).attempt("feed", THREE)).isEmpty();
    assertThat(intake.messages).containsExactlyElementsOf(THREE);
  }

  @Test
  void letsNoMessageOvertakeOneThatIsNotStored() {
    ScriptedIntake intake = new ScriptedIntake();
    intake.storeAway();

    assertThat(new RecordStore(intake).attempt("feed", THREE)).containsExactlyElementsOf(THREE);
    assertThat(intake.messages).hasSize(1);
  }

  @Test
  void leavesOnlyThoseWhoseCommitFailed() {
    var store =
        new RecordStore(
            message ->
                message.controlId().equals("2")
                    ? later(new StoreUnavailable("disk full", null))
                    : CompletableFuture.completedFuture(new Receipt(1, false)));

    assertThat(store.attempt("feed", THREE)).containsExactly(THREE.get(1));
  }

  /** A failure that is known after the next messages were given. */
  private static CompletableFuture<Receipt> later(RuntimeException failure) {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)
        .execute(() -> receipt.completeExceptionally(failure));
    return receipt;
  }

  @Test
  void parksAMessageThatTheStoreRefusesForItself() {
    ScriptedIntake intake = new ScriptedIntake();
    intake.failure = new IllegalStateException("value too long: Zhang San");
    List<NewMessage> left = new RecordStore(intake).attempt("feed", THREE.subList(0, 1));

    assertThat(left)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.parked().stage()).isEqualTo("store");
              assertThat(message.parked().reason()).doesNotContain("Zhang");
              assertThat(message.raw()).isEqualTo(THREE.get(0).raw());
              assertThat(message.controlId()).isEqualTo("1");
            });
    intake.failure = null;
    assertThat(new RecordStore(intake).attempt("feed", left)).isEmpty();
    assertThat(intake.last().parked()).isNotNull();
  }
}
