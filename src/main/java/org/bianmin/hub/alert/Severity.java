package org.bianmin.hub.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How soon somebody is needed. */
public enum Severity {
  /** At once, also at night. */
  CRITICAL,
  /** Today. */
  WARNING,
  /** To know. */
  INFO;

  /** As rules and API write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Severity> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
  }
}
