package org.bianmin.hub.indicator.block;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bianmin.hub.store.Snapshot;

/** The facts by day as they are stored. */
public final class DayBlocks implements BlockSource {

  private record Voids(long generation, VoidKeys keys) {}

  private record Place(String facility, String type) {}

  /** Each holds a connection of the store's readers, of which other pages need some. */
  private static final int AT_ONCE = 2;

  private final boolean enabled;
  private final BlockRows rows;
  private final Dirt dirt;
  private final EarlierDays earlier;
  private final BlockBuilding building;
  private final BlockTypes types;
  private final OtherLayouts layouts;
  private final Snapshot snapshot;
  private final BlockCache cache;
  private final Map<Place, Voids> voids = new ConcurrentHashMap<>();
  private final Semaphore reading = new Semaphore(AT_ONCE, true);

  DayBlocks(
      boolean enabled,
      BlockRows rows,
      Dirt dirt,
      EarlierDays earlier,
      BlockBuilding building,
      BlockTypes types,
      OtherLayouts layouts,
      Snapshot snapshot,
      BlockCache cache) {
    this.enabled = enabled;
    this.rows = rows;
    this.dirt = dirt;
    this.earlier = earlier;
    this.building = building;
    this.types = types;
    this.layouts = layouts;
    this.snapshot = snapshot;
    this.cache = cache;
  }

  /** Whether facts are kept by day; if not, what is there is as old as that. */
  public boolean enabled() {
    return enabled;
  }

  @Override
  public void read(String facility, String type, long from, long to, Consumer<FactBlock> each) {
    List<BlockRows.Head> heads = heads(facility, type, from, to);
    for (int first = 0; first < heads.size(); first += BlockRows.AT_ONCE) {
      List<BlockRows.Head> some =
          heads.subList(first, Math.min(heads.size(), first + BlockRows.AT_ONCE));
      blocks(facility, type, some).forEach(each);
    }
  }

  @Override
  public <T> T asOne(Supplier<T> of) {
    reading.acquireUninterruptibly();
    try {
      return snapshot.read(of);
    } finally {
      reading.release();
    }
  }

  /**
   * Which days have facts, oldest first, and what they were built from.
   *
   * @param generation larger than that of every earlier block of the same facility, type and day
   */
  public record Day(LocalDate day, int facts, long generation) {}

  /** Days from the first to the last that have facts; reads no block. */
  public List<Day> days(String facility, String type, LocalDate first, LocalDate last) {
    return rows.heads(facility, type, first.toEpochDay(), last.toEpochDay()).stream()
        .map(head -> new Day(LocalDate.ofEpochDay(head.part()), head.facts(), head.generation()))
        .toList();
  }

  /** Gives the blocks of these days, which come from {@link #days}. */
  public void read(String facility, String type, List<Day> days, BiConsumer<Day, FactBlock> each) {
    for (Day day : days) {
      var head = new BlockRows.Head(day.day().toEpochDay(), day.generation(), day.facts());
      blocks(facility, type, List.of(head)).forEach(block -> each.accept(day, block));
    }
  }

  private List<BlockRows.Head> heads(String facility, String type, long from, long to) {
    return from >= to
        ? List.of()
        : rows.heads(facility, type, PartitionDay.of(from), PartitionDay.of(to - 1));
  }

  private List<FactBlock> blocks(String facility, String type, List<BlockRows.Head> heads) {
    Map<Long, FactBlock> blocks = new TreeMap<>();
    List<Long> missing = new ArrayList<>();
    for (BlockRows.Head head : heads) {
      FactBlock known = cache.find(facility, type, head);
      if (known == null) {
        missing.add(head.part());
      } else {
        blocks.put(head.part(), known);
      }
    }
    if (!missing.isEmpty()) {
      rows.bytes(facility, type, missing)
          .forEach(
              (part, stored) -> {
                // may have become empty since
                if (stored.bytes().length > 0) {
                  blocks.put(part, cache.keep(facility, type, part, stored));
                }
              });
    }
    return List.copyOf(blocks.values());
  }

  @Override
  public VoidKeys voids(String facility, String type) {
    long generation =
        rows.generation(facility, List.of(type), Long.MIN_VALUE, PartitionDay.VOIDS - 1);
    Place place = new Place(facility, type);
    Voids known = voids.get(place);
    if (known == null || known.generation != generation) {
      known = new Voids(generation, readVoids(facility, type));
      voids.put(place, known);
    }
    return known.keys;
  }

