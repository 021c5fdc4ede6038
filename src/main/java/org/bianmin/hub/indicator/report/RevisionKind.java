package org.bianmin.hub.indicator.report;

import java.util.Locale;

/** Why there is a revision of a report. */
public enum RevisionKind {
  /** The cut, or a cut made again before it was sent. */
  FIRST,
  /** After the platform returned one. */
  CORRECTION,
  /** Late facts changed what was cut (更正报). */
  RESTATEMENT;

  /** As API and contract write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
