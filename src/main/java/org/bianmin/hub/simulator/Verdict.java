package org.bianmin.hub.simulator;

/**
 * The receipt of one item.
 *
 * @param result {@code accepted}, {@code duplicate}, {@code stale} or {@code rejected}
 * @param code why it was rejected, else null
 * @param message for a person, without patient data; else null
 * @param breach whether the sender broke the contract
 */
record Verdict(String result, String code, String message, boolean breach) {

  static final Verdict ACCEPTED = new Verdict("accepted", null, null, false);
  static final Verdict DUPLICATE = new Verdict("duplicate", null, null, false);
  static final Verdict STALE = new Verdict("stale", null, null, false);

  static Verdict rejected(String code, String message) {
    return new Verdict("rejected", code, message, true);
  }

  /** A rejection that is no fault of the sender. */
  static Verdict told(String code) {
    return new Verdict("rejected", code, "Rejected because the simulator was told to.", false);
  }

  boolean rejected() {
    return code != null;
  }

  /** Whether the platform holds the version that was sent. */
  boolean held() {
    return result.equals("accepted") || result.equals("duplicate");
  }
}
