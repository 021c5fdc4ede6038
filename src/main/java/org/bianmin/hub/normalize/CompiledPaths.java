package org.bianmin.hub.normalize;

import java.util.List;
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
    return value(part, 0);
  }

  /** The first of the alternatives from one on, counted from 0. */
  String value(Part part, int from) {
    for (int i = from; i < paths.length; i++) {
      String value = paths[i].value(part);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** All values of the first alternative that has any. */
  List<String> values(Part part) {
    for (Format.Path path : paths) {
      List<String> values = path.values(part);
      if (!values.isEmpty()) {
        return values;
      }
    }
    return List.of();
  }

  int size() {
    return paths.length;
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
