package org.bianmin.hub.indicator.block;

import java.util.function.Function;

/** A group: how many items each fact has, and the columns of all items. */
final class GroupColumn implements Column {

  private final NumberColumn counts;
  private final int[] starts;
  private final Function<String, Column> items;

  /**
   * A group.
   *
   * @param items gives the column of an attribute of the items
   */
  GroupColumn(NumberColumn counts, Function<String, Column> items) {
    this.counts = counts;
    this.items = items;
    this.starts = new int[counts.rows()];
    int start = 0;
    for (int row = 0; row < starts.length; row++) {
      starts[row] = start;
      start += (int) counts.number(row);
    }
  }

  long weight() {
    return counts.weight() + 4L * starts.length;
  }

  @Override
  public boolean present(int row) {
    return counts.present(row);
  }

  @Override
  public boolean hasNumber(int row) {
    return counts.present(row);
  }

  @Override
  public long number(int row) {
    return counts.number(row);
  }

  @Override
  public boolean scaled() {
    return false;
  }

  @Override
  public long high(int row) {
    return 0;
  }

  @Override
  public long low(int row) {
    return 0;
  }

  @Override
  public String text(int row) {
    return null;
  }

  @Override
  public int items(int row) {
    return (int) counts.number(row);
  }

  @Override
  public int start(int row) {
    return starts[row];
  }

  @Override
  public Column item(String name) {
    return items.apply(name);
  }
}
