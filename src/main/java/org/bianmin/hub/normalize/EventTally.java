package org.bianmin.hub.normalize;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.normalize.AttributeComparison.Found;

/** Counts how the events of one type are told by the two sets. */
final class EventTally {

  private static final String ACTION = "action";

  private final String type;
  private final Predicate<String> codes;
  private final FactSet facts;
  private final Map<String, ChangeTally> parts = new TreeMap<>();
  private final Map<String, ChangeTally> attributes = new TreeMap<>();
  private final Samples samples = new Samples();
  private long same;
  private long changed;
  private long added;
  private long missing;

  /**
   * Starts at nought.
   *
   * @param codes which attributes hold codes
   */
  EventTally(String type, Predicate<String> codes, FactSet facts) {
    this.type = type;
    this.codes = codes;
    this.facts = facts;
  }

  /** Told by the draft only. */
  void added(long message, Assertion told) {
    added++;
    facts.add(told.key());
    samples.add("added", message);
  }

  /** Told by the set in force only. */
  void missing(long message, Assertion told) {
    missing++;
    facts.add(told.key());
    samples.add("missing", message);
  }

  /** Told by both; answers whether they differ. */
  boolean both(long message, Assertion inForce, Assertion draft) {
    Set<Found> inParts = parts(inForce, draft);
    Set<Found> inAttributes = new LinkedHashSet<>();
    new AttributeComparison(inAttributes::add).compare(inForce.attributes(), draft.attributes());
    if (inParts.isEmpty() && inAttributes.isEmpty()) {
      same++;
      return false;
    }
    changed++;
    facts.add(inForce.key());
    facts.add(draft.key());
    samples.add("changed", message);
    count(message, inParts, parts, ACTION::equals);
    count(message, inAttributes, attributes, codes);
    return true;
  }

  private static Set<Found> parts(Assertion inForce, Assertion draft) {
    Set<Found> found = new LinkedHashSet<>();
    part(found, "key", inForce.key(), draft.key());
    part(found, ACTION, word(inForce), word(draft));
    part(found, "patient", inForce.patient(), draft.patient());
    part(found, "occurredAt", inForce.occurredAt(), draft.occurredAt());
    part(found, "recordedAt", inForce.source().recordedAt(), draft.source().recordedAt());
    return found;
  }

  private static void part(Set<Found> found, String name, Object inForce, Object draft) {
    if (!Objects.equals(inForce, draft)) {
      found.add(AttributeComparison.part(name, inForce, draft));
    }
  }

  private static String word(Assertion told) {
    return told.action().name().toLowerCase(Locale.ROOT);
  }

  private static void count(
      long message, Set<Found> found, Map<String, ChangeTally> tallies, Predicate<String> codes) {
    Set<String> counted = new HashSet<>();
    for (Found one : found) {
      ChangeTally tally =
          tallies.computeIfAbsent(one.name(), name -> new ChangeTally(name, codes.test(name)));
      if (counted.add(one.name() + ' ' + one.kind())) {
        tally.add(one.kind(), message);
      }
      tally.value(one);
    }
  }

  Difference.OfEvent report() {
    return new Difference.OfEvent(
        type,
        same,
        changed,
        added,
        missing,
        facts.size(),
        facts.overflown(),
        report(parts),
        report(attributes),
        samples.report());
  }

  private static List<Difference.Change> report(Map<String, ChangeTally> tallies) {
    return tallies.values().stream().map(ChangeTally::report).toList();
  }
}
