package org.bianmin.hub.telemetry;

import io.opentelemetry.api.trace.SpanKind;
import java.util.Locale;

/**
 * A stretch of a message's way. Ids of spans are made of the salts: they are never changed, or the
 * spans of one message would not join over a change of version.
 */
public enum Stage {
  /** From the arrival to the commit that makes it durable: the root of a trace. */
  RECEIVE(1, SpanKind.SERVER),
  /** The transaction in which it was journaled. */
  JOURNAL(2, SpanKind.INTERNAL),
  /** From its last byte to the answer, which says that it is durable. */
  ANSWER(3, SpanKind.INTERNAL),
  /** Reading it. */
  NORMALIZE(4, SpanKind.INTERNAL),
  /** The transaction in which its facts were stored and deliveries made. */
  FACTS(5, SpanKind.INTERNAL),
  /** From the making of a delivery to its end. */
  DELIVERY(6, SpanKind.INTERNAL),
  /** One call of the destination with it. */
  ATTEMPT(7, SpanKind.CLIENT),
  /** From the destination's answer to the transaction in which it was stored. */
  RECEIPT(8, SpanKind.INTERNAL);

  final int salt;
  final SpanKind kind;

  Stage(int salt, SpanKind kind) {
    this.salt = salt;
    this.kind = kind;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
