package org.bianmin.hub.indicator.block;

/**
 * One attribute of all facts of a block, or of all items of a group. A row is the number of the
 * fact, or of the item, from 0. What a fact does not tell, or tells by a code without a row in the
 * code tables, is absent.
 */
public interface Column {

  /** Whether the row has a value; of a group, whether it is told, be it without items. */
  boolean present(int row);

  /** Whether {@link #number} means something: not where the value is a text that is no number. */
  boolean hasNumber(int row);

  /**
   * Times in epoch milliseconds, integers, fen, booleans as 0 or 1; of a text its number in steps
   * of 1/10000 ({@link #scaled}); of a group the number of items. 0 where there is none.
   */
  long number(int row);

  /** Whether numbers are multiplied by 10000, since they were told as decimals. */
  boolean scaled();

  /** First half of the value's {@link Identity}; 0 where absent. */
  long high(int row);

  /** Second half of the value's {@link Identity}; 0 where absent. */
  long low(int row);

  /** The text, null where absent, where only its identity is kept, and of numbers. */
  String text(int row);

  /** How many items the group of a row has; 0 of anything but a group. */
  int items(int row);

  /** Row of the first item of a row's group in the columns of its items; the others follow. */
  int start(int row);

  /** An attribute of a group's items; absent in all rows where there is no such. */
  Column item(String name);
}
