package org.bianmin.hub.indicator.block;

import org.bianmin.hub.mapping.AttributeDefinition;

/** How the values of a column are kept. */
enum Form {
  /** A point in time, in the attributes a text with its offset. */
  TIME,
  /** Integers, fen, booleans. */
  NUMBER,
  /** Each text once. */
  TEXT,
  /** The identity of each text once. */
  IDENTITY,
  /** How many items; the columns of the items stand beside. */
  GROUP;

  /** By code, as it stands in blocks; never renumbered. */
  static Form of(int code) {
    return switch (code) {
      case 1 -> TIME;
      case 2 -> NUMBER;
      case 3 -> TEXT;
      case 4 -> IDENTITY;
      case 5 -> GROUP;
      default -> throw new IllegalStateException("A day block has a column of kind " + code);
    };
  }

  int code() {
    return switch (this) {
      case TIME -> 1;
      case NUMBER -> 2;
      case TEXT -> 3;
      case IDENTITY -> 4;
      case GROUP -> 5;
    };
  }

  static Form of(AttributeDefinition attribute) {
    return switch (attribute.type()) {
      case TIME -> TIME;
      case INTEGER, AMOUNT, BOOLEAN -> NUMBER;
      case CODE, VALUE -> TEXT;
      case TEXT -> isNumberOfSomething(attribute.name()) ? IDENTITY : TEXT;
      case GROUP -> GROUP;
    };
  }

  /** Numbers of visits, orders, persons: compared and counted, never shown. */
  private static boolean isNumberOfSomething(String name) {
    return name.endsWith("Ref")
        || name.endsWith("Key")
        || name.endsWith("No")
        || name.endsWith("Id")
        || name.equals("orderGroup")
        || name.equals("accession");
  }
}
