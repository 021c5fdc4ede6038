package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;

/**
 * A message as a record of {@code hub.inbound}: key is the source, so that its messages keep their
 * order, value the raw bytes, and headers what the journal needs beside them (docs/kafka.md).
 */
final class InboundRecord {

  /** Marks a record of a listener, and says how it is to be read. */
  private static final String VERSION = "hub-message";

  private static final byte[] FIRST = {'1'};
  private static final String FACILITY = "facility";
  private static final String FORMAT = "format";
  private static final String CONTROL_ID = "control-id";
  private static final String TRIGGER = "trigger";
  private static final String CHARSET = "charset";
  private static final String RECEIVED_AT = "received-at";
  private static final String PARKED_STAGE = "parked-stage";
  private static final String PARKED_REASON = "parked-reason";
  private static final String PARKED_LOCATION = "parked-location";
  private static final String IDENTITY = "identity";
  private static final String TRACEPARENT = "traceparent";

  private InboundRecord() {}

  static ProducerRecord<byte[], byte[]> of(String topic, NewMessage message) {
    var made = new ProducerRecord<>(topic, message.source().getBytes(UTF_8), message.raw());
    Headers headers = made.headers();
    headers.add(VERSION, FIRST);
    add(headers, FACILITY, message.facility());
    add(headers, FORMAT, message.format().code());
    add(headers, CONTROL_ID, message.controlId());
    add(headers, TRIGGER, message.trigger());
    add(headers, CHARSET, message.charset());
    add(headers, RECEIVED_AT, Long.toString(message.receivedAt()));
    add(headers, TRACEPARENT, message.traceparent());
    if (message.parked() != null) {
      add(headers, PARKED_STAGE, message.parked().stage());
      add(headers, PARKED_REASON, message.parked().reason());
      add(headers, PARKED_LOCATION, message.parked().location());
    }
    if (message.identity() != null) {
      headers.add(IDENTITY, message.identity());
    }
    return made;
  }

  private static void add(Headers headers, String name, String value) {
    if (value != null && !value.isEmpty()) {
      headers.add(name, value.getBytes(UTF_8));
    }
  }

  /**
   * The message that a listener took.
   *
   * @throws IllegalArgumentException when no listener of a hub has written the record
   */
  static NewMessage read(byte[] key, byte[] value, Headers headers) {
    String facility = text(headers, FACILITY, null);
    if (key == null || value == null || facility == null || !"1".equals(version(headers))) {
      throw new IllegalArgumentException("not of a listener");
    }
    String stage = text(headers, PARKED_STAGE, null);
    Header identity = headers.lastHeader(IDENTITY);
    return new NewMessage(
        new String(key, UTF_8),
        facility,
        MessageFormat.of(text(headers, FORMAT, "")),
        text(headers, CONTROL_ID, ""),
        text(headers, TRIGGER, ""),
        text(headers, CHARSET, null),
        Long.parseLong(text(headers, RECEIVED_AT, "")),
        value,
        stage == null
            ? null
            : new Parked(
                stage, text(headers, PARKED_REASON, ""), text(headers, PARKED_LOCATION, null)),
        null,
        identity == null ? null : identity.value(),
        text(headers, TRACEPARENT, null),
        null);
  }

  private static String version(Headers headers) {
    return text(headers, VERSION, null);
  }

  private static String text(Headers headers, String name, String otherwise) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? otherwise : new String(header.value(), UTF_8);
  }
}
