package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class HeldAndSavedSearchesTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_760_000_000_000L);

  private static Clock after(Duration time) {
    return Clock.fixed(NOW.plus(time), ZoneOffset.UTC);
  }

  @EachEngine
  void holdsWhatWasFoundForHalfAnHourAndThenForgetsIt(TestStore store) {
    TestJournal journal = new TestJournal(store).start();
    HeldSearches early = new HeldSearches(journal.commands, store.queries(), after(Duration.ZERO));
    HeldSearches later =
        new HeldSearches(journal.commands, store.queries(), after(Duration.ofMinutes(30)));
    HeldSearches late =
        new HeldSearches(journal.commands, store.queries(), after(Duration.ofMinutes(31)));

    HeldSearches.Held held = early.hold(List.of(9L, 7L, 3L), true, 12);
    HeldSearches.Held nothing = early.hold(List.of(), false, 0);

    assertThat(held.id()).matches("[0-9a-f]{32}").isNotEqualTo(nothing.id());
    assertThat(later.find(held.id())).contains(held);
    assertThat(later.find(nothing.id()).orElseThrow().messages()).isEmpty();
    assertThat(later.find("0".repeat(32))).isEmpty();
    assertThat(late.find(held.id())).as("its time is over").isEmpty();

    late.hold(List.of(1L), false, 0);

    assertThat(store.count("select count(*) from message_search")).isEqualTo(1);
  }

  @EachEngine
  void keepsFiltersForOneselfOrForAll(TestStore store) {
    TestJournal journal = new TestJournal(store);
    SavedSearches saved = new SavedSearches(store.commits(), journal.commands, store.queries());
    journal.start();
    long own = saved.save("夜间 LIS", "source=lis&within=24h", "张三", false);
    long shared = saved.save("搁置", "state=PARKED", "张三", true);
    long other = saved.save("A40", "trigger=ADT%5EA40", "李四", false);

    assertThat(saved.of("张三")).extracting(SavedSearches.Saved::id).containsExactly(own, shared);
    assertThat(saved.of("李四")).extracting(SavedSearches.Saved::id).containsExactly(other, shared);
    assertThat(saved.of("王五"))
        .extracting(SavedSearches.Saved::filter)
        .containsExactly("state=PARKED");
    assertThat(saved.delete(shared, "李四")).as("it is another's").isFalse();
    assertThat(saved.delete(shared, "张三")).isTrue();
    assertThat(saved.of("王五")).isEmpty();
  }
}
