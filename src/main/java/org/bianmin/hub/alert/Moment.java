package org.bianmin.hub.alert;

import java.util.Locale;

/** What people are told of an incident. */
public enum Moment {
  /** It began. */
  OPENED,
  /** It is bad again soon after it was over. */
  AGAIN,
  /** It lasts, and nobody looks after it. */
  REPEATED,
  /** Nobody looked after it in time; tells those who come next. */
  ESCALATED,
  /** It is over. */
  RESOLVED;

  /** As files, API and pages write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
