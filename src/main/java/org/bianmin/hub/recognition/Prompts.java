package org.bianmin.hub.recognition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.journal.Receipt;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Records that a doctor was told of results that could serve instead. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class Prompts {

  /** Repetition when ordering; code of {@code prompt-scene}. */
  static final String WHEN_ORDERING = "2";

  static final String TYPE = "recognition.prompted";
  private static final String KIND = "prompted";

  /**
   * Who was told of what.
   *
   * @param key business key of the prompt
   * @param person pseudonym
   * @param order number of the order, null where there is none yet
   * @param source id of the hub's source that it came by, null where not known
   */
  record Prompt(
      EventKey key,
      String person,
      String doctor,
      String visit,
      String scene,
      String order,
      String department,
      String campus,
      String source,
      long at,
      List<Candidate> candidates) {}

  private final OwnMessages messages;

  Prompts(OwnMessages messages) {
    this.messages = messages;
  }

  /** The one prompt about an order, however often it is looked at. */
  static EventKey about(String facility, String order) {
    return new EventKey(facility, TYPE, "order/" + order);
  }

  /** Completes after the commit. */
  CompletableFuture<Receipt> record(Prompt prompt) {
    ObjectNode document = document(prompt);
    return messages.journal(
        prompt.key().facility(), KIND, KIND + '/' + prompt.key().businessKey(), document);
  }

  private static ObjectNode document(Prompt prompt) {
    ObjectNode document = OwnMessages.document(KIND);
    document.put("id", prompt.key().businessKey());
    document.put("at", OwnMessages.time(prompt.at()));
    document.put("doctor", prompt.doctor());
    document.put("visit", prompt.visit());
    document.put("scene", prompt.scene());
    put(document, "order", prompt.order());
    put(document, "department", prompt.department());
    put(document, "campus", prompt.campus());
    put(document, "source", prompt.source());
    ArrayNode items = document.putArray("candidates");
    prompt.candidates().forEach(candidate -> items.add(json(candidate)));
    document.putObject("hub").put("person", prompt.person());
    return document;
  }

  /** A candidate as documents and answers have it; what is not told is left out. */
  static ObjectNode json(Candidate candidate) {
    ObjectNode json = OwnMessages.object();
    json.put("reportKey", candidate.reportKey());
    json.put("reportNo", candidate.reportNo());
    json.put("reportVersion", candidate.reportVersion());
    json.put("facility", candidate.facility());
    put(json, "facilityName", candidate.facilityName());
    put(json, "itemCode", candidate.itemCode());
    put(json, "itemName", candidate.itemName());
    put(json, "reportedAt", OwnMessages.time(candidate.reportedAt()));
    put(json, "value", candidate.value());
    put(json, "unit", candidate.unit());
    put(json, "refRange", candidate.refRange());
    put(json, "flag", candidate.flag());
    put(json, "scope", candidate.scope());
    put(json, "label", candidate.label());
    put(json, "expiresAt", OwnMessages.time(candidate.expiresAt()));
    put(json, "link", candidate.link());
    return json;
  }

  static void put(ObjectNode json, String name, String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
