package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;

class BatchIntakeTest {

  private static final List<NewMessage> THREE = List.of(message("1"), message("2"), message("3"));

  private final List<NewMessage> given = new ArrayList<>();
  private final List<NewMessage> stored = new ArrayList<>();

  private static NewMessage message(String controlId) {
    byte[] raw = controlId.getBytes(StandardCharsets.UTF_8);
    return new NewMessage(
        "feed", "H001", MessageFormat.JSON, controlId, "ems.run", "UTF-8", 1L, raw, null, null);
  }

  /** A journal; the function tells what goes wrong with a message, null for nothing. */
  private BatchIntake failing(Function<NewMessage, Exception> failure) {
    return new BatchIntake(
        message -> {
          given.add(message);
          Exception wrong = failure.apply(message);
          if (wrong != null) {
            return CompletableFuture.failedFuture(wrong);
          }
          stored.add(message);
          return CompletableFuture.completedFuture(new Receipt(stored.size(), false));
        });
  }

  @Test
  void leavesNothingWhenAllIsDurable() {
    assertThat(failing(message -> null).attempt(THREE)).isEmpty();
    assertThat(stored).containsExactlyElementsOf(THREE);
  }

  @Test
  void letsNoMessageOvertakeOneThatIsNotStored() {
    BatchIntake intake = failing(message -> new StoreUnavailable("disk full", null));

    assertThat(intake.attempt(THREE)).containsExactlyElementsOf(THREE);
    assertThat(given).hasSize(1);
    assertThatThrownBy(() -> intake.store(THREE)).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void leavesOnlyThoseWhoseCommitFailed() {
    var intake =
        new BatchIntake(
            message ->
                message.controlId().equals("2")
                    ? later(new StoreUnavailable("disk full", null))
                    : CompletableFuture.completedFuture(new Receipt(1, false)));

    assertThat(intake.attempt(THREE)).containsExactly(THREE.get(1));
  }

  /** A failure that is known after the next messages were given. */
  private static CompletableFuture<Receipt> later(RuntimeException failure) {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS)
        .execute(() -> receipt.completeExceptionally(failure));
    return receipt;
  }

  @Test
  void parksAMessageThatTheStoreRefusesForItselfAndStoresItsNeighbours() {
    failing(
            message ->
                message.controlId().equals("2") && message.parked() == null
                    ? new IllegalStateException("value too long: Zhang San")
                    : null)
        .store(THREE);

    assertThat(stored).extracting(NewMessage::controlId).containsExactly("1", "2", "3");
    NewMessage parked = stored.get(1);
    assertThat(parked.parked().stage()).isEqualTo("store");
    assertThat(parked.parked().reason()).doesNotContain("Zhang");
    assertThat(parked.raw()).isEqualTo(THREE.get(1).raw());
  }

  @Test
  void storesWithNothingOfTheSendersButTheBytesWhatIsRefusedTwice() {
    failing(
            message ->
                message.controlId().equals("2") ? new SQLException("id: Zhang", "22021") : null)
        .store(THREE);

    assertThat(stored).hasSize(3);
    NewMessage parked = stored.get(1);
    assertThat(parked.controlId()).matches("refused-[0-9a-f]{16}");
    assertThat(parked.trigger()).isEmpty();
    assertThat(parked.charset()).isNull();
    assertThat(parked.raw()).isEqualTo(THREE.get(1).raw());
    assertThat(parked.parked().reason()).contains("22021").doesNotContain("Zhang");
  }

  @Test
  void storesAMessageThatCameParkedAndIsRefused() {
    Parked bad = new Parked("parse", "no JSON", "/a");
    NewMessage came =
        new NewMessage(
            "feed", "H001", MessageFormat.JSON, "1", "", null, 1L, new byte[] {'{'}, bad, null);
    failing(message -> message.controlId().equals("1") ? new IllegalStateException() : null)
        .store(List.of(came));

    assertThat(stored).singleElement().matches(message -> message.parked() != null);
  }

  @Test
  void callsWhatIsRefusedInEveryFormAnOutage() {
    BatchIntake intake = failing(message -> new IllegalStateException("no table: Zhang San"));

    assertThatThrownBy(() -> intake.store(THREE.subList(0, 1)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageNotContaining("Zhang");
    assertThat(given).hasSize(3);
  }

  @EachEngine
  void storesMessagesWhoseNamesHoldNul(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    Parked place = new Parked("map", "/a\0b is not known", "/items/0/a\0b");
    Receipt named = journal.receive(TestJournal.message("A\0B", "{}"));
    Receipt parked =
        journal.receive(TestJournal.message("C", "{}".getBytes(StandardCharsets.UTF_8), place, 1L));

    assertThat(journal.row(named.messageId()).controlId()).isEqualTo("AB");
    assertThat(journal.row(parked.messageId()).location()).isEqualTo("/items/0/a\uFFFDb");
  }

  @EachEngine
  void holdsUpNothingForAMessageThatAStoreRefuses(TestStore store) {
    TestJournal journal = new TestJournal(store).start();
    NewMessage odd =
        new NewMessage(
            "feed", "H001", MessageFormat.JSON, "2", "", "a\0b", 1L, new byte[] {2}, null, null);
    NewMessage odder =
        new NewMessage(
            "feed",
            "H001",
            MessageFormat.JSON,
            "3",
            "",
            null,
            1L,
            new byte[] {3},
            new Parked("st\0age", "", null),
            null);
    new BatchIntake(journal.messages).store(List.of(message("1"), odd, odder));

    assertThat(store.count("select count(*) from message")).isEqualTo(3);
  }
}
