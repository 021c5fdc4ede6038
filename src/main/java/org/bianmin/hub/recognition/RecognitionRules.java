package org.bianmin.hub.recognition;

/** What the tables say at order time. All of it is optional: without tables nothing is left out. */
public interface RecognitionRules {

  /** Without any tables. */
  RecognitionRules NONE = new RecognitionRules() {};

  /**
   * Whether the levels of two institutions allow recognising an item.
   *
   * @param at epoch milliseconds
   */
  default boolean allows(String asking, String performing, String item, long at) {
    return true;
  }

  /** Name of a facility, null where no table has it. */
  default String nameOf(String facility) {
    return null;
  }

  /** What an item costs at a facility, in fen; null where no table has it. */
  default Long feeFen(String facility, String item, long at) {
    return null;
  }
}
