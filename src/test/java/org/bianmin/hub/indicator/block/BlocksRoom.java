package org.bianmin.hub.indicator.block;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.facts.FactsRoom;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.facts.Prepared;
import org.bianmin.hub.facts.SideColumns;
import org.bianmin.hub.facts.SideListener;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Snapshot;
import org.bianmin.hub.store.TestStore;

/** The day blocks of a store, fed by facts; they are built when they are told to. */
public final class BlocksRoom {

  static final long DAY = PartitionDay.LENGTH;
  static final Duration LONG = Duration.ofMinutes(5);

  final TestStore store;
  final Commands commands;
  final MeasureEvents events;
  final Dirt dirt;
  final BlockRows rows;
  final EarlierDays earlier;
  final BlockBuilding building;
  final BlockCache cache;
  private final OtherLayouts layouts;
  final BuildingDays worker;
  final BlockTypes types;
  // what the worker's clock says
  private final AtomicLong nanos = new AtomicLong();
  volatile Map<String, EventDefinition> definitions;
  private final Commands own;
  private final Snapshot snapshot;
  private DayBlocks blocks;
  private final Marking marking;
  private final SideMarking sideMarking;
  private final boolean marks;

  /** On a store whose writer does not run yet, with marks. */
  public BlocksRoom(TestStore store, Map<String, EventDefinition> definitions) {
    this(store, definitions, true, 1 << 20);
  }

  /**
   * The same.
   *
   * @param capacity bytes of memory for blocks that were read
   */
  public BlocksRoom(TestStore store, Map<String, EventDefinition> definitions, long capacity) {
    this(store, definitions, true, capacity);
  }

  BlocksRoom(
      TestStore store, Map<String, EventDefinition> definitions, boolean marking, long capacity) {
    this(store, definitions, List.of(), List.of(), marking, capacity);
    start();
  }

  /**
   * The same, with what other rooms know of facts; to be started.
   *
   * @param before hear of changed facts before these are marked
   */
  public BlocksRoom(
      TestStore store,
      Map<String, EventDefinition> definitions,
      List<SideColumns> sides,
      List<ChangeListener> before) {
    this(store, definitions, sides, before, true, 64L << 20);
  }

  private BlocksRoom(
      TestStore store,
      Map<String, EventDefinition> definitions,
      List<SideColumns> sides,
      List<ChangeListener> before,
      boolean marking,
      long capacity) {
    this.store = store;
    this.definitions = definitions;
    commands = new Commands(store.commits());
    types = new BlockTypes(() -> this.definitions, new Sides(sides));
    own = new Commands(store.commits());
    dirt = new Dirt(store.queries(), own);
    rows = new BlockRows(store.queries());
    earlier = new EarlierDays(store.queries(), own);
    building = new BlockBuilding(store.readers(), store.snapshot(), own, dirt, rows, types);
    layouts = new OtherLayouts(rows, types, own);
    cache = new BlockCache(capacity);
    snapshot = store.snapshot();
    blocks = new DayBlocks(true, rows, dirt, earlier, building, types, layouts, snapshot, cache);
    worker = new BuildingDays(earlier, layouts, dirt, building, types, nanos::get);
    this.marking = new Marking(worker::soon);
    sideMarking = new SideMarking(worker::soon);
    List<ChangeListener> listeners = new ArrayList<>(before);
    if (marking) {
      listeners.add(this.marking);
    }
    this.marks = marking;
    events = FactsRoom.of(store, listeners);
  }

  /** Starts the writer of its store. */
  public void start() {
    store.commits().start();
    started();
  }

  /** The writer of its store runs. */
  public void started() {
    if (marks) {
      // as the worker does before the first fact can come
      earlier.seed();
    }
  }

  /** Hears of what other rooms know anew. */
  public SideListener sides() {
    return sideMarking;
  }

  /** One of the things that the worker and readers do; says what it has left undone to nobody. */
  public void somethingOf(Random random) {
    if (random.nextBoolean()) {
      dirt.fold();
    } else {
      later(Duration.ofMinutes(random.nextInt(2)));
      boolean unused = worker.work();
    }
  }

