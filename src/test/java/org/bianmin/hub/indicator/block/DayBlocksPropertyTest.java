package org.bianmin.hub.indicator.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.facts.ToldStream;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.CountsWhile;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** However facts come, are corrected and taken back, blocks are what the facts make them. */
class DayBlocksPropertyTest {

  private static final int STREAMS = 25;
  private static final int MESSAGES = 24;

  static Map<String, EventDefinition> definitions() {
    Map<String, AttributeDefinition> attributes = new TreeMap<>();
    attributes.put("dept", BlockCodecTest.attribute("dept", AttributeType.TEXT));
    attributes.put("amount", BlockCodecTest.attribute("amount", AttributeType.INTEGER));
    attributes.put(
        "items",
        new AttributeDefinition(
            "items",
            AttributeType.GROUP,
            null,
            false,
            List.of("v"),
            Map.of("v", BlockCodecTest.attribute("v", AttributeType.TEXT)),
            1));
    Map<String, EventDefinition> all = new TreeMap<>();
    all.put("visit.registered", event("visit.registered", List.of(), attributes));
    all.put(
        "transfer.made",
        event(
            "transfer.made",
            List.of(new CountsWhile("visit.registered", Map.of(), 1)),
            attributes));
    return all;
  }

  static EventDefinition event(
      String type, List<CountsWhile> countsWhile, Map<String, AttributeDefinition> attributes) {
    return new EventDefinition(
        type,
        "事",
        "Thing",
        List.of(),
        null,
        false,
        countsWhile,
        List.of(),
        attributes,
        List.of(),
        type + ".yaml");
  }

  @EachEngine
  void whatIsBuiltAlongTheWayIsWhatWouldBeBuiltFromScratch(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, definitions());
    long firstId = 1;
    for (int seed = 1; seed <= STREAMS; seed++) {
      Random random = new Random(seed);
      ToldStream stream = new ToldStream(seed, MESSAGES, BlocksRoom.DAY);
      List<MeasureEvents.Told> told = stream.shuffled("F" + seed % 7, firstId, random);
      int from = 0;
      while (from < told.size()) {
        int to = Math.min(told.size(), from + 1 + random.nextInt(10));
        if (random.nextInt(8) == 0) {
          room.applyAndRollBack(told.subList(from, to));
        }
        room.apply(told.subList(from, to));
        switch (random.nextInt(4)) {
          case 0 -> room.dirt.fold();
          case 1 -> {
            room.later(Duration.ofMinutes(random.nextInt(2)));
            boolean unused = room.worker.work();
          }
          case 2 ->
              room.blocks()
                  .refresh(
                      List.of("F" + seed % 7),
                      List.of("transfer.made"),
                      0,
                      BlocksRoom.DAY,
                      BlocksRoom.LONG);
          default -> {
            // what was told waits
          }
        }
        from = to;
      }
      assertThat(room.refresh()).isZero();
      assertThat(room.stored()).as("seed %d", seed).isEqualTo(room.fromScratch());
      firstId += MESSAGES;
    }
    assertThat(room.stored()).hasSizeGreaterThan(7);
    assertThat(store.count("select count(*) from indicator_mark")).isZero();
  }

  @EachEngine
  void factsThatComeWhileDaysAreBuiltAreNotLost(TestStore store) throws Exception {
    BlocksRoom room = new BlocksRoom(store, definitions());
    // on PostgreSQL another node writes and builds too
    TestStore other = store.postgres() ? store.another() : null;
    BlocksRoom node = other == null ? room : new BlocksRoom(other, definitions());
    AtomicBoolean telling = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      List<Future<?>> tellers =
          List.of(threads.submit(() -> tell(room, "A")), threads.submit(() -> tell(node, "B")));
      List<Future<?>> builders = new ArrayList<>();
      builders.add(threads.submit(() -> build(room, telling)));
      builders.add(threads.submit(() -> read(node, telling)));
      if (other != null) {
        builders.add(threads.submit(() -> build(node, telling)));
      }
      for (Future<?> teller : tellers) {
        teller.get();
      }
      telling.set(false);
      for (Future<?> builder : builders) {
        builder.get();
      }
      assertThat(room.refresh()).isZero();
      assertThat(room.stored()).isEqualTo(room.fromScratch()).isNotEmpty();
      assertThat(room.blocks().presence("A", "visit.registered", 0, 4 * BlocksRoom.DAY).facts())
          .isEqualTo(400);
      assertThat(room.blocks().presence("B", "visit.registered", 0, 4 * BlocksRoom.DAY).facts())
          .isEqualTo(400);
    } finally {
      telling.set(false);
      threads.shutdown();
      if (other != null) {
        other.close();
      }
    }
  }

  private static void tell(BlocksRoom room, String facility) {
    Random random = new Random(facility.hashCode());
    long message = facility.equals("A") ? 1 : 1_000_000;
    for (int i = 0; i < 400; i++) {
      EventKey key = new EventKey(facility, "visit.registered", "V" + i);
      // first on one day, then corrected to another
      room.apply(
          BlocksRoom.told(
              message++, key, Action.RECORD, BlocksRoom.DAY * random.nextInt(3), Map.of()));
      room.apply(
          BlocksRoom.told(
              message++,
              key,
              Action.RECORD,
              BlocksRoom.DAY * random.nextInt(3),
              Map.of("amount", (long) i)));
    }
  }

  private static void read(BlocksRoom room, AtomicBoolean telling) {
    while (telling.get()) {
      int unused = room.refresh();
    }
  }

  private static void build(BlocksRoom room, AtomicBoolean telling) {
    while (telling.get()) {
      room.later(Duration.ofMinutes(1));
      boolean unused = room.worker.work();
    }
  }
}
