package org.bianmin.hub.telemetry;

import java.util.HexFormat;

/**
 * Ids of traces and spans as functions of the journal id and the store's random number: every
 * thread, every node and every start finds the same. Whether a message is sampled is one more
 * function of its trace id, the one of OpenTelemetry's consistent sampling: of its last 56 bits.
 */
final class TraceIds {

  private static final HexFormat HEX = HexFormat.of();
  private static final int RANDOM_BITS = 56;
  private static final long RANDOM = (1L << RANDOM_BITS) - 1;
  // odd numbers of splitmix64
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final long FIRST = 0xBF58476D1CE4E5B9L;
  private static final long SECOND = 0x94D049BB133111EBL;

  private final long high;
  private final long low;
  private final long threshold;

  /**
   * Ids of one store.
   *
   * @param sample share of the messages that are sampled
   */
  TraceIds(long high, long low, double sample) {
    this.high = high;
    this.low = low;
    // of 2^56 itself nothing is sampled
    this.threshold = (1L << RANDOM_BITS) - Math.round(sample * (1L << RANDOM_BITS));
  }

  boolean samples(long messageId) {
    return (lowOf(messageId) & RANDOM) >= threshold;
  }

  /** The trace of a message: 32 hexadecimal digits. */
  String trace(long messageId) {
    return HEX.toHexDigits(notZero(mix(high + mix(messageId + STEP))))
        + HEX.toHexDigits(lowOf(messageId));
  }

  /** A span of a message's trace: 16 hexadecimal digits. */
  String span(long messageId, Stage stage, long... which) {
    long hash = mix(lowOf(messageId) + stage.salt * STEP);
    for (long part : which) {
      hash = mix(hash + (part + 1) * STEP);
    }
    return HEX.toHexDigits(notZero(hash));
  }

  /** The trace of what concerns many messages, by a word and numbers that make it unique. */
  String batch(String what, long... which) {
    long hash = mix(high ^ text(what));
    for (long part : which) {
      hash = mix(hash + (part + 1) * STEP);
    }
    return HEX.toHexDigits(notZero(hash)) + HEX.toHexDigits(notZero(mix(low ^ hash)));
  }

  /** The only span of such a trace. */
  static String batchSpan(String trace) {
    return HEX.toHexDigits(notZero(mix(HexFormat.fromHexDigitsToLong(trace, 16, 32))));
  }

  static long text(String text) {
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash + (text.charAt(i) + 1) * STEP);
    }
    return hash;
  }

  private long lowOf(long messageId) {
    return notZero(mix(low ^ mix(messageId * STEP)));
  }

  private static long notZero(long id) {
    return id == 0 ? 1 : id;
  }

  private static long mix(long seed) {
    long mixed = (seed ^ (seed >>> 30)) * FIRST;
    mixed = (mixed ^ (mixed >>> 27)) * SECOND;
    return mixed ^ (mixed >>> 31);
  }
}
