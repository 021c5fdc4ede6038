package org.bianmin.hub.journal;

/**
 * Why a message is parked.
 *
 * @param stage where it stopped: {@code frame}, {@code decode}, {@code parse}, {@code map}, {@code
 *     store}
 * @param reason what is wrong and what to do about it, without patient data
 * @param location place in the message, for example {@code PV1-19} or {@code byte 1042}; may be
 *     null
 */
public record Parked(String stage, String reason, String location) {

  public Parked {
    reason = storable(reason);
    location = storable(location);
  }

  /** Names of members, which the sender chose, stand in both; PostgreSQL's text holds no NUL. */
  private static String storable(String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }
}
