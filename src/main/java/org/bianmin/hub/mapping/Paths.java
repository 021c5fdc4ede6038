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

  /** FHIRPath of the resource, for rules that are read inside one of its elements. */
  static final String RESOURCE = "%resource.";

  /** Name of the term that a path is ({@code $ward}, {@code %resource.$ward}), or null. */
  public static String term(String path) {
    int at = path.startsWith(RESOURCE) ? RESOURCE.length() : 0;
    String name = path.startsWith("$", at) ? path.substring(at + 1) : "";
    return name.matches("[a-zA-Z]+") && !name.equals("this") ? name : null;
  }

  public boolean isEmpty() {
    return alternatives.isEmpty();
  }
}
