package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class EditsTest {

  private static NewMessage message(String content, Long editOf) {
    return TestJournal.message("C1", content.getBytes(StandardCharsets.UTF_8), null, editOf);
  }

  @EachEngine
  void anEditIsAMessageOfItsOwnThatKnowsWhatItWasMadeOf(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    Edits edits = new Edits(store.queries());
    long first = journal.receive(message("first", null)).messageId();
    var edit = new Edits.Edit(first, "张三", "类别写错", "PV1-2");

    Receipt made =
        journal.messages.edited(message("mended", first), edit).get(60, TimeUnit.SECONDS);
    Receipt again =
        journal.messages.edited(message("mended", first), edit).get(60, TimeUnit.SECONDS);

    assertThat(made.duplicate()).isFalse();
    assertThat(again.duplicate()).as("an edit is never taken for a duplicate").isFalse();
    assertThat(edits.of(first)).isEmpty();
    assertThat(edits.of(made.messageId()).orElseThrow().edit()).isEqualTo(edit);
    assertThat(edits.outOf(first))
        .extracting(Edits.Edited::messageId)
        .containsExactly(made.messageId(), again.messageId());
    assertThat(journal.row(made.messageId()).replayOf()).isEqualTo(first);
    assertThat(journal.takeAll())
        .extracting(JournalRow::id)
        .containsExactly(first, made.messageId(), again.messageId());
    assertThat(store.totals("journal")).isEqualTo(Map.of("received", 3L, "edited", 2L));
    assertThatThrownBy(() -> journal.messages.edited(message("x", null), edit))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
