package org.bianmin.hub.normalize;

/**
 * A reading of the journal with mapping files that are not in force, and what would be different.
 *
 * @param seenAt when it last gave a sign of life, epoch milliseconds
 * @param endedAt epoch milliseconds, null while it runs
 * @param messages how many it has read
 * @param expected how many there are to read: counted to the minute, so a few more or less
 * @param waits whether it gives way to messages that wait to be normalized
 * @param reason why it failed or was interrupted, else null
 * @param difference as far as it has read; null where lists leave it out
 */
public record DraftRun(
    long id,
    Tried tried,
    DraftState state,
    long seenAt,
    Long endedAt,
    long messages,
    long expected,
    boolean waits,
    String reason,
    Difference difference) {

  /**
   * What is tried, and on what.
   *
   * @param folder of the draft, below {@code hub.drafts}
   * @param draft, inForce content hashes of the two sets
   * @param source, from, to which messages, as in {@link DraftWish}
   * @param startedAt epoch milliseconds
   */
  public record Tried(
      String folder,
      String draft,
      String inForce,
      String source,
      long from,
      long to,
      long startedAt) {}
}
