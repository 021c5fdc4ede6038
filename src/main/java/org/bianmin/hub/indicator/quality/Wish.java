package org.bianmin.hub.indicator.quality;

import java.util.List;

/**
 * An attribute that facts should have.
 *
 * @param attribute name; {@code items.value} inside of a group; {@code $person} for the person
 * @param required whether the event file says so; else only indicators read it, and some facts may
 *     rightly lack it
 * @param indicators in force that read it, as {@code programme/id}
 */
public record Wish(String attribute, boolean required, List<String> indicators) {

  /** The person whom a fact is about. */
  public static final String PERSON = "$person";

  public Wish {
    indicators = List.copyOf(indicators);
  }
}
