package org.bianmin.hub.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.EventStatus;

/**
 * Computes a fact from all that was ever said about it. A function of the set of versions alone:
 * commutative, idempotent, and the same from scratch.
 *
 * <ul>
 *   <li>of several readings of one message the latest counts;
 *   <li>the weightiest RECORD or VOID decides the status; amendments alone leave it PENDING;
 *   <li>each attribute comes from the weightiest version that tells it; an explicit null empties
 *       it;
 *   <li>a group (a map of items by their key) is merged item by item, a null item is deleted; a
 *       group that has lost all its items voids the fact.
 * </ul>
 */
final class Merge {

  /** Position of an item inside its group; not shown outside. */
  static final String POSITION = "#";

  /** A fact as its versions make it. */
  record Merged(
      EventStatus status,
      Long occurredAt,
      long recordedAt,
      String patient,
      Map<String, Object> attributes,
      String mapping) {}

  private Merge() {}

  static Merged merge(List<Version> history) {
    List<Version> versions = latestReadings(history);
    EventStatus status = EventStatus.PENDING;
    Long occurredAt = null;
    String patient = null;
    long recordedAt = 0;
    String mapping = versions.isEmpty() ? history.get(0).mapping() : versions.get(0).mapping();
    Map<String, Object> told = new LinkedHashMap<>();
    for (Version version : versions) {
      recordedAt = Math.max(recordedAt, version.recordedAt());
      if (status == EventStatus.PENDING && version.action() != Action.AMEND) {
        status = version.action() == Action.VOID ? EventStatus.VOID : EventStatus.ACTIVE;
      }
      if (version.action() == Action.VOID) {
        // a cancel says that the fact is gone, not what it was
        continue;
      }
      occurredAt = occurredAt == null ? version.occurredAt() : occurredAt;
      patient = patient == null ? version.patient() : patient;
      version
          .attributes()
          .forEach(
              (name, value) ->
                  told.merge(name, value == null ? Emptied.VALUE : value, Merge::older));
    }
    if (versions.isEmpty()) {
      // all that was said has been withdrawn
      status = EventStatus.VOID;
    }
    Map<String, Object> attributes = new TreeMap<>();
    for (Map.Entry<String, Object> entry : told.entrySet()) {
      if (entry.getValue() instanceof Map<?, ?> group && isGroup(group)) {
        List<Map<String, Object>> items = items(group);
        if (items.isEmpty() && !group.isEmpty()) {
          status = EventStatus.VOID;
        }
        attributes.put(entry.getKey(), items);
      } else if (entry.getValue() != Emptied.VALUE) {
        attributes.put(entry.getKey(), entry.getValue());
      }
    }
    return new Merged(status, occurredAt, recordedAt, patient, attributes, mapping);
  }

  /** By weight; of several readings of one message the latest, and not what it withdrew. */
  private static List<Version> latestReadings(List<Version> history) {
    Map<Long, Integer> latest = new HashMap<>();
    for (Version version : history) {
      latest.merge(version.messageId(), version.reading(), Math::max);
    }
    List<Version> kept = new ArrayList<>(history.size());
    for (Version version : history) {
      if (version.reading() == latest.get(version.messageId())
          && version.action() != Action.WITHDRAW) {
        kept.add(version);
      }
    }
    kept.sort(Version.WEIGHT);
    return kept;
  }

  /** The weightier value stands; groups take from the older what the weightier does not name. */
  private static Object older(Object weightier, Object lighter) {
    if (weightier instanceof Map<?, ?> group
        && lighter instanceof Map<?, ?> rest
        && isGroup(group)
        && isGroup(rest)) {
      Map<Object, Object> both = new HashMap<>(rest);
      both.putAll(group);
      return both;
    }
    return weightier;
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
    List<Map<String, Object>> items = new ArrayList<>(group.size());
    for (Object value : group.values()) {
      if (value instanceof Map<?, ?> item) {
        Map<String, Object> copy = new TreeMap<>();
        item.forEach((name, v) -> copy.put((String) name, v));
        items.add(copy);
      }
    }
    items.sort(
        Comparator.<Map<String, Object>>comparingLong(
                i -> i.get(POSITION) instanceof Number n ? n.longValue() : Long.MAX_VALUE)
            .thenComparing(Object::toString));
    items.forEach(i -> i.remove(POSITION));
    return items;
  }

  private enum Emptied {
    VALUE
  }
}
