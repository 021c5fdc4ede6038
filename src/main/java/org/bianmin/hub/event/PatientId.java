package org.bianmin.hub.event;

/**
 * A patient's identifier as a source gives it. Never stored or logged in this form outside the raw
 * message: {@code facts} turns it into a pseudonym.
 *
 * @param facility the facility that issued or uses it; null where {@code id} is a pseudonym already
 * @param id the identifier, for example PID-3.1
 */
public record PatientId(String facility, String id) {

  /** A patient whom the hub itself speaks of, by the pseudonym that its facts have. */
  public static PatientId ofPseudonym(String pseudonym) {
    return new PatientId(null, pseudonym);
  }

  @Override
  public String toString() {
    return "PatientId[" + facility + ", masked]";
  }
}
