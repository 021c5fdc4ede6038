package org.bianmin.hub.bench;

/** Something that answers MLLP frames and is measured. */
interface Subject extends AutoCloseable {

  /** The port that it listens on, at 127.0.0.1. */
  int port();

  /**
   * Waits until all that was acknowledged has come to the end of its way, and checks that nothing
   * is missing.
   *
   * @param acknowledged messages since the start
   */
  default void settle(long acknowledged) throws Exception {}

  /**
   * Milliseconds from the receipt of a message to the platform's answer, of messages received from
   * a time on; empty where nothing is delivered.
   *
   * @param since epoch milliseconds
   */
  default Latencies wayTimes(long since) throws Exception {
    return Latencies.NONE;
  }

  @Override
  void close() throws Exception;

  /** What is measured; the order is the order of the report. */
  enum Kind {
    WIRE("wire (floor)"),
    STORE("store (floor)"),
    RECEIVE("durable receive"),
    END_TO_END("end to end");

    final String title;

    Kind(String title) {
      this.title = title;
    }
  }
}
