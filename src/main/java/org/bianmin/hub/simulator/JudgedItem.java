package org.bianmin.hub.simulator;

import java.time.Instant;

/**
 * What a report says may be recognised of it.
 *
 * @param code the platform's item code, null where it has none
 * @param expiresAt last moment at which it may be recognised; null where it may not
 * @param observation {@code fullUrl} of the Observation; null where the whole report was judged
 */
record JudgedItem(String code, Instant expiresAt, String observation) {

  boolean recognisable(Instant at) {
    return expiresAt != null && code != null && !expiresAt.isBefore(at);
  }
}
