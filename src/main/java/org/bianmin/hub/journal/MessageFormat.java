package org.bianmin.hub.journal;

import java.util.Locale;

/** What the raw bytes of a message are. */
public enum MessageFormat {
  HL7V2,
  FHIR,
  JSON,
  ROW;

  /** The word in tables, mapping files and the API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static MessageFormat of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
