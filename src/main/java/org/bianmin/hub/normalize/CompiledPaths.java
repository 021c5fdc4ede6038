package org.bianmin.hub.normalize;

import org.bianmin.hub.mapping.Paths;

/** Alternatives, compiled; the first that is not empty wins. */
final class CompiledPaths {

  private final Format.Path[] paths;
  private final String text;

  CompiledPaths(Format format, Paths source) {
    this.paths = source.alternatives().stream().map(format::path).toArray(Format.Path[]::new);
    this.text = String.join(" or ", source.alternatives());
  }

  String value(Part part) {
    for (Format.Path path : paths) {
      String value = path.value(part);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  boolean isEmpty() {
    return paths.length == 0;
  }

  /** The paths as they are written. */
  @Override
  public String toString() {
    return text;
  }
}
