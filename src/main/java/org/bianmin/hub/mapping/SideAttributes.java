package org.bianmin.hub.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the hub itself knows of facts, beside what it was told of them: indicators count it like
 * attributes. No event file has an attribute whose name begins with {@link #PREFIX}.
 */
public final class SideAttributes {

  public static final String PREFIX = "hub";

  private static final Map<String, Map<String, AttributeDefinition>> BY_TYPE =
      Map.of(
          "result.issued",
          named(
              // whether the report was judged, and anything of it may be recognised elsewhere
              plain("hubJudged", AttributeType.BOOLEAN),
              plain("hubRecognisable", AttributeType.BOOLEAN),
              // items of kinds that the catalogue lists; with the province's code; recognisable
              plain("hubItems", AttributeType.INTEGER),
              plain("hubMappedItems", AttributeType.INTEGER),
              plain("hubRecognisableItems", AttributeType.INTEGER),
              // "in-time" or "late", once a platform has accepted its first version
              plain("hubUpload", AttributeType.TEXT),
              // newer versions that were due to a platform; seconds until it had accepted them
              group("hubCorrections", plain("seconds", AttributeType.VALUE))),
          "exam.ordered",
          named(
              // what came of looking for results that could serve instead, in small letters
              plain("hubCheck", AttributeType.TEXT), plain("hubOffered", AttributeType.BOOLEAN)));

  private SideAttributes() {}

  /** By name; empty for a type of which the hub knows nothing but what it was told. */
  public static Map<String, AttributeDefinition> of(String type) {
    return BY_TYPE.getOrDefault(type, Map.of());
  }

  private static Map<String, AttributeDefinition> named(AttributeDefinition... attributes) {
    Map<String, AttributeDefinition> named = new LinkedHashMap<>();
    for (AttributeDefinition attribute : attributes) {
      named.put(attribute.name(), attribute);
    }
    return Map.copyOf(named);
  }

  private static AttributeDefinition plain(String name, AttributeType type) {
    return new AttributeDefinition(name, type, null, false, List.of(), Map.of(), 0);
  }

  private static AttributeDefinition group(String name, AttributeDefinition item) {
    return new AttributeDefinition(
        name, AttributeType.GROUP, null, false, List.of(item.name()), named(item), 0);
  }
}