  private VoidKeys readVoids(String facility, String type) {
    List<Long> parts =
        rows.heads(facility, type, Long.MIN_VALUE, PartitionDay.VOIDS - 1).stream()
            .map(BlockRows.Head::part)
            .toList();
    List<FactBlock> blocks = new ArrayList<>();
    for (int first = 0; first < parts.size(); first += BlockRows.AT_ONCE) {
      rows
          .bytes(
              facility,
              type,
              parts.subList(first, Math.min(parts.size(), first + BlockRows.AT_ONCE)))
          .values()
          .stream()
          .filter(stored -> stored.bytes().length > 0)
          .map(s -> new StoredBlock(facility, type, s.generation(), s.bytes(), grown -> {}))
          .forEach(blocks::add);
    }
    return VoidKeys.of(blocks);
  }

  @Override
  public List<String> facilities() {
    return rows.facilities();
  }

  @Override
  public Presence presence(String facility, String type, long from, long to) {
    SortedMap<LocalDate, Integer> days = new TreeMap<>();
    heads(facility, type, from, to)
        .forEach(head -> days.put(LocalDate.ofEpochDay(head.part()), head.facts()));
    return new Presence(days);
  }

  @Override
  public long generation(String facility, Collection<String> of, long from, long to) {
    if (of.isEmpty()) {
      return 0;
    }
    long days =
        from >= to
            ? 0
            : rows.generation(
                facility, List.copyOf(of), PartitionDay.of(from), PartitionDay.of(to - 1));
    List<String> mattering = List.copyOf(types.whoseVoidsMay(of));
    return days + rows.generation(facility, mattering, Long.MIN_VALUE, PartitionDay.VOIDS - 1);
  }

  /** The same for several types over one span. */
  public int refresh(
      Collection<String> facilities, Collection<String> of, long from, long to, Duration limit) {
    return refresh(
        facilities, of.stream().map(type -> new TypeSpan(type, from, to)).toList(), limit);
  }

  /**
   * Builds what is dirty of a question's scope, newest first, so that it sees every fact that was
   * committed before.
   *
   * @param facilities of the scope; empty for all
   * @param of what is read; void facts of these types, and those that keep them from counting, are
   *     built too
   * @param limit no further block is begun after so long
   * @return how many blocks of the scope still wait; the worker goes on with them
   * @throws IllegalStateException while {@link #enabled} is false
   */
  public int refresh(Collection<String> facilities, Collection<TypeSpan> of, Duration limit) {
    if (!enabled) {
      throw new IllegalStateException(
          "Facts are not kept for indicators: set hub.indicators.enabled=true and start again");
    }
    long end = System.nanoTime() + limit.toNanos();
    earlier.seed();
    dirt.fold();
    List<DirtyPart> waiting = waiting(facilities, of);
    int built = 0;
    Part last = null;
    boolean done = true;
    for (DirtyPart dirty : waiting) {
      if (!dirty.of().equals(last)) {
        if (System.nanoTime() - end > 0) {
          break;
        }
        done = building.build(dirty.of());
        last = dirty.of();
      }
      built += done ? 1 : 0;
    }
    return waiting.size() - built;
  }

  /** What is dirty of a scope, and what is laid out in another way than its event file says now. */
  private List<DirtyPart> waiting(Collection<String> facilities, Collection<TypeSpan> of) {
    List<DirtyPart> dirty = new ArrayList<>();
    for (String type : types.whoseVoidsMay(of.stream().map(TypeSpan::type).toList())) {
      dirty.addAll(dirt.voids(type));
    }
    List<DirtyPart> days = new ArrayList<>();
    for (TypeSpan span : of) {
      if (span.from() < span.to()) {
        long first = PartitionDay.of(span.from());
        long last = PartitionDay.of(span.to() - 1);
        layouts.mark(span.type(), first, last);
        days.addAll(dirt.within(span.type(), first, last));
      }
    }
    days.sort(
        (one, other) -> {
          int newest = Long.compare(other.of().part(), one.of().part());
          return newest == 0 ? DirtyPart.ORDER.compare(one, other) : newest;
        });
    dirty.addAll(days);
    dirty.removeIf(
        d ->
            !facilities.isEmpty() && !d.facility().isEmpty() && !facilities.contains(d.facility()));
    return dirty;
  }

  /** How many blocks of days wait to be built, of all facilities and types. */
  public long daysWaiting() {
    return dirt.days();
  }
}
