package org.bianmin.hub.alert;

import java.util.Locale;

/** Where an incident stands. */
public enum State {
  /** Nobody looks after it. */
  OPEN,
  /** Somebody does. */
  ACKNOWLEDGED,
  /** It is over. */
  RESOLVED;

  /** As API and pages write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
