package org.bianmin.hub.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What readers of a topic that the hub writes to see of it. */
public final class TopicView {

  private TopicView() {}

  /** Its records, partition after partition, each in its order. */
  public static List<ConsumerRecord<byte[], byte[]>> of(KafkaBroker broker, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.address()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      for (var partition : consumer.partitionsFor(topic)) {
        var one = new TopicPartition(topic, partition.partition());
        consumer.assign(List.of(one));
        consumer.seekToBeginning(List.of(one));
        long end = consumer.endOffsets(List.of(one)).get(one);
        while (consumer.position(one) < end) {
          consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
        }
      }
    }
    return records;
  }

  /** The last record of each key, as compaction leaves them, by key. */
  public static Map<String, ConsumerRecord<byte[], byte[]>> compacted(
      List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, ConsumerRecord<byte[], byte[]>> last = new TreeMap<>();
    byKey(records).forEach((key, of) -> last.put(key, of.get(of.size() - 1)));
    return last;
  }

  /** All records of each key, in their order; a key is in one partition only. */
  public static Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey(
      List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      var of = byKey.computeIfAbsent(new String(record.key(), UTF_8), key -> new ArrayList<>());
      of.add(record);
      assertThat(record.partition()).isEqualTo(of.get(0).partition());
    }
    return byKey;
  }

  /** Headers by name, each of them once. */
  public static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    record
        .headers()
        .forEach(
            header ->
                assertThat(headers.put(header.key(), new String(header.value(), UTF_8)))
                    .as(header.key())
                    .isNull());
    return headers;
  }

  /** The header that says which version of its fact a record is. */
  public static int version(ConsumerRecord<byte[], byte[]> record) {
    return Integer.parseInt(headers(record).get("version"));
  }

  /** Version and status of the last record of each key, {@code 3 VOID}, by key. */
  public static Map<String, String> states(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, String> states = new TreeMap<>();
    compacted(records)
        .forEach(
            (key, last) ->
                states.put(
                    key,
                    version(last) + " " + headers(last).get("status").toUpperCase(Locale.ROOT)));
    return states;
  }

  /** No record of a key is older than the one before it. */
  public static void assertInOrder(List<ConsumerRecord<byte[], byte[]>> records) {
    byKey(records)
        .forEach((key, of) -> assertThat(of.stream().map(TopicView::version)).as(key).isSorted());
  }
}
