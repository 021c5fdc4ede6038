package org.bianmin.hub.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.EventStatus;

/**
 * Computes a fact from all that was ever said about it. A function of the set of versions alone:
 * commutative, idempotent, and the same from scratch.
 *
 * <ul>
 *   <li>of several readings of one message the latest counts;
 *   <li>the weightiest RECORD or VOID decides the status; where all of them are withdrawn the fact
 *       is void; amendments alone leave it PENDING;
 *   <li>each attribute comes from the weightiest version that tells it; an explicit null empties
 *       it;
 *   <li>a group (a map of items by their key) is merged item by item down to the version that
 *       emptied it or told all of its items, a null item is deleted; a group that has lost all its
 *       items voids the fact.
 * </ul>
 */
final class Merge {

  /** Position of an item inside its group; not shown outside. */
  static final String POSITION = "#";

  /** Which amount of the fact an item lessens by which amount of its own: {@code total-part}. */
  static final String LESS = "#less";

  /** Stands among items that are all there are; items of older versions are gone. */
  static final String WHOLE = "#whole";

  private static final char HIDDEN = '#';

  private static final Comparator<Map<?, ?>> BY_POSITION =
      Comparator.<Map<?, ?>>comparingLong(
              item -> item.get(POSITION) instanceof Number n ? n.longValue() : Long.MAX_VALUE)
          .thenComparing(item -> new TreeMap<Object, Object>(item).toString());

  /**
   * A fact as its versions make it.
   *
   * @param attributes as others are told them, groups as lists
   * @param stored the same with groups by the keys of their items
   */
  record Merged(
      EventStatus status,
      Long occurredAt,
      long recordedAt,
      String patient,
      Map<String, Object> attributes,
      Map<String, Object> stored,
      String mapping) {

    /** The same, void: others know it, and nothing records it any more. */
    Merged gone() {
      return new Merged(
          EventStatus.VOID, occurredAt, recordedAt, patient, attributes, stored, mapping);
    }

    /** The same, cancelled. */
    Merged cancelled(Version by) {
      return new Merged(
          EventStatus.VOID, occurredAt, by.recordedAt(), patient, attributes, stored, mapping);
    }

    /** The same with other attributes. */
    Merged with(Map<String, Object> other) {
      return new Merged(status, occurredAt, recordedAt, patient, shown(other), other, mapping);
    }
  }

  private Merge() {}

  /** A fact whose versions have all gone to another key: nothing is left of it. */
  static Merged moved(Fact fact) {
    return new Merged(
        EventStatus.VOID,
        fact.occurredAt,
        fact.recordedAt,
        fact.patient,
        Map.of(),
        Map.of(),
        fact.mapping);
  }

  static Merged merge(List<Version> history) {
    List<Version> versions = latestReadings(history);
    EventStatus status = decided(versions, history);
    Long occurredAt = null;
    String patient = null;
    Version newest =
        versions.isEmpty() ? Collections.min(history, Version.WEIGHT) : versions.get(0);
    Version deciding = deciding(versions, newest);
    Map<String, Object> told = new HashMap<>();
    Set<String> whole = new HashSet<>();
    for (Version version : versions) {
      if (version.action().cancels()) {
        // a cancel says that the fact is gone, not what it was
        continue;
      }
      occurredAt = occurredAt == null ? version.occurredAt() : occurredAt;
      patient = patient == null ? version.patient() : patient;
      version.attributes().forEach((name, value) -> addOlder(told, whole, name, value));
    }
    told.values().removeIf(Objects::isNull);
    if (deciding.action().cancels()) {
      // why it is gone
      deciding.attributes().forEach(told::putIfAbsent);
    }
    boolean deleted = told.values().stream().anyMatch(Merge::isDeleted);
    if (status == EventStatus.ACTIVE && (deleted || Reversals.nothingLeft(told))) {
      status = EventStatus.VOID;
    }
    return new Merged(
        status,
        occurredAt,
        deciding.recordedAt(),
        patient == null ? named(history) : patient,
        shown(told),
        told,
        newest.mapping());
  }

  /**
   * Whom cancels and what was withdrawn name: by its patient a fact is found when a visit moves.
   */
  private static String named(List<Version> history) {
    return history.stream()
        .filter(version -> version.patient() != null)
        .min(Version.WEIGHT)
        .map(Version::patient)
        .orElse(null);
  }

