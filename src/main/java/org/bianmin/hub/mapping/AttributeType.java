package org.bianmin.hub.mapping;

import java.util.Locale;

/** What an attribute's value is. */
public enum AttributeType {
  /** A code of a value set. */
  CODE,
  TEXT,
  /** A point in time, written with its offset (RFC 3339). */
  TIME,
  /** A number as the source wrote it, kept as text: the hub does not convert values or units. */
  VALUE,
  INTEGER,
  BOOLEAN,
  /** Money: yuan in the source, integer fen (分) in the event. */
  AMOUNT,
  /** Several items, each with its own attributes. */
  GROUP;

  static AttributeType of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
