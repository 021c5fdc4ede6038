package org.bianmin.hub.indicator.block;

/**
 * The active facts of one facility, type and partition day, by time and id. It never changes and
 * may be used by several threads.
 */
public interface FactBlock {

  String facility();

  String type();

  /** How many facts; their rows are numbered from 0. */
  int size();

  /** Row id of the measure event. */
  long id(int row);

  /** Epoch milliseconds. */
  long occurredAt(int row);

  /** Identity of the business key. */
  Column key();

  /** Identity of the person; absent where a fact names none. */
  Column person();

  /** Hash of the mapping set that made each fact. */
  Column mapping();

  /**
   * An attribute, or {@code $keypart.1}, the identity of the first part of the business key; absent
   * in all rows where the block does not have it.
   */
  Column column(String attribute);

  /** Whether blocks keep an attribute of this name; what is read by people only is left out. */
  static boolean keeps(String attribute) {
    return BlockLayout.keeps(attribute);
  }

  /** Larger than that of every earlier block of the same facility, type and day. */
  long generation();
}
