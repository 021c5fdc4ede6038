package org.bianmin.hub.normalize;

import java.time.ZoneId;
import java.util.List;
import org.bianmin.hub.mapping.Each;

/** What the engine needs of a message format: how paths and groups are compiled and read. */
interface Format {

  long INVALID_TIME = Long.MIN_VALUE;

  /** A compiled path. */
  interface Path {

    /** The value, null when there is none, {@code ""} quoted when explicitly emptied. */
    String value(Part part);

    /** All values that it leads to: of all repetitions, where it names none. */
    default List<String> values(Part part) {
      String value = value(part);
      return value == null ? List.of() : List.of(value);
    }

    /** The path as it is written, for messages to people. */
    String text();
  }

  /** A compiled group. */
  interface Parts {
    List<Part> of(Part part);
  }

  /** The name in mapping files. */
  String name();

  /**
   * Compiles a path.
   *
   * @throws IllegalArgumentException when it is not one; the message says where and why
   */
  Path path(String text);

  /**
   * Compiles a group.
   *
   * @throws IllegalArgumentException when it is not one
   */
  Parts parts(Each each);

  /**
   * Checks a trigger of {@code on}.
   *
   * @throws IllegalArgumentException when no message can have it
   */
  void trigger(String text);

  /** Epoch milliseconds, or {@link #INVALID_TIME}. */
  long time(String text, ZoneId zone);

  /** Whether the sender emptied the value on purpose. */
  boolean emptied(String value);
}
