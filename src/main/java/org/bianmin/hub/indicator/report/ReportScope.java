package org.bianmin.hub.indicator.report;

import java.util.Locale;

/**
 * Whose values a report holds.
 *
 * @param id code of the facility, county or city
 */
public record ReportScope(Kind kind, String id) {

  /** What a scope is. */
  public enum Kind {
    FACILITY,
    COUNTY,
    CITY;

    /** As API and contract write it. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String code) {
      for (Kind kind : values()) {
        if (kind.code().equals(code)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("scope is facility, county or city");
    }
  }
}