  /** As others are told them: a group is a list of its items in the order of the message. */
  static Map<String, Object> shown(Map<String, Object> stored) {
    Map<String, Object> shown = new TreeMap<>();
    stored.forEach(
        (name, value) ->
            shown.put(name, value instanceof Map<?, ?> map && isGroup(map) ? items(map) : value));
    Reversals.of(stored).forEach(shown::replace);
    return shown;
  }

  /** A group that has lost all its items. */
  private static boolean isDeleted(Object value) {
    return value instanceof Map<?, ?> group
        && !group.isEmpty()
        && group.values().stream().allMatch(Objects::isNull);
  }

  /**
   * The weightiest RECORD or VOID; an amendment that changes nothing does not make a new version.
   */
  private static Version deciding(List<Version> versions, Version otherwise) {
    for (Version version : versions) {
      if (decides(version)) {
        return version;
      }
    }
    return otherwise;
  }

  private static boolean decides(Version version) {
    return version.action() == Action.RECORD || version.action() == Action.VOID;
  }

  /** What was once recorded or cancelled and is withdrawn now is void: it may have been told on. */
  private static EventStatus decided(List<Version> versions, List<Version> history) {
    for (Version version : versions) {
      if (decides(version)) {
        return version.action() == Action.VOID ? EventStatus.VOID : EventStatus.ACTIVE;
      }
    }
    for (Version version : history) {
      if (decides(version)) {
        return EventStatus.VOID;
      }
    }
    return EventStatus.PENDING;
  }

  /** Weightiest first, without what was withdrawn or read again. */
  static List<Version> latestReadings(List<Version> history) {
    if (history.size() == 1) {
      return history.get(0).action() == Action.WITHDRAW ? List.of() : history;
    }
    // by message: a later reading may place it at another time, or give its source another rank
    Map<Long, Integer> latest = new HashMap<>();
    for (Version version : history) {
      latest.merge(version.messageId(), version.reading(), Math::max);
    }
    List<Version> sorted = new ArrayList<>(history);
    sorted.sort(Version.WEIGHT);
    List<Version> kept = new ArrayList<>(sorted.size());
    for (Version version : sorted) {
      if (version.reading() == latest.get(version.messageId()) && !isCopy(kept, version)) {
        kept.add(version);
      }
    }
    kept.removeIf(version -> version.action() == Action.WITHDRAW);
    return kept;
  }

  private static boolean isCopy(List<Version> kept, Version version) {
    for (Version other : kept) {
      if (other.sameWords(version) && other.messageId() != version.messageId()) {
        return true;
      }
    }
    return false;
  }

  /** The weightier value stands; groups take from the older what the weightier does not name. */
  private static void addOlder(
      Map<String, Object> told, Set<String> whole, String name, Object older) {
    if (!told.containsKey(name)) {
      told.put(name, older);
      return;
    }
    if (!(told.get(name) instanceof Map<?, ?> group)
        || !isGroup(group)
        || group.containsKey(WHOLE)
        || whole.contains(name)) {
      return;
    }
    if (older instanceof Map<?, ?> rest && isGroup(rest)) {
      Map<Object, Object> both = new HashMap<>(rest);
      both.putAll(group);
      told.put(name, both);
    } else {
      // emptied here: the items of still older versions are gone
      whole.add(name);
    }
  }

  /** A group maps item keys to items or to null; any other map is a plain value. */
  private static boolean isGroup(Map<?, ?> map) {
    for (Object value : map.values()) {
      if (value != null && !(value instanceof Map<?, ?>)) {
        return false;
      }
    }
    return true;
  }

  private static List<Map<String, Object>> items(Map<?, ?> group) {
    List<Map<?, ?>> items = new ArrayList<>(group.size());
    for (Object value : group.values()) {
      if (value instanceof Map<?, ?> item) {
        items.add(item);
      }
    }
    items.sort(BY_POSITION);
    List<Map<String, Object>> shown = new ArrayList<>(items.size());
    for (Map<?, ?> item : items) {
      shown.add(Members.without(HIDDEN, item));
    }
    return shown;
  }
}
