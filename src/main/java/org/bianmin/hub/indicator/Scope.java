package org.bianmin.hub.indicator;

import java.util.Objects;

/**
 * Whose facts are counted.
 *
 * @param id code of the facility, name of the county or city; empty for all
 */
public record Scope(Kind kind, String id) {

  /** What it is. */
  public enum Kind {
    FACILITY,
    COUNTY,
    CITY,
    ALL
  }

  public Scope {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
  }

  public static Scope facility(String code) {
    return new Scope(Kind.FACILITY, code);
  }

  public static Scope all() {
    return new Scope(Kind.ALL, "");
  }
}
