package org.bianmin.hub.receive.payment;

/**
 * How much evidence of one kind a source may have kept at a time. What anybody can send has tokens
 * too: ten at once, and ten more each minute.
 */
final class RefusalQuota {

  /** So many writes wait; what comes meanwhile is counted only. */
  private static final int WAITING = 16;

  private static final double TOKENS = 10;
  private static final double MINUTE_MILLIS = 60_000;

  private final boolean genuine;
  private int waiting;
  private double tokens = TOKENS;
  private long filled;

  /** For notifications that the provider has signed, or for all others. */
  RefusalQuota(boolean genuine) {
    this.genuine = genuine;
  }

  /**
   * Takes a place among those that are kept.
   *
   * @param now epoch milliseconds
   * @return false where there is none
   */
  synchronized boolean take(long now) {
    // a clock that is set back gives nothing, and takes nothing
    tokens = Math.min(TOKENS, tokens + Math.max(0, now - filled) * TOKENS / MINUTE_MILLIS);
    filled = now;
    if (waiting >= WAITING || (!genuine && tokens < 1)) {
      return false;
    }
    waiting++;
    tokens -= genuine ? 0 : 1;
    return true;
  }

  /** The place is free again. */
  synchronized void done() {
    waiting--;
  }
}
