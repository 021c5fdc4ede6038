package org.bianmin.hub.trial.year;

import java.util.Map;

/**
 * What a system of the synthetic year says about one fact.
 *
 * @param type of the measure event; of a {@link What#MERGE} it is {@code patient}
 * @param businessKey of the fact; of a merge the patient number that is given up
 * @param occurredAt business time, epoch milliseconds, null where it is not said
 * @param recordedAt when the system recorded it, epoch milliseconds
 * @param patient the facility's own patient number, null where nobody is meant
 * @param attributes by name: {@code String}, {@code Long}, {@code Boolean}, {@code Instant}, and
 *     for a group a {@code List} of maps of these
 */
public record YearEvent(
    String facility,
    String type,
    String businessKey,
    What what,
    Long occurredAt,
    long recordedAt,
    String patient,
    Map<String, Object> attributes) {

  /** What is said. */
  public enum What {
    /** It happened. */
    RECORD,
    /** Attributes of it were otherwise. */
    AMEND,
    /** It is cancelled or was entered in error. */
    VOID,
    /** Two patient numbers are one person. */
    MERGE
  }
}
