package org.bianmin.hub.platform;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.recognition.Candidate;

/**
 * Reads the results in the platform's answer to a search: a FHIR R4 {@code Bundle} of type {@code
 * searchset}. What it does not understand of a report it leaves out, never guesses.
 */
final class FoundReports {

  // a value is shown as it was written, 5.40 not as 5.4
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final String REPORT = "urn:bianmin:report";
  private static final String ITEM = "urn:bianmin:item";
  private static final String RECOGNITION = "urn:bianmin:recognition";

  private final Map<String, JsonNode> byReference = new HashMap<>();
  private final List<JsonNode> reports = new ArrayList<>();

  /**
   * Reads an answer.
   *
   * @throws IOException when it is not JSON
   */
  FoundReports(byte[] body) throws IOException {
    for (JsonNode entry : JSON.readTree(body).path("entry")) {
      JsonNode resource = entry.path("resource");
      String type = resource.path("resourceType").asText();
      byReference.put(entry.path("fullUrl").asText(), resource);
      byReference.put(type + '/' + resource.path("id").asText(), resource);
      if (type.equals("DiagnosticReport")) {
        reports.add(resource);
      }
    }
  }

  List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (JsonNode report : reports) {
      EventKey key = key(report);
      if (key == null) {
        continue;
      }
      add(candidates, report, key, report);
      for (JsonNode result : report.path("result")) {
        JsonNode observation = byReference.get(result.path("reference").asText());
        if (observation != null) {
          add(candidates, report, key, observation);
        }
      }
    }
    return candidates;
  }

  /** Adds the item that a report or observation is, where it may be recognised. */
  private void add(List<Candidate> found, JsonNode report, EventKey key, JsonNode holder) {
    JsonNode judged = extension(holder, RECOGNITION);
    JsonNode coding = coding(holder.path("code"), ITEM);
    JsonNode expires = extension(judged, "expiresAt").path("valueDateTime");
    if (coding == null || !expires.isTextual()) {
      return;
    }
    JsonNode quantity = holder.path("valueQuantity");
    found.add(
        new Candidate(
            key.toString(),
            key.businessKey(),
            report.path("meta").path("versionId").asLong(1),
            key.facility(),
            facilityName(report),
            coding.path("code").asText(),
            text(coding.path("display"), holder.path("code").path("text")),
            millis(report.path("issued")),
            text(
                quantity.path("value"),
                holder.path("valueString"),
                holder.path("valueCodeableConcept").path("text"),
                report.path("conclusion")),
            text(quantity.path("unit"), quantity.path("code")),
            text(holder.path("referenceRange").path(0).path("text")),
            text(holder.path("interpretation").path(0).path("coding").path(0).path("code")),
            text(extension(judged, "scope").path("valueCode")),
            text(extension(judged, "label").path("valueString")),
            millis(expires),
            text(report.path("presentedForm").path(0).path("url"))));
  }

  private static EventKey key(JsonNode report) {
    for (JsonNode identifier : report.path("identifier")) {
      if (identifier.path("system").asText().equals(REPORT)) {
        try {
          return EventKey.parse(identifier.path("value").asText());
        } catch (IllegalArgumentException e) {
          return null;
        }
      }
    }
    return null;
  }

  private String facilityName(JsonNode report) {
    for (JsonNode performer : report.path("performer")) {
      JsonNode organization = byReference.get(performer.path("reference").asText());
      if (organization != null && organization.path("name").isTextual()) {
        return organization.path("name").asText();
      }
    }
    return null;
  }

  private static JsonNode coding(JsonNode concept, String system) {
    for (JsonNode coding : concept.path("coding")) {
      if (coding.path("system").asText().equals(system)) {
        return coding;
      }
    }
    return null;
  }

  private static JsonNode extension(JsonNode holder, String url) {
    for (JsonNode extension : holder.path("extension")) {
      if (extension.path("url").asText().equals(url)) {
        return extension;
      }
    }
    return JSON.missingNode();
  }

  /** The first that says something; numbers as they are written. */
  private static String text(JsonNode... nodes) {
    for (JsonNode node : nodes) {
      if (node.isValueNode() && !node.isNull() && !node.asText().isBlank()) {
        return node.isBigDecimal() ? node.decimalValue().toPlainString() : node.asText();
      }
    }
    return null;
  }

  private static Long millis(JsonNode time) {
    try {
      return OffsetDateTime.parse(time.asText()).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
