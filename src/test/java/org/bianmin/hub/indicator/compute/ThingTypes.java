package org.bianmin.hub.indicator.compute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.CountsWhile;
import org.bianmin.hub.mapping.EventDefinition;

/** The invented types of {@link Things}: all have the same attributes. */
final class ThingTypes {

  private ThingTypes() {}

  static Map<String, EventDefinition> events() {
    Map<String, EventDefinition> events = new LinkedHashMap<>();
    for (String type : List.of(Things.CARE, Things.BILL, Things.VISIT)) {
      Map<String, AttributeDefinition> attributes = new LinkedHashMap<>();
      put(attributes, "code", AttributeType.TEXT);
      put(attributes, "flag", AttributeType.BOOLEAN);
      put(attributes, "count", AttributeType.INTEGER);
      put(attributes, "share", AttributeType.VALUE);
      put(attributes, "startAt", AttributeType.TIME);
      put(attributes, "endAt", AttributeType.TIME);
      put(attributes, "visitRef", AttributeType.TEXT);
      put(attributes, "deptCode", AttributeType.TEXT);
      attributes.put(
          "tags",
          new AttributeDefinition(
              "tags",
              AttributeType.GROUP,
              null,
              false,
              List.of("tag"),
              Map.of(
                  "tag",
                  new AttributeDefinition(
                      "tag", AttributeType.TEXT, null, false, List.of(), Map.of(), 1),
                  "took",
                  new AttributeDefinition(
                      "took", AttributeType.VALUE, null, false, List.of(), Map.of(), 1)),
              1));
      events.put(
          type,
          new EventDefinition(
              type,
              type,
              type,
              List.of(),
              null,
              false,
              type.equals(Things.CARE)
                  ? List.of(new CountsWhile(Things.VISIT, Map.of(), 1))
                  : List.of(),
              List.of(),
              attributes,
              List.of(),
              "test"));
    }
    return events;
  }

  private static void put(
      Map<String, AttributeDefinition> attributes, String name, AttributeType type) {
    attributes.put(name, new AttributeDefinition(name, type, null, false, List.of(), Map.of(), 1));
  }
}
