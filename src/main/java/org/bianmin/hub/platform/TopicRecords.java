package org.bianmin.hub.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.event.MeasureEvent;

/**
 * Records as docs/platform-contract/asyncapi.yaml has them. The timestamp is the time of sending:
 * brokers count retention by it, and what a topic keeps must not hang on when a fact was told.
 */
final class TopicRecords {

  /** That of the schemas which values meet. */
  static final String CONTRACT = "1.3.0";

  static final String JSON = "application/json";

  private TopicRecords() {}

  /** The record of a version of a fact; its key is the fact's, so the last one is its state. */
  static ProducerRecord<byte[], byte[]> of(
      String topic, Batch batch, MeasureEvent event, String type, byte[] value) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("contract-version", CONTRACT);
    headers.put("content-type", type);
    headers.put("version", Integer.toString(event.version()));
    headers.put("status", event.status().code());
    headers.put("type", event.key().type());
    headers.put("facility", event.key().facility());
    headers.put("batch-no", batch.batchNo());
    headers.put("traceparent", batch.traceparent());
    return record(topic, event.key().toString(), value, headers);
  }

  /** The record of a revision of a report of indicators. */
  static ProducerRecord<byte[], byte[]> ofReport(
      String topic, String key, int revision, String kind, byte[] value) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("contract-version", CONTRACT);
    headers.put("content-type", JSON);
    headers.put("revision", Integer.toString(revision));
    headers.put("kind", kind);
    return record(topic, key, value, headers);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, String key, byte[] value, Map<String, String> headers) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
    headers.forEach(
        (name, text) -> {
          if (text != null) {
            record.headers().add(name, text.getBytes(UTF_8));
          }
        });
    return record;
  }
}
