package org.bianmin.hub.receive.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bianmin.hub.journal.Parked;

/**
 * What a genuine notification tells.
 *
 * @param id the provider's number of the notification; empty where it has none
 * @param kind the provider's word for what happened
 * @param event members beside the resource, in the hub's names
 * @param resource what it tells, decrypted, in the provider's names
 * @param amounts sums that a profile cannot make, or null
 * @param identity the same for every repetition of it, however it is signed or encrypted
 * @param parked why it counts as no payment though it is genuine, or null
 */
record Told(
    String id,
    String kind,
    ObjectNode event,
    JsonNode resource,
    ObjectNode amounts,
    byte[] identity,
    Parked parked) {

  @Override
  public String toString() {
    return "Told[" + kind + "]";
  }
}
