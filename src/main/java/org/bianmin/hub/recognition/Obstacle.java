package org.bianmin.hub.recognition;

/**
 * Why an item may not be recognised elsewhere (china-standards §2.4); the doctor decides anyway.
 */
public enum Obstacle {
  /** Not final, or not the last word of the laboratory. */
  NOT_FINAL,
  /** The province asks for an audit, and the report names no time and nobody of one. */
  NOT_AUDITED,
  /** The local code has no item code of the province. */
  NOT_MAPPED,
  /** The item code is not in the catalogue on that date. */
  NOT_IN_CATALOGUE,
  /** The item is on the negative list (互认负面清单). */
  NEGATIVE_LIST,
  /** A condition of the catalogue does not hold, for example the specimen. */
  CONDITION,
  /** The performing institution has no HR scope for the item on that date. */
  NO_SCOPE,
  /** The patient is known by a hospital card only. */
  NO_LEGAL_ID,
  /** The time from which the validity counts is not told. */
  NO_TIME,
  /** There is no result in it. */
  NO_VALUE
}
