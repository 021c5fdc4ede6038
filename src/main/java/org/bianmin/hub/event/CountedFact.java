package org.bianmin.hub.event;

/**
 * A fact that a figure counts.
 *
 * @param id of its row
 * @param occurredAt epoch milliseconds
 */
public record CountedFact(long id, EventKey key, long occurredAt) {

  /** A place in the order of facts: the last fact of a page. */
  public record Cursor(long occurredAt, long id) {

    /**
     * Reads {@link CountedFact#cursor}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Cursor parse(String text) {
      String[] parts = text.split("-", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException("after is the value of next from the page before");
      }
      try {
        return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("after is the value of next from the page before", e);
      }
    }
  }

  /** Where the next page begins. */
  public String cursor() {
    return occurredAt + "-" + id;
  }
}
