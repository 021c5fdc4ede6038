package org.bianmin.hub.mapping;

import java.util.List;

/**
 * Where a value is found: alternatives, the first that is not empty wins.
 *
 * @param alternatives paths of the binding's format
 * @param line where they stand in their file
 */
public record Paths(List<String> alternatives, int line) {

  public static final Paths NONE = new Paths(List.of(), 0);

  public boolean isEmpty() {
    return alternatives.isEmpty();
  }
}
