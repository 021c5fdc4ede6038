package org.bianmin.hub.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.indicator.report.ReportPlatform;
import org.springframework.stereotype.Component;

/**
 * Writes indicator reports to a topic, the last revision of a report under its key. Nobody judges
 * there: what all replicas in sync have counts as accepted.
 */
@Component
final class TopicReports {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNKNOWN = "HTTP_404";

  private final Destinations destinations;
  private final TopicWriter writer;

  TopicReports(Destinations destinations, TopicWriter writer) {
    this.destinations = destinations;
    this.writer = writer;
  }

  /** Whether a destination is topics. */
  boolean has(String destination) {
    DestinationProperties properties = destinations.destinations().get(destination);
    return properties != null && properties.kafka() != null;
  }

  /** The receipt is {@code topic/partition/offset}. */
  ReportPlatform.Answer submit(String id, byte[] document) {
    String topic = destinations.destinations().get(id).kafka().reportsTopic();
    if (topic == null) {
      return new ReportPlatform.Closed(
          "hub.destinations."
              + id
              + ".kafka.reports-topic is missing, for example hub.indicator-reports; add it, or name"
              + " another destination in hub.reports");
    }
    JsonNode report;
    try {
      report = JSON.readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String key = report.path("key").asText();
    int revision = report.path("revision").asInt();
    ProducerRecord<byte[], byte[]> record =
        TopicRecords.ofReport(topic, key, revision, report.path("kind").asText(), document);
    TopicWriter.Written written = writer.write(id, List.of(record)).get(0);
    TopicFault fault = written.fault();
    if (fault == null) {
      RecordMetadata at = written.at();
      String place = at.topic() + "/" + at.partition() + "/" + at.offset();
      return new ReportPlatform.Taken(place, "accepted", List.of(), key, revision);
    }
    return switch (fault.kind()) {
      case REJECTED -> new ReportPlatform.Refused(fault.code(), fault.reason());
      case CLOSED -> new ReportPlatform.Closed(fault.reason());
      case AWAY -> new ReportPlatform.Away(fault.reason(), 0);
    };
  }

  /** Only a platform that was there before can have given a number that is asked for. */
  ReportPlatform.Answer ask(String number) {
    return new ReportPlatform.Refused(UNKNOWN, "the topic knows nothing of " + number);
  }
}
