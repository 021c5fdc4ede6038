package org.bianmin.hub.mapping;

import java.util.Map;
import java.util.Set;

/**
 * A demand on another event of the same visit: a fact counts only while that one is not void. One
 * that was never told is not void.
 *
 * @param event type of the other event
 * @param when values of the fact's own attributes for which the demand is made, all of them; empty:
 *     always
 * @param line where it stands
 */
public record CountsWhile(String event, Map<String, Set<String>> when, int line) {

  /**
   * Whether the demand is made of a fact.
   *
   * @param attributes of the fact, as others are told them
   */
  public boolean concerns(Map<String, Object> attributes) {
    for (Map.Entry<String, Set<String>> condition : when.entrySet()) {
      if (!condition.getValue().contains(String.valueOf(attributes.get(condition.getKey())))) {
        return false;
      }
    }
    return true;
  }
}
