package org.bianmin.hub.mapping;

import java.util.List;
import java.util.Map;

/**
 * An attribute of a measure event.
 *
 * @param valueSet codes it may hold, null for other types
 * @param required a message that cannot fill it is parked
 * @param by for a group: the item attributes that tell items apart; the first is never missing
 * @param items for a group: its items' attributes
 * @param line where it stands in its event's file
 */
public record AttributeDefinition(
    String name,
    AttributeType type,
    String valueSet,
    boolean required,
    List<String> by,
    Map<String, AttributeDefinition> items,
    int line) {

  // between the parts of a key; HL7 v2 and FHIR have it in no code
  private static final char BETWEEN = '^';

  /**
   * The key of an item: its code alone, where nothing else of {@code by} is told; so it stays what
   * it was for senders that tell no sub-id.
   *
   * @return null when the first is missing, so that nothing tells it apart from its neighbours
   */
  public String key(Map<String, Object> item) {
    Object code = item.get(by.get(0));
    if (code == null || by.size() == 1) {
      return code == null ? null : code.toString();
    }
    StringBuilder key = new StringBuilder(code.toString());
    int end = key.length();
    for (String name : by.subList(1, by.size())) {
      key.append(BETWEEN);
      Object told = item.get(name);
      if (told != null) {
        key.append(told);
        end = key.length();
      }
    }
    key.setLength(end);
    return key.toString();
  }
}
