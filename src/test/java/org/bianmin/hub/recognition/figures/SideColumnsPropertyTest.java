package org.bianmin.hub.recognition.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.indicator.block.BlocksRoom;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/**
 * However reports, orders and decisions come and are corrected, and whenever reports are accepted
 * and orders looked at in between: blocks are what the store makes them from nothing, and the
 * figures are what plain SQL counts.
 */
class SideColumnsPropertyTest {

  private static final int STREAMS = 15;
  private static final int STEPS = 60;
  private static final long HOUR = 3_600_000;
  private static final long FROM =
      OffsetDateTime.parse("2026-11-03T00:00:00+08:00").toInstant().toEpochMilli();

  @EachEngine
  void figuresAlongTheWayAreThoseFromScratch(TestStore store) {
    Random random = new Random(19);
    PlayedRooms rooms = new PlayedRooms(random);
    Commands commands = new Commands(store.commits());
    BlockFigures figures = new BlockFigures(store, List.of(rooms));
    BlocksRoom room = figures.room();
    room.start();
    boolean anyNumerator = false;
    for (int stream = 0; stream < STREAMS; stream++) {
      String facility = "F" + stream;
      List<Long> messages =
          new ArrayList<>(
              LongStream.range(FROM + stream * 1000L, FROM + stream * 1000L + STEPS)
                  .boxed()
                  .toList());
      Collections.shuffle(messages, random);
      for (long message : messages) {
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> tell(room, told(facility, "result.issued", message, random), random);
          case 3 -> tell(room, told(facility, "exam.ordered", message, random), random);
          case 4 -> tell(room, decided(facility, message, random), random);
          case 5 -> rooms.accept(commands, room.sides());
          case 6 -> rooms.look(commands, room.sides());
          default -> room.somethingOf(random);
        }
      }
      assertThat(room.refresh()).isZero();
      assertThat(room.stored()).as("stream %d", stream).isEqualTo(room.fromScratch());
      for (Figure plain :
          CountedFigures.figures(store).of(CountedFigures.NOVEMBER, facility).figures()) {
        if (BlockFigures.IDS.contains(plain.id())) {
          CountedFigures.isSame(
              figures.value(plain.id(), CountedFigures.NOVEMBER, facility), plain);
          anyNumerator |= plain.id().equals("MR-07a") && plain.numerator() > 0;
        }
      }
    }
    assertThat(anyNumerator).as("corrections were accepted").isTrue();
    assertThat(store.count("select count(*) from indicator_side_mark")).isZero();
  }

  private static void tell(BlocksRoom room, MeasureEvents.Told told, Random random) {
    if (random.nextInt(8) == 0) {
      room.applyAndRollBack(List.of(told));
    }
    room.apply(List.of(told));
  }

  private static MeasureEvents.Told told(
      String facility, String type, long message, Random random) {
    EventKey key = new EventKey(facility, type, "K" + random.nextInt(4));
    boolean isVoid = random.nextInt(9) == 0;
    return BlocksRoom.told(
        message,
        key,
        isVoid ? Action.VOID : Action.RECORD,
        isVoid ? null : (Long) (FROM + random.nextInt(72) * HOUR),
        isVoid
            ? Map.of()
            : Map.of(
                "visitRef", "V" + random.nextInt(3), "recognitionItemCode", "I" + message % 2));
  }

  /** From days before all orders to weeks after them. */
  private static MeasureEvents.Told decided(String facility, long message, Random random) {
    Map<String, Object> about =
        random.nextBoolean()
            ? Map.of("replacedOrderRef", "K" + random.nextInt(4))
            : Map.of("encounterRef", "V" + random.nextInt(3), "itemCode", "I" + message % 2);
    return BlocksRoom.told(
        message,
        new EventKey(facility, "recognition.decided", "D" + random.nextInt(3)),
        random.nextInt(5) == 0 ? Action.VOID : Action.RECORD,
        FROM + (random.nextInt(42 * 24) - 48) * HOUR,
        about);
  }

  @EachEngine
  void whatIsAcceptedWhileReportsMoveIsNotLost(TestStore store) throws Exception {
    PlayedRooms rooms = new PlayedRooms(new Random(1));
    Commands commands = new Commands(store.commits());
    BlockFigures figures = new BlockFigures(store, List.of(rooms));
    figures.room().start();
    // on PostgreSQL another node has things accepted and builds too
    TestStore other = store.postgres() ? store.another() : null;
    PlayedRooms otherRooms = other == null ? rooms : new PlayedRooms(new Random(2));
    Commands otherCommands = other == null ? commands : new Commands(other.commits());
    BlocksRoom node = figures.room();
    if (other != null) {
      node = new BlockFigures(other, List.of(otherRooms)).room();
      node.start();
    }
    BlocksRoom builder = node;
    AtomicBoolean telling = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Future<?> teller = threads.submit(() -> move(figures.room()));
      List<Future<?>> others = new ArrayList<>();
      others.add(
          threads.submit(
              () -> {
                while (telling.get()) {
                  otherRooms.accept(otherCommands, builder.sides());
                }
              }));
      for (BlocksRoom each : List.of(figures.room(), builder)) {
        others.add(
            threads.submit(
                () -> {
                  while (telling.get()) {
                    int unused = each.refresh();
                  }
                }));
      }
      teller.get();
      telling.set(false);
      for (Future<?> one : others) {
        one.get();
      }
      assertThat(figures.room().refresh()).isZero();
      assertThat(figures.room().stored()).isEqualTo(figures.room().fromScratch()).isNotEmpty();
      assertThat(
              store.count(
                  "select count(*) from delivery where state = 'DELIVERED' and destination = 'hr'"))
          .isPositive();
    } finally {
      telling.set(false);
      threads.shutdown();
      if (other != null) {
        other.close();
      }
    }
  }

  /** Each report is corrected to another day while its first version is on its way. */
  private static void move(BlocksRoom room) {
    Random random = new Random(3);
    long message = FROM;
    for (int i = 0; i < 300; i++) {
      EventKey key = new EventKey("A", "result.issued", "R" + i);
      for (int version = 0; version < 2; version++) {
        room.apply(
            List.of(
                BlocksRoom.told(
                    message++,
                    key,
                    Action.RECORD,
                    FROM + random.nextInt(3) * 24L * HOUR,
                    Map.of("conclusion", "c" + version))));
      }
    }
  }
}
