package org.bianmin.hub.receive.payment;

import org.bianmin.hub.journal.SourceProperties;

/** A source of notifications. */
record PaymentSource(String id, SourceProperties properties, Provider provider) {

  int maxBytes() {
    return (int) Math.min(properties.payment().maxBody().toBytes(), Integer.MAX_VALUE - 16L);
  }
}
