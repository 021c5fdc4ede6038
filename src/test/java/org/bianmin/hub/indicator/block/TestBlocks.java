package org.bianmin.hub.indicator.block;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bianmin.hub.mapping.EventDefinition;

/** Facts given as maps, read as blocks that the same code writes and reads as in the store. */
public final class TestBlocks implements BlockSource {

  private record Row(
      long id, long at, String key, String person, String mapping, Map<String, Object> told) {}

  private record Place(String facility, String type, long day) {}

  private final Map<String, EventDefinition> events;
  private final Map<Place, List<Row>> facts =
      new TreeMap<>(
          Comparator.comparing(Place::facility)
              .thenComparing(Place::type)
              .thenComparingLong(Place::day));
  private final Map<String, List<String>> voids = new TreeMap<>();
  private long generation;

  /**
   * No facts yet.
   *
   * @param events definitions by type, as a mapping set has them
   */
  public TestBlocks(Map<String, EventDefinition> events) {
    this.events = events;
  }

  /** Nothing is built here, so all that is read is of one moment. */
  @Override
  public <T> T asOne(Supplier<T> reading) {
    return reading.get();
  }

  /**
   * An active fact.
   *
   * @param person or null
   * @param attributes as others are told them: times as text with offset, groups as lists of maps
   */
  public TestBlocks add(
      String facility,
      String type,
      long id,
      String key,
      long occurredAt,
      String person,
      Map<String, Object> attributes) {
    generation++;
    facts
        .computeIfAbsent(
            new Place(facility, type, PartitionDay.of(occurredAt)), p -> new ArrayList<>())
        .add(new Row(id, occurredAt, key, person, "mapping-1", attributes));
    return this;
  }

  /** A void fact. */
  public TestBlocks addVoid(String facility, String type, String key) {
    generation++;
    voids.computeIfAbsent(facility + '|' + type, p -> new ArrayList<>()).add(key);
    return this;
  }

  @Override
  public void read(String facility, String type, long from, long to, Consumer<FactBlock> each) {
    for (Map.Entry<Place, List<Row>> day : within(facility, type, from, to).entrySet()) {
      List<Row> rows = new ArrayList<>(day.getValue());
      rows.sort(Comparator.comparingLong(Row::at).thenComparingLong(Row::id));
      BlockWriter block = new BlockWriter(BlockLayout.of(events.get(type)));
      rows.forEach(r -> block.add(r.id, r.at, r.key, r.person, r.mapping, r.told));
      each.accept(new StoredBlock(facility, type, generation, block.bytes(), grown -> {}));
    }
  }

  private Map<Place, List<Row>> within(String facility, String type, long from, long to) {
    Map<Place, List<Row>> days = new TreeMap<>(Comparator.comparingLong(Place::day));
    facts.forEach(
        (place, rows) -> {
          if (place.facility.equals(facility)
              && place.type.equals(type)
              && to > from
              && place.day >= PartitionDay.of(from)
              && place.day <= PartitionDay.of(to - 1)) {
            days.put(place, rows);
          }
        });
    return days;
  }

  @Override
  public VoidKeys voids(String facility, String type) {
    BlockWriter block = new BlockWriter(BlockLayout.OF_VOIDS);
    long id = 0;
    for (String key : voids.getOrDefault(facility + '|' + type, List.of())) {
      block.addKey(++id, key);
    }
    return VoidKeys.of(
        List.of(new StoredBlock(facility, type, generation, block.bytes(), grown -> {})));
  }

  @Override
  public List<String> facilities() {
    TreeSet<String> facilities = new TreeSet<>();
    facts.keySet().forEach(place -> facilities.add(place.facility));
    return List.copyOf(facilities);
  }

  @Override
  public Presence presence(String facility, String type, long from, long to) {
    SortedMap<LocalDate, Integer> days = new TreeMap<>();
    within(facility, type, from, to)
        .forEach((place, rows) -> days.put(LocalDate.ofEpochDay(place.day), rows.size()));
    return new Presence(days);
  }

  @Override
  public long generation(String facility, Collection<String> types, long from, long to) {
    return generation;
  }
}
