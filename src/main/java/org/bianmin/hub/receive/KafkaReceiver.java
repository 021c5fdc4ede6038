package org.bianmin.hub.receive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bianmin.hub.journal.BatchIntake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.telemetry.TraceParent;
import org.springframework.stereotype.Component;

/**
 * Journals the records of a poll together and commits their offsets once all are durable. Called by
 * the route {@code receive-kafka}; public because Camel calls beans of public classes only.
 */
@Component("kafkaReceiver")
public class KafkaReceiver {

  private final RecordMessages messages;
  private final BatchIntake store;

  KafkaReceiver(RecordMessages messages, BatchIntake store) {
    this.messages = messages;
    this.store = store;
  }

  /**
   * Stores a batch, on the thread of its consumer. While the store cannot commit, the batch waits
   * here and the consumer stays in its group without reading on.
   *
   * @throws StoreUnavailable when the hub stops first; the offsets stay, and whoever reads the
   *     partition next starts with this batch
   */
  public void receive(List<?> batch, String source) {
    List<NewMessage> pending = new ArrayList<>(batch.size());
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    KafkaPosition last = null;
    CamelContext context = null;
    for (Object one : batch) {
      Exchange exchange = (Exchange) one;
      context = exchange.getContext();
      last = exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaPosition.class);
      String traceparent = traceparent(exchange);
      messages
          .of(source, (byte[]) exchange.getMessage().getBody(), last.place())
          .forEach(message -> pending.add(message.with(traceparent)));
      offsets.put(last.partition(), new OffsetAndMetadata(last.offset() + 1));
    }
    if (last != null) {
      KafkaTurn turn =
          new KafkaTurn(
              "hub.sources." + source, last.partition().topic(), last.consumer(), context);
      turn.store(pending, store::attempt);
      turn.commit(offsets);
    }
  }

  private static String traceparent(Exchange exchange) {
    return exchange.getMessage().getHeader(TraceParent.HEADER) instanceof byte[] given
        ? TraceParent.of(new String(given, StandardCharsets.US_ASCII))
        : null;
  }
}
