package org.bianmin.hub.facts;

import java.util.Comparator;
import java.util.Map;
import org.bianmin.hub.event.Action;

/**
 * What one message says about one fact, as kept in history.
 *
 * @param patient pseudonym of the person it names, or null
 * @param toldKey business key under which it was told, where a visit in it was moved; else empty
 */
record Version(
    String source,
    int rank,
    long recordedAt,
    String tie,
    int reading,
    long messageId,
    String mapping,
    Action action,
    Long occurredAt,
    String patient,
    Map<String, Object> attributes,
    String toldKey) {

  /**
   * What counts more comes first: better rank, then later recorded, then what the source itself
   * wrote. Arrival plays no part, so the order of processing cannot change the result.
   */
  static final Comparator<Version> WEIGHT =
      Comparator.comparingInt(Version::rank)
          .thenComparing(Comparator.comparingLong(Version::recordedAt).reversed())
          .thenComparing(Comparator.comparing(Version::tie).reversed())
          .thenComparing(Version::source)
          .thenComparing(Comparator.comparingInt(Version::reading).reversed())
          .thenComparing(Version::toldKey);

  /** The same words of one source, told by the same message or by a copy of it. */
  boolean sameWords(Version other) {
    return recordedAt == other.recordedAt
        && source.equals(other.source)
        && tie.equals(other.tie)
        && toldKey.equals(other.toldKey);
  }

  /** Taken back by a later reading of the same message, in the same place among the others. */
  Version withdrawn(int byReading, String byMapping) {
    return new Version(
        source,
        rank,
        recordedAt,
        tie,
        byReading,
        messageId,
        byMapping,
        Action.WITHDRAW,
        null,
        null,
        Map.of(),
        toldKey);
  }

  /** The same, told under this business key. */
  Version toldAs(String businessKey) {
    return new Version(
        source,
        rank,
        recordedAt,
        tie,
        reading,
        messageId,
        mapping,
        action,
        occurredAt,
        patient,
        attributes,
        businessKey);
  }
}
