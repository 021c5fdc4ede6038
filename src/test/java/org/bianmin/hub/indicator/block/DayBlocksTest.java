package org.bianmin.hub.indicator.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class DayBlocksTest {

  private static final long DAY = BlocksRoom.DAY;
  private static final String VISIT = "visit.registered";
  private static final List<String> TYPES = List.of(VISIT, "transfer.made");

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
  void aReaderSeesWhatWasCommittedBeforeItRefreshed(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    for (int i = 0; i < 40; i++) {
      room.apply(told("H1", i, Action.RECORD, i % 5 * DAY));
      long before = room.blocks().generation("H1", TYPES, 0, 100 * DAY);
      assertThat(room.blocks().refresh(List.of("H1"), TYPES, 0, 100 * DAY, BlocksRoom.LONG))
          .isZero();
      assertThat(room.blocks().generation("H1", TYPES, 0, 100 * DAY)).isGreaterThan(before);
      assertThat(amounts(room, "H1")).hasSize(i + 1).contains((long) i + 1);
    }
    long before = room.blocks().generation("H1", TYPES, 0, 100 * DAY);
    assertThat(room.refresh()).isZero();
    assertThat(room.blocks().generation("H1", TYPES, 0, 100 * DAY)).isEqualTo(before);
    assertThat(room.blocks().facilities()).containsExactly("H1");
  }

  @EachEngine
  void aDayIsMarkedOnceByATransactionHoweverManyOfItsFactsChange(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    List<MeasureEvents.Told> told = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      told.add(told("H1", i, Action.RECORD, DAY + i));
    }
    room.apply(told);
    assertThat(store.count("select count(*) from indicator_mark")).isEqualTo(1);
    room.applyAndRollBack(List.of(told("H1", 1, Action.RECORD, 5 * DAY)));
    assertThat(store.count("select count(*) from indicator_mark")).isEqualTo(1);
  }

  private static BlocksRoom reopened(TestStore store) {
    store.reopen();
    return new BlocksRoom(store, DayBlocksPropertyTest.definitions());
  }

  @EachEngine
  void factsThatCountOnlyWhileAVisitStandsFollowItsCancellationAndItsReturn(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    Identity visit = Identity.of("V1");
    assertThat(room.blocks().voids("H1", VISIT).contains(visit.high(), visit.low())).isFalse();
    room.apply(told("H1", 1, Action.RECORD, 0L), told("H2", 1, Action.RECORD, 0L));
    boolean cancelled = false;
    for (int i = 0; i < 4; i++) {
      long before = room.blocks().generation("H1", List.of("transfer.made"), 0, DAY);
      cancelled = !cancelled;
      room.apply(told("H1", 1, cancelled ? Action.VOID : Action.RECORD, 0L));
      assertThat(
              room.blocks()
                  .refresh(List.of("H1"), List.of("transfer.made"), 0, DAY, BlocksRoom.LONG))
          .isZero();
      assertThat(room.blocks().voids("H1", VISIT).contains(visit.high(), visit.low()))
          .isEqualTo(cancelled);
      assertThat(room.blocks().voids("H2", VISIT).size()).isZero();
      assertThat(room.blocks().generation("H1", List.of("transfer.made"), 0, DAY))
          .isGreaterThan(before);
    }
  }

  @EachEngine
  void aCancelThatComesBeforeItsVisitIsVoidToo(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    Identity visit = Identity.of("V1");
    room.apply(told("H1", 1, Action.VOID, null));
    assertThat(room.refresh()).isZero();
    assertThat(room.blocks().voids("H1", VISIT).contains(visit.high(), visit.low())).isTrue();
  }

  @EachEngine
  void whatDoesNotFitIntoTheTimeWaits(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    for (int i = 0; i < 5; i++) {
      room.apply(told("H1", i, Action.RECORD, i * DAY), told("H2", i, Action.RECORD, i * DAY));
    }
    assertThat(room.blocks().refresh(List.of("H1"), TYPES, DAY, 3 * DAY, Duration.ofMillis(-1)))
        .isEqualTo(3);
    // read with the facility that was asked for, since both are dirty
    assertThat(room.blocks().refresh(List.of("H1"), TYPES, DAY, 3 * DAY, BlocksRoom.LONG)).isZero();
    assertThat(room.blocks().daysWaiting()).isEqualTo(4);
    assertThat(room.blocks().presence("H2", VISIT, DAY, 3 * DAY).days())
        .isEqualTo(
            Map.of(
                LocalDate.ofEpochDay(1),
                1,
                LocalDate.ofEpochDay(2),
                1,
                LocalDate.ofEpochDay(3),
                1));
    assertThat(room.blocks().presence("H2", VISIT, DAY, DAY).facts()).isZero();
  }

  @EachEngine
  void daysBeginAtMidnightInBeijing(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    long midnight = PartitionDay.from(20_000);
    room.apply(
        told("H1", 1, Action.RECORD, midnight - 1),
        told("H1", 2, Action.RECORD, midnight),
        told("H1", 3, Action.RECORD, -DAY * 20_000));
    assertThat(room.refresh()).isZero();
    assertThat(room.blocks().presence("H1", VISIT, midnight, midnight + DAY).days())
        .isEqualTo(Map.of(LocalDate.ofEpochDay(20_000), 1));
    assertThat(room.blocks().presence("H1", VISIT, midnight - 1, midnight).days())
        .isEqualTo(Map.of(LocalDate.ofEpochDay(19_999), 1));
    // long ago, and apart from void facts
    assertThat(room.blocks().presence("H1", VISIT, -DAY * 30_000, 0).facts()).isEqualTo(1);
    assertThat(room.blocks().voids("H1", VISIT).size()).isZero();
  }

  private static void keepTheWardToo(BlocksRoom room) {
    Map<String, AttributeDefinition> more = new TreeMap<>(room.definitions.get(VISIT).attributes());
    more.put("ward", BlockCodecTest.attribute("ward", AttributeType.TEXT));
    Map<String, EventDefinition> all = new TreeMap<>(room.definitions);
    all.put(VISIT, DayBlocksPropertyTest.event(VISIT, List.of(), more));
    room.definitions = all;
  }

  @EachEngine
  void whatIsKeptAnewIsBuiltInTheBackgroundBeforeAnybodyAsks(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    Map<String, Object> told = Map.of("dept", "D1", "ward", "W1");
    for (int day = 0; day < 3; day++) {
      room.apply(BlocksRoom.told(day + 1, key("H1", day), Action.RECORD, day * DAY, told));
    }
    assertThat(room.refresh()).isZero();
    keepTheWardToo(room);

    room.later(Duration.ofHours(1));
    boolean unused = room.worker.work();

    assertThat(room.blocks().daysWaiting()).isZero();
    List<String> wards = new ArrayList<>();
    room.blocks().read("H1", VISIT, 0, 3 * DAY, b -> wards.add(b.column("ward").text(0)));
    assertThat(wards).containsExactly("W1", "W1", "W1");
    long built = store.count("select sum(built_at) from indicator_block");
    room.later(Duration.ofHours(1));
    boolean again = room.worker.work();
    assertThat(again).isFalse();
    assertThat(store.count("select sum(built_at) from indicator_block")).isEqualTo(built);
  }

  @EachEngine
  void whatIsKeptAnewIsThereWhenItIsNextNeeded(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    room.apply(
        BlocksRoom.told(1, key("H1", 1), Action.RECORD, 0L, Map.of("dept", "D1", "ward", "W1")));
    assertThat(room.refresh()).isZero();
    room.blocks().read("H1", VISIT, 0, 1, b -> assertThat(b.column("ward").present(0)).isFalse());
    keepTheWardToo(room);
    assertThat(room.refresh()).isZero();
    List<String> wards = new ArrayList<>();
    room.blocks().read("H1", VISIT, 0, 1, b -> wards.add(b.column("ward").text(0)));
    assertThat(wards).containsExactly("W1");
    long generation = room.blocks().generation("H1", TYPES, 0, DAY);
    assertThat(room.refresh()).isZero();
    assertThat(room.blocks().generation("H1", TYPES, 0, DAY)).isEqualTo(generation);
  }

  @EachEngine
  void theDaysOfEarlierFactsAreBuiltOnce(TestStore store) {
    Map<String, EventDefinition> definitions = DayBlocksPropertyTest.definitions();
    BlocksRoom before = new BlocksRoom(store, definitions, false, 1 << 20);
    for (int i = 0; i < 30; i++) {
      before.apply(told("H" + i % 2, i, Action.RECORD, i % 7 * DAY));
    }
    before.apply(told("H0", 0, Action.VOID, null));
    assertThat(store.count("select count(*) from indicator_mark")).isZero();
    BlocksRoom room = reopened(store);
    assertThat(room.refresh()).isZero();
    assertThat(room.stored()).isEqualTo(room.fromScratch()).hasSizeGreaterThan(10);
    assertThat(room.blocks().voids("H0", VISIT).size()).isEqualTo(1);
    // once: a start finds nothing to do
    BlocksRoom later = reopened(store);
    later.earlier.seed();
    assertThat(later.blocks().daysWaiting()).isZero();
    // after a time without marks all are looked at again
    later.earlier.forget();
    BlocksRoom unmarked = unmarked(store);
    unmarked.apply(told("H1", 1, Action.VOID, null), told("H0", 99, Action.RECORD, 50 * DAY));
    BlocksRoom again = reopened(store);
    assertThat(again.refresh()).isZero();
    assertThat(again.stored()).isEqualTo(again.fromScratch());
  }

  private static BlocksRoom unmarked(TestStore store) {
    store.reopen();
    return new BlocksRoom(store, DayBlocksPropertyTest.definitions(), false, 1 << 20);
  }

  @EachEngine
  void aDayThatChangesAllTheTimeRestsUnlessAReaderAsks(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    room.apply(told("H1", 1, Action.RECORD, 0L));
    boolean unused = room.worker.work();
    assertThat(amounts(room, "H1")).hasSize(1);
    room.apply(told("H1", 2, Action.RECORD, 1L), told("H1", 3, Action.RECORD, DAY));
    unused = room.worker.work();
    // the other day was built, this one rests
    assertThat(amounts(room, "H1")).hasSize(2);
    assertThat(room.worker.work()).isTrue();
    room.later(Duration.ofSeconds(6));
    unused = room.worker.work();
    assertThat(amounts(room, "H1")).hasSize(3);
    room.apply(told("H1", 4, Action.RECORD, 2L));
    assertThat(room.refresh()).isZero();
    assertThat(amounts(room, "H1")).hasSize(4);
    assertThat(room.worker.work()).isFalse();
  }

  @EachEngine
  void whatIsKeptInMemoryStaysBelowItsLimit(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions(), true, 20_000);
    for (int i = 0; i < 100; i++) {
      room.apply(told("H1", i, Action.RECORD, i * DAY / 2));
    }
    assertThat(room.refresh()).isZero();
    for (int i = 0; i < 3; i++) {
      assertThat(amounts(room, "H1")).hasSize(100);
      assertThat(room.cache.weight()).isBetween(1L, 20_000L);
    }
    assertThat(room.cache.size()).isBetween(1, 49);
  }

  @EachEngine
  void aDayThatCannotBeReadKeepsNoOtherFromBeingBuilt(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    room.apply(told("H1", 1, Action.RECORD, 5 * DAY), told("H1", 2, Action.RECORD, 0L));
    room.commands.execute(
        session ->
            session
                .prepare("update measure_event set attributes = '{' where business_key = 'V1'")
                .executeUpdate());
    assertThat(room.refresh()).isEqualTo(1);
    assertThat(amounts(room, "H1")).containsExactly(2L);
    assertThat(room.blocks().daysWaiting()).isEqualTo(1);
  }

  @EachEngine
  void theWorkerBuildsByItselfWhatFactsChange(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, DayBlocksPropertyTest.definitions());
    room.worker.start();
    store.beforeClose(room.worker::stop);
    room.apply(told("H1", 1, Action.RECORD, 0L));
    await().untilAsserted(() -> assertThat(amounts(room, "H1")).hasSize(1));
    room.apply(told("H1", 2, Action.RECORD, DAY));
    await().untilAsserted(() -> assertThat(amounts(room, "H1")).hasSize(2));
  }
}
