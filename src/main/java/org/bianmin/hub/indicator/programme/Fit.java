package org.bianmin.hub.indicator.programme;

import org.bianmin.hub.mapping.YamlMap;

/** Whether a value is of the kind that a condition or measure asks for. */
final class Fit {

  private Fit() {}

  static boolean fits(YamlMap yaml, String key, Names.Value value, Names.Kind wanted) {
    if (value.kind() == wanted) {
      return true;
    }
    yaml.problem(
        yaml.line(key),
        "'"
            + value.path()
            + "' is "
            + said(value.kind())
            + ", and '"
            + key
            + "' asks for "
            + said(wanted));
    return false;
  }

  static boolean starts(YamlMap yaml, Names.Kind kind, String path) {
    if (kind == Names.Kind.CODE || kind == Names.Kind.TEXT) {
      return true;
    }
    yaml.problem(
        yaml.line("starts"),
        "'"
            + path
            + "' is "
            + said(kind)
            + ", and 'starts' looks into a text"
            + (kind == Names.Kind.IDENTITY
                ? "; compare it with same, or ask whether it is present"
                : ""));
    return false;
  }

  static String said(Names.Kind kind) {
    return switch (kind) {
      case CODE -> "a code";
      case TEXT -> "a text";
      case IDENTITY -> "a number or key of which only the identity is kept";
      case TIME -> "a time";
      case NUMBER -> "a number";
      case BOOLEAN -> "a yes or no";
      case GROUP -> "a group (write {group: …, item: …})";
    };
  }
}
