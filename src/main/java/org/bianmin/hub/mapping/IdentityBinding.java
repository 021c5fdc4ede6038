package org.bianmin.hub.mapping;

import java.util.List;

/**
 * How messages of a format tell who the patient is by law (patient-identities.yaml).
 *
 * @param ids where legal ids stand; the first that is one holds
 * @param name where the name stands, or the family name
 * @param given where the given name stands, apart from the family name; may be empty
 * @param sex where it stands; translated by the code table {@code sex}
 * @param birthDate where it stands
 */
public record IdentityBinding(
    String format,
    List<Id> ids,
    Paths name,
    Paths given,
    Paths sex,
    Paths birthDate,
    String file,
    int line) {

  /** The code table that translates sexes to GB/T 2261.1. */
  public static final String SEXES = "sex";

  /**
   * One kind of legal id.
   *
   * @param type CV02.01.101
   */
  public record Id(String type, Paths path) {}
}
