package org.bianmin.hub.mapping;

/**
 * Which edition of a code system the targets of a table are of.
 *
 * @param system for example {@code GB/T 2261.1}
 * @param edition for example {@code 2003}; null where the system has none or nobody has said
 * @param source where the codes were taken from; null where nobody has said
 * @param from the day from which the edition is in force, as it is written; null where unknown
 */
public record CodeEdition(String system, String edition, String source, String from) {

  /** System and edition in one word. */
  @Override
  public String toString() {
    return edition == null ? system : system + " " + edition;
  }
}
