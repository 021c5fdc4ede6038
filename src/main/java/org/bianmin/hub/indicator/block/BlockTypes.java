package org.bianmin.hub.indicator.block;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.bianmin.hub.mapping.CountsWhile;
import org.bianmin.hub.mapping.EventDefinition;

/** What the event files in force say of blocks. */
final class BlockTypes {

  private record Laid(Map<String, EventDefinition> events, Map<String, BlockLayout> layouts) {}

  private final Supplier<Map<String, EventDefinition>> events;
  private final Sides sides;
  private volatile Laid laid = new Laid(Map.of(), new ConcurrentHashMap<>());

  /**
   * The types.
   *
   * @param events in force, the same object for as long as they are
   * @param sides what other rooms know of facts
   */
  BlockTypes(Supplier<Map<String, EventDefinition>> events, Sides sides) {
    this.events = events;
    this.sides = sides;
  }

  Sides sides() {
    return sides;
  }

  /** The event files in force, the same object for as long as they are. */
  Map<String, EventDefinition> events() {
    return events.get();
  }

  BlockLayout layout(Part part) {
    return part.isVoid() ? BlockLayout.OF_VOIDS : layout(part.type());
  }

  BlockLayout layout(String type) {
    Map<String, EventDefinition> now = events.get();
    Laid known = laid;
    if (known.events != now) {
      known = new Laid(now, new ConcurrentHashMap<>());
      laid = known;
    }
    return known.layouts.computeIfAbsent(type, t -> BlockLayout.of(now.get(t), sides.version(t)));
  }

  /** Types whose void facts keep others from counting. */
  Set<String> whoseVoidsMatter() {
    return whoseVoidsMatter(events.get().keySet());
  }

  /** These types, and those whose void facts keep facts of these types from counting. */
  Set<String> whoseVoidsMay(Collection<String> matterTo) {
    Set<String> types = new TreeSet<>(matterTo);
    types.addAll(whoseVoidsMatter(matterTo));
    return types;
  }

  private Set<String> whoseVoidsMatter(Collection<String> to) {
    Set<String> types = new TreeSet<>();
    Map<String, EventDefinition> now = events.get();
    for (String type : to) {
      EventDefinition event = now.get(type);
      if (event != null) {
        event.countsWhile().stream().map(CountsWhile::event).forEach(types::add);
      }
    }
    return types;
  }
}