  /** Time goes by for the worker. */
  void later(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  public DayBlocks blocks() {
    return blocks;
  }

  /** Memory holds no block any more. */
  public void forget() {
    BlockCache empty = new BlockCache(64L << 20);
    blocks = new DayBlocks(true, rows, dirt, earlier, building, types, layouts, snapshot, empty);
  }

  /** One fact, told by a message of its own whose id is also its recorded time. */
  public static MeasureEvents.Told told(
      long message, EventKey key, Action action, Long at, Map<String, Object> attributes) {
    SourceRef source = new SourceRef("his", 10, message, "T", message, 0, "m1");
    return new MeasureEvents.Told(
        source,
        false,
        List.of(
            new Assertion(
                key, action, source, at, new PatientId(key.facility(), "P1"), attributes)),
        List.of());
  }

  /** All in one transaction. */
  public void apply(List<MeasureEvents.Told> told) {
    List<Prepared> prepared = told.stream().map(events::prepare).toList();
    commands.execute(session -> events.apply(session, prepared, 1_760_000_000_000L)).run();
  }

  void apply(MeasureEvents.Told... told) {
    apply(Arrays.asList(told));
  }

  /** The same in a transaction that does not commit. */
  public void applyAndRollBack(List<MeasureEvents.Told> told) {
    List<Prepared> prepared = told.stream().map(events::prepare).toList();
    try {
      commands.execute(
          session -> {
            events.apply(session, prepared, 1_760_000_000_000L);
            throw new IllegalStateException("rolled back");
          });
    } catch (IllegalStateException e) {
      if (!"rolled back".equals(e.getMessage())) {
        throw e;
      }
    }
  }

  /** Stores facts as they stand, without a history and unmarked. */
  public void insert(List<MeasureEvent> facts, long firstId) {
    InsertedFacts.insert(commands, facts, firstId);
  }

  /** Marks facts as their transaction does; answers how many nanoseconds that took in it. */
  public long mark(List<MeasureEvent> facts, long firstId) {
    List<FactChange> changes = new ArrayList<>();
    for (MeasureEvent fact : facts) {
      changes.add(new FactChange(firstId + changes.size(), fact, true, FactChange.Before.NOTHING));
    }
    return commands.execute(
        session -> {
          long from = System.nanoTime();
          Runnable unused = marking.changed(session, changes);
          return System.nanoTime() - from;
        });
  }

  /** Builds all that is dirty; answers how many blocks are still. */
  public int refresh() {
    return blocks.refresh(List.of(), definitions.keySet(), -400_000 * DAY, 400_000 * DAY, LONG);
  }

  /** What is stored of each block that has facts. */
  public Map<String, String> stored() {
    Map<String, String> all = new TreeMap<>();
    store
        .queries()
        .sql("select facility, type, part, facts, bytes from indicator_block where facts > 0")
        .query(
            row -> {
              all.put(
                  row.getString(1) + ' ' + row.getString(2) + ' ' + row.getLong(3),
                  row.getLong(4) + " " + Arrays.toString(row.getBytes(5)));
            });
    return all;
  }

  /** What would be stored if all blocks were built now from the facts, and from nothing else. */
  public Map<String, String> fromScratch() {
    TreeSet<String> parts = new TreeSet<>();
    store
        .queries()
        .sql("select type, status, occurred_at, id from measure_event")
        .query(
            row -> {
              String status = row.getString(2);
              long at = row.getLong(3);
              if (status.equals("ACTIVE") && !row.wasNull()) {
                parts.add(row.getString(1) + ' ' + PartitionDay.of(at));
              } else if (status.equals("VOID")) {
                parts.add(row.getString(1) + ' ' + PartitionDay.ofVoid(row.getLong(4)));
              }
            });
    Map<String, String> all = new TreeMap<>();
    for (String text : parts) {
      int space = text.indexOf(' ');
      Part part = new Part(text.substring(0, space), Long.parseLong(text.substring(space + 1)));
      building
          .read(part, types.layout(part), Set.of(""))
          .forEach(
              (facility, built) -> {
                if (built.facts() > 0) {
                  all.put(
                      facility + ' ' + part.type() + ' ' + part.part(),
                      built.facts() + " " + Arrays.toString(built.bytes()));
                }
              });
    }
    return all;
  }
}
