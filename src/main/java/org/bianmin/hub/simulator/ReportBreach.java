package org.bianmin.hub.simulator;

/** A report that is not as the contract says; becomes a rejection. */
final class ReportBreach extends Exception {

  private final String code;

  /**
   * A breach.
   *
   * @param code {@code PROFILE} or {@code KEY_MISMATCH}
   * @param message place and rule; never a value of the report
   */
  ReportBreach(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static ReportBreach profile(String message) {
    return new ReportBreach("PROFILE", message);
  }

  String code() {
    return code;
  }
}
