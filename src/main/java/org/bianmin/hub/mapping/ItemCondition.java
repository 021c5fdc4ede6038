package org.bianmin.hub.mapping;

import java.util.List;

/**
 * What a result has to say of itself to be recognised.
 *
 * @param attribute of the result item or of its report, for example {@code specimen}
 * @param values one of them has to be told, in any case of letters
 */
public record ItemCondition(String attribute, List<String> values) {

  public ItemCondition {
    values = List.copyOf(values);
  }
}
