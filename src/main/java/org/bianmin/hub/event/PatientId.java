package org.bianmin.hub.event;

/**
 * A patient's identifier as a source gives it. Never stored or logged in this form outside the raw
 * message: {@code facts} turns it into a pseudonym.
 *
 * @param facility the facility that issued or uses it
 * @param id the identifier, for example PID-3.1
 */
public record PatientId(String facility, String id) {

  @Override
  public String toString() {
    return "PatientId[" + facility + ", masked]";
  }
}
