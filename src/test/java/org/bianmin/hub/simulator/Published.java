package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Reports and records made from the contract's examples. */
final class Published {

  static final String A = "12340000485000000X";
  static final String B = "12340000485000018H";
  static final String REPORTS = "/v1/recognition/reports";
  static final String SEARCH = "/v1/recognition/reports/search";
  static final String DECISIONS = "/v1/recognition/decisions";
  static final String NOTICES = "/v1/recognition/notices";

  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private Published() {}

  static ObjectNode example(String name) {
    try {
      return (ObjectNode)
          MAPPER.readTree(Path.of("docs/platform-contract/examples", name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String key(String no) {
    return "result.issued:" + A + ":" + no;
  }

  /** The laboratory's example, or a later version of it. */
  static ObjectNode lab(String no, int version) {
    ObjectNode bundle = numbered(example("recognition-report-lab"), no, version);
    if (version > 1) {
      ((ObjectNode) resource(bundle, "Composition")).put("status", "amended");
      ((ObjectNode) resource(bundle, "DiagnosticReport")).put("status", "corrected");
    }
    return bundle;
  }

  /** The example of a recall, which is urgent. */
  static ObjectNode recall(String no, int version) {
    return numbered(example("recognition-report-recall"), no, version);
  }

  private static ObjectNode numbered(ObjectNode example, String no, int version) {
    ObjectNode bundle = example;
    if (!no.equals("R20261103-5521")) {
      // another report has other full URLs
      try {
        bundle =
            (ObjectNode) MAPPER.readTree(example.toString().replace("urn:uuid:", "urn:x:" + no));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    bundle.withObject("/identifier").put("value", key(no));
    bundle.withObject("/meta").put("versionId", Integer.toString(version));
    return bundle;
  }

  static JsonNode resource(JsonNode bundle, String type) {
    for (JsonNode entry : bundle.get("entry")) {
      if (entry.at("/resource/resourceType").asText().equals(type)) {
        return entry.get("resource");
      }
    }
    throw new AssertionError("no " + type);
  }

  /** A decision of a facility about a report of A that it saw in that version. */
  static ObjectNode decision(String facility, String no, int version, String report, int shown) {
    ObjectNode item = record("recognition.decided", facility, no, version);
    ObjectNode attributes = item.withObject("/attributes");
    attributes.put("decision", "recognised").put("at", "2026-11-03T17:00:00+08:00");
    attributes.put("doctorId", "D1").put("itemCode", "lab-glu").put("reportNo", report);
    attributes.put("sourceOrg", A).put("reportKey", key(report)).put("reportVersion", shown);
    return item;
  }

  static ObjectNode record(String type, String facility, String no, int version) {
    ObjectNode item = Items.item(type, no, version);
    item.put("key", type + ":" + facility + ":" + no).put("facility", facility);
    return item.put("occurredAt", "2026-11-03T17:00:00+08:00");
  }

  static ObjectNode batch(String facility, ObjectNode... items) {
    return Items.batch(items).put("facility", facility);
  }

  /** A question for the example's patient. */
  static ObjectNode question(String facility) {
    ObjectNode question = MAPPER.createObjectNode().put("facility", facility);
    ArrayNode persons = question.putArray("persons");
    persons.addObject().put("idType", "01").put("id", "11010519491231002X");
    return question;
  }
}
