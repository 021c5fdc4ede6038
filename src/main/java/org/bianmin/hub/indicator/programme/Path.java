package org.bianmin.hub.indicator.programme;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a condition or measure finds a value.
 *
 * @param alias name of a join, {@link #THIS} for the counted event inside a join's conditions,
 *     empty for the event that is being looked at
 * @param name attribute, or one of {@code $key}, {@code $person}, {@code $occurredAt}, {@code
 *     $facility}, {@code $label}, {@code $asOf}, {@code $cut}, {@code $keypart.N}
 * @param otherwise where it is looked for when it is absent here; null for nowhere
 */
public record Path(String alias, String name, Path otherwise) {

  /** The counted event, as conditions of a join call it. */
  public static final String THIS = "this";

  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z][A-Za-z0-9]*|\\$(?:key|person|occurredAt|facility|label|asOf|cut|keypart\\.[1-9])");

  private static final Pattern ALIAS = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  public Path {
    if (!alias.isEmpty() && !ALIAS.matcher(alias).matches()) {
      throw new IllegalArgumentException("\"" + alias + "\" is no name of a join");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" is neither an attribute nor $key, $person, $occurredAt, $facility, $label,"
              + " $keypart.1");
    }
  }

  /** Looked for in one place. */
  public Path(String alias, String name) {
    this(alias, name, null);
  }

  /** The first of several that is present. */
  public static Path firstOf(List<Path> paths) {
    Path first = null;
    for (int i = paths.size() - 1; i >= 0; i--) {
      first = new Path(paths.get(i).alias(), paths.get(i).name(), first);
    }
    if (first == null) {
      throw new IllegalArgumentException("first-of names at least one path");
    }
    return first;
  }

  /**
   * Reads {@code attribute}, {@code $key} or {@code alias.attribute}.
   *
   * @throws IllegalArgumentException when it is not written like one
   */
  public static Path parse(String text) {
    int dot = text.startsWith("$") ? -1 : text.indexOf('.');
    return dot < 0 ? new Path("", text) : new Path(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public String toString() {
    String here = alias.isEmpty() ? name : alias + '.' + name;
    return otherwise == null ? here : here + " else " + otherwise;
  }
}
