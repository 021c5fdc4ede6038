package org.bianmin.hub.normalize;

import java.util.List;
import java.util.Map;

/**
 * What a draft set reads differently from the set in force. Counts are of messages, and of events
 * told by them; samples are journal ids, {@value Samples#MOST} of a kind at most. Indicators have
 * no part in it as long as the hub computes none.
 *
 * @param messages read with both sets
 * @param different of these, how many end otherwise or tell something else
 * @param withoutBytes not read, since their raw bytes are pruned
 * @param endings how messages end, by both sets
 * @param events by type; types that neither set tells are left out
 * @param links of patients and visits
 */
public record Difference(
    long messages,
    long different,
    long withoutBytes,
    List<Ending> endings,
    List<OfEvent> events,
    List<OfLinks> links) {

  /**
   * Messages that end in one way by the set in force and in one way by the draft.
   *
   * @param inForce, draft {@code normalized}, {@code ignored} or {@code parked}
   * @param reasons where they differ, the most frequent first
   * @param otherReasons messages with reasons that are not listed
   * @param samples where ending or reason differs
   */
  public record Ending(
      String inForce,
      String draft,
      long messages,
      List<Reason> reasons,
      long otherReasons,
      List<Long> samples) {}

  /** Why messages are ignored or parked; null where they are neither. */
  public record Reason(String inForce, String draft, long messages) {}

  /**
   * Events of one type.
   *
   * @param same told alike by both sets
   * @param changed told by both, not alike
   * @param added told by the draft only
   * @param missing told by the set in force only
   * @param facts how many facts the last three are about
   * @param factsAtLeast whether there are more than could be told apart
   * @param parts what changed of the event itself: {@code key}, {@code action}, {@code patient},
   *     {@code occurredAt}, {@code recordedAt}
   * @param attributes what changed of its attributes; {@code items.value} inside of a group
   * @param samples by {@code changed}, {@code added} and {@code missing}
   */
  public record OfEvent(
      String type,
      long same,
      long changed,
      long added,
      long missing,
      long facts,
      boolean factsAtLeast,
      List<Change> parts,
      List<Change> attributes,
      Map<String, List<Long>> samples) {}

  /**
   * What became of one part or attribute. An event counts once in each, however many items of a
   * group differ.
   *
   * @param gained told by the draft only
   * @param lost told by the set in force only
   * @param changed told by both, not alike
   * @param mapped a code without a row by the set in force, with one by the draft
   * @param unmapped a code without a row by the draft
   * @param values of codes, the most frequent first; nothing of other attributes
   * @param otherValues events with values that are not listed
   * @param samples by the words above
   */
  public record Change(
      String name,
      long gained,
      long lost,
      long changed,
      long mapped,
      long unmapped,
      List<Value> values,
      long otherValues,
      Map<String, List<Long>> samples) {}

  /**
   * A code and what it is by the draft. One without a row is {@code {"$unmapped": "VVIP"}}, null is
   * not told.
   */
  public record Value(Object inForce, Object draft, long events) {}

  /**
   * What is said about names.
   *
   * @param kind {@code patients} or {@code visits}
   * @param samples by {@code added} and {@code missing}
   */
  public record OfLinks(
      String kind, long same, long added, long missing, Map<String, List<Long>> samples) {}
}
