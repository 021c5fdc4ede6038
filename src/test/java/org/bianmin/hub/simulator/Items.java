package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Synthetic batches and items. */
final class Items {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private Items() {}

  static ObjectNode batch(ObjectNode... items) {
    ObjectNode batch =
        MAPPER
            .createObjectNode()
            .put("batchNo", "B-1")
            .put("facility", "H001")
            .put("sentAt", "2026-11-03T18:00:00+08:00");
    var list = batch.putArray("items");
    for (ObjectNode item : items) {
      list.add(item);
    }
    return batch;
  }

  static ObjectNode visit(String no, int version) {
    ObjectNode item = item("visit.registered", no, version);
    item.withObject("/attributes").put("visitClass", "O").put("at", "2026-11-03T08:30:00+08:00");
    return item;
  }

  static ObjectNode voided(String no, int version) {
    return item("visit.registered", no, version).put("status", "void").putNull("occurredAt");
  }

  static ObjectNode report(String no, String collectedAt) {
    ObjectNode item = item("result.issued", no, 1);
    item.withObject("/attributes")
        .put("category", "lab")
        .put("collectedAt", collectedAt)
        .put("reportedAt", "2026-11-03T16:00:00+08:00")
        .putArray("items")
        .addObject()
        .put("localCode", "GLU")
        .put("value", "5.4");
    return item;
  }

  static ObjectNode item(String type, String businessKey, int version) {
    ObjectNode item =
        MAPPER
            .createObjectNode()
            .put("key", type + ":H001:" + businessKey)
            .put("version", version)
            .put("status", "active")
            .put("type", type)
            .put("facility", "H001")
            .put("occurredAt", "2026-11-03T08:30:00+08:00")
            .put("recordedAt", "2026-11-03T08:30:05+08:00");
    item.putObject("patient").put("pseudonym", "p-1");
    item.putObject("attributes");
    item.putArray("unmapped");
    return item.put("mapping", "5d2c9e0b");
  }
}
