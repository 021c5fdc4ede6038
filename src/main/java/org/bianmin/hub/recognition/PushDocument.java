package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bianmin.hub.event.MeasureEvent;

/**
 * What a webhook of a HIS gets (docs/recognition.md). The HIS knows its order and visit numbers, so
 * nothing in it names the patient, not even by a pseudonym.
 */
public final class PushDocument {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PushDocument() {}

  /** UTF-8 JSON. */
  public static byte[] of(MeasureEvent event) {
    ObjectNode document = OwnMessages.object();
    document.put("key", event.key().toString());
    document.put("version", event.version());
    document.put("type", event.key().type());
    document.put("status", event.status().code());
    document.put("facility", event.key().facility());
    Prompts.put(document, "occurredAt", OwnMessages.time(event.occurredAt()));
    document.set("attributes", JSON.valueToTree(event.attributes()));
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
