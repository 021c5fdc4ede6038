package org.bianmin.hub.indicator.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** Whatever stops between a change and its block, and whoever overtakes whom, nothing is lost. */
class DayBlocksCrashTest {

  private static final long DAY = BlocksRoom.DAY;
  private static final String VISIT = "visit.registered";

  private long messages;

  private MeasureEvents.Told told(String facility, int visit, Action action, Long at) {
    messages++;
    return BlocksRoom.told(messages, key(facility, visit), action, at, Map.of("amount", messages));
  }

  private static EventKey key(String facility, int visit) {
    return new EventKey(facility, VISIT, "V" + visit);
  }

  private static List<Long> amounts(BlocksRoom room, String facility) {
    List<Long> amounts = new ArrayList<>();
    room.blocks()
        .read(
            facility,
            VISIT,
            0,
            100 * DAY,
            block -> {
              for (int row = 0; row < block.size(); row++) {
                amounts.add(block.column("amount").number(row));
              }
            });
    return amounts;
  }

  @EachEngine
  void noMarkIsLostWhereverTheHubIsKilled(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    room.apply(told("H1", 1, Action.RECORD, 0L), told("H1", 2, Action.RECORD, DAY));
    // before it is folded
    BlocksRoom again = reopened(store);
    assertThat(store.count("select count(*) from indicator_mark")).isEqualTo(2);
    // while it is folded
    assertThatThrownBy(
            () ->
                again.commands.execute(
                    session -> {
                      int unused = Dirt.fold(session);
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");
    assertThat(store.count("select count(*) from indicator_mark")).isEqualTo(2);
    // after it was folded, before it is built
    again.dirt.fold();
    assertThat(store.count("select count(*) from indicator_mark")).isZero();
    BlocksRoom third = reopened(store);
    Part day = new Part(VISIT, 0);
    Map<String, Long> seen = third.dirt.of(day);
    // after it was read, before it is stored
    assertThat(third.building.read(day, third.types.layout(day), seen.keySet())).hasSize(1);
    BlocksRoom last = reopened(store);
    assertThat(last.blocks().daysWaiting()).isEqualTo(2);
    assertThat(last.refresh()).isZero();
    assertThat(amounts(last, "H1")).containsExactly(1L, 2L);
    assertThat(last.stored()).isEqualTo(last.fromScratch());
  }

  private static BlocksRoom reopened(TestStore store) {
    store.reopen();
    return new BlocksRoom(store, DayBlocksPropertyTest.definitions());
  }

  @EachEngine
  void aChangeThatIsFoldedWhileItsDayIsBuiltLeavesTheDayDirty(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    Part day = new Part(VISIT, 0);
    room.apply(told("H1", 1, Action.RECORD, 0L));
    room.dirt.fold();
    Map<String, Long> seen = room.dirt.of(day);
    var built = room.building.read(day, room.types.layout(day), seen.keySet());
    room.apply(told("H1", 2, Action.RECORD, 1L));
    room.dirt.fold();
    room.building.write(day, room.types.layout(day), seen, built);
    assertThat(amounts(room, "H1")).containsExactly(1L);
    assertThat(room.blocks().daysWaiting()).isEqualTo(1);
    assertThat(room.refresh()).isZero();
    assertThat(amounts(room, "H1")).containsExactly(1L, 2L);
  }

  @EachEngine
  void anOlderBuildNeverTakesThePlaceOfANewerOne(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    Part day = new Part(VISIT, 0);
    BlockLayout layout = room.types.layout(day);
    room.apply(told("H1", 1, Action.RECORD, 0L));
    room.dirt.fold();
    Map<String, Long> seen = room.dirt.of(day);
    var older = room.building.read(day, layout, seen.keySet());
    // another builds the same fold, with a fact that is not folded yet
    room.apply(told("H1", 2, Action.RECORD, 1L));
    assertThat(room.building.build(day)).isTrue();
    room.building.write(day, layout, seen, older);
    assertThat(amounts(room, "H1")).containsExactly(1L, 2L);
    // and then that fold too, and a third is waiting
    room.dirt.fold();
    room.building.write(day, layout, seen, older);
    assertThat(amounts(room, "H1")).containsExactly(1L, 2L);
    assertThat(room.building.build(day)).isTrue();
    room.apply(told("H1", 1, Action.VOID, null), told("H1", 2, Action.VOID, null));
    assertThat(room.refresh()).isZero();
    assertThat(amounts(room, "H1")).isEmpty();
    // the day is empty now, and stays so
    room.apply(told("H1", 3, Action.RECORD, 9 * DAY), told("H1", 3, Action.RECORD, 0L));
    room.dirt.fold();
    room.building.write(day, layout, seen, older);
    assertThat(amounts(room, "H1")).isEmpty();
    assertThat(room.refresh()).isZero();
    assertThat(room.stored()).isEqualTo(room.fromScratch());
  }
}
