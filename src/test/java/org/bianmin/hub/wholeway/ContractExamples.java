package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingSet;

/** A batch with one item of an event, every attribute filled with something of its type. */
final class ContractExamples {

  private static final String FACILITY = "12340000485000000X";
  private static final String AT = "2026-11-03T08:30:00+08:00";

  private final ObjectMapper json = new ObjectMapper();
  private final MappingSet set;

  ContractExamples(MappingSet set) {
    this.set = set;
  }

  JsonNode batch(EventDefinition event) {
    ObjectNode batch = json.createObjectNode();
    batch.put("batchNo", "B-20261103-000001").put("facility", FACILITY).put("sentAt", AT);
    ObjectNode item = batch.putArray("items").addObject();
    item.put("key", new EventKey(FACILITY, event.type(), "0001").toString());
    item.put("version", 1).put("status", "active").put("type", event.type());
    item.put("facility", FACILITY).put("occurredAt", AT).put("recordedAt", AT);
    item.putObject("patient").put("pseudonym", "5f2d6c1b9a0e4873b5c1d2e3f4a5b6c7");
    ObjectNode attributes = item.putObject("attributes");
    event.attributes().values().forEach(a -> attributes.set(a.name(), value(a)));
    item.putArray("unmapped");
    item.put("mapping", "0123456789abcdef");
    return batch;
  }

  private JsonNode value(AttributeDefinition attribute) {
    var nodes = json.getNodeFactory();
    return switch (attribute.type()) {
      case CODE -> nodes.textNode(set.valueSets().get(attribute.valueSet()).iterator().next());
      case TEXT -> nodes.textNode(attribute.name().endsWith("Code") ? "0301" : "A001");
      case TIME -> nodes.textNode(AT);
      case VALUE -> nodes.textNode("5.6");
      case INTEGER -> nodes.numberNode(30);
      case AMOUNT -> nodes.numberNode(12_350);
      case BOOLEAN -> nodes.booleanNode(true);
      case GROUP -> {
        ObjectNode item = json.createObjectNode();
        attribute.items().values().forEach(a -> item.set(a.name(), value(a)));
        yield json.createArrayNode().add(item);
      }
    };
  }
}
