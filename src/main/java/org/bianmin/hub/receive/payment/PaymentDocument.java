package org.bianmin.hub.receive.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.TreeMap;

/**
 * The journaled form of a notification (docs/payments.md): what it tells, for the profile, and what
 * was sent, as the evidence. It holds no key.
 */
final class PaymentDocument {

  private PaymentDocument() {}

  static byte[] of(String provider, Told told, Notification notification) {
    ObjectNode document = PaymentJson.object();
    document.put("provider", provider);
    document.set("event", told.event());
    document.set("resource", told.resource());
    if (told.amounts() != null) {
      document.set("amounts", told.amounts());
    }
    ObjectNode sent = document.putObject("sent");
    ObjectNode headers = sent.putObject("headers");
    new TreeMap<>(notification.headers()).forEach(headers::put);
    try {
      sent.put(
          "body",
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(notification.body()))
              .toString());
    } catch (CharacterCodingException e) {
      sent.put("bodyBase64", Base64.getEncoder().encodeToString(notification.body()));
    }
    return PaymentJson.bytes(document);
  }
}
