package org.bianmin.hub.platform;

import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.BatchAnswer;
import org.bianmin.hub.delivery.DeliveryOutcome;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.event.MeasureEvent;
import org.springframework.stereotype.Component;

/**
 * Writes batches to topics, a record per item (docs/kafka.md,
 * docs/platform-contract/asyncapi.yaml). Public because Camel calls beans of public classes only.
 */
@Component("topicClient")
public class TopicClient {

  private final Destinations destinations;
  private final TopicWriter writer;
  private final PublishedReports reports;
  private final SignedCalls calls;
  private final BatchPayload payload = new BatchPayload(ZoneId.of("Asia/Shanghai"));

  TopicClient(
      Destinations destinations, TopicWriter writer, PublishedReports reports, SignedCalls calls) {
    this.destinations = destinations;
    this.writer = writer;
    this.reports = reports;
    this.calls = calls;
  }

  /** Writes measure events; never throws for what went wrong. */
  public BatchAnswer send(Batch batch) {
    String topic = destinations.destinations().get(batch.destination()).kafka().topic();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(batch.events().size());
    for (MeasureEvent event : batch.events()) {
      byte[] value = payload.item(event);
      records.add(TopicRecords.of(topic, batch, event, TopicRecords.JSON, value));
    }
    return write(batch, records, new DeliveryOutcome[records.size()]);
  }

  /** Writes reports as documents of mutual recognition; never throws for what went wrong. */
  public BatchAnswer sendDocuments(Batch batch) {
    DestinationProperties destination = destinations.destinations().get(batch.destination());
    Seal seal;
    try {
      seal = calls.seal(destination);
    } catch (UncheckedIOException e) {
      return new BatchAnswer.Closed(
          "a key file cannot be read; put it where hub.destinations."
              + batch.destination()
              + ".seal-key-file says, then resume the destination");
    }
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    DeliveryOutcome[] outcomes = new DeliveryOutcome[batch.events().size()];
    for (int i = 0; i < outcomes.length; i++) {
      MeasureEvent event = batch.events().get(i);
      PublishedReports.Report report = reports.write(batch, event);
      outcomes[i] = report.outcome();
      if (report.outcome() == null) {
        records.add(record(destination, batch, event, report.document(), seal));
      }
    }
    return write(batch, records, outcomes);
  }

  private static ProducerRecord<byte[], byte[]> record(
      DestinationProperties destination,
      Batch batch,
      MeasureEvent event,
      byte[] document,
      Seal seal) {
    String topic = destination.kafka().topic();
    if (seal == null) {
      return TopicRecords.of(topic, batch, event, PublishedReports.TYPE, document);
    }
    // it opens in its place only: under this key of this topic
    String bound = destination.appId() + "\nPRODUCE\n" + topic + "/" + event.key();
    byte[] closed = seal.close(document, PublishedReports.TYPE, bound);
    return TopicRecords.of(topic, batch, event, Seal.TYPE, closed);
  }

  /**
   * Writes records and makes one answer of all.
   *
   * @param outcomes of the items; null where the next record is the item's
   */
  private BatchAnswer write(
      Batch batch, List<ProducerRecord<byte[], byte[]>> records, DeliveryOutcome[] outcomes) {
    List<TopicWriter.Written> written = writer.write(batch.destination(), records);
    TopicFault stop = null;
    boolean ambiguous = false;
    boolean told = false;
    int next = 0;
    for (int i = 0; i < outcomes.length; i++) {
      if (outcomes[i] == null) {
        TopicWriter.Written one = written.get(next++);
        outcomes[i] = outcome(one);
        boolean stopped = outcomes[i] instanceof DeliveryOutcome.RetryLater;
        told |= !stopped;
        if (stopped) {
          ambiguous |= one.fault().ambiguous();
          stop = worse(stop, one.fault());
        }
      }
    }
    if (told || stop == null) {
      return new BatchAnswer.Received(places(written), List.of(outcomes));
    }
    return stop.kind() == TopicFault.Kind.CLOSED && !ambiguous
        ? new BatchAnswer.Closed(stop.reason())
        : new BatchAnswer.Away(stop.reason(), 0, ambiguous);
  }

  private static TopicFault worse(TopicFault known, TopicFault other) {
    return known == null || other.kind() == TopicFault.Kind.CLOSED ? other : known;
  }

  private static DeliveryOutcome outcome(TopicWriter.Written one) {
    TopicFault fault = one.fault();
    if (fault == null) {
      return new DeliveryOutcome.Accepted("accepted");
    }
    return fault.kind() == TopicFault.Kind.REJECTED
        ? new DeliveryOutcome.Rejected(fault.code(), fault.reason())
        : new DeliveryOutcome.RetryLater(fault.reason(), 0, fault.ambiguous());
  }

  /** Where the records are: {@code topic/0/120-166 topic/2/88}. */
  private static String places(List<TopicWriter.Written> written) {
    Map<Integer, long[]> ranges = new TreeMap<>();
    String topic = "-";
    for (TopicWriter.Written one : written) {
      RecordMetadata at = one.at();
      if (at != null) {
        topic = at.topic();
        long offset = at.offset();
        ranges.merge(
            at.partition(),
            new long[] {offset, offset},
            (a, b) -> new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
      }
    }
    StringBuilder places = new StringBuilder();
    for (Map.Entry<Integer, long[]> range : ranges.entrySet()) {
      long[] of = range.getValue();
      places.append(places.isEmpty() ? "" : " ").append(topic).append('/').append(range.getKey());
      places.append('/').append(of[0]);
      if (of[1] > of[0]) {
        places.append('-').append(of[1]);
      }
    }
    return places.isEmpty() ? "-" : places.toString();
  }
}
