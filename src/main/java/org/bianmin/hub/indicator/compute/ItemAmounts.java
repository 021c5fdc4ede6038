package org.bianmin.hub.indicator.compute;

import org.bianmin.hub.indicator.block.Column;
import org.bianmin.hub.indicator.programme.Quantity;

/** The numbers that the items of a group of the fact in the frame have, times 10000. */
final class ItemAmounts {

  private final Ref.Attribute group;
  private final String item;

  ItemAmounts(Quantity.Items quantity, Plan plan) {
    if (!(plan.ref(quantity.group()) instanceof Ref.Attribute found)) {
      throw new IllegalArgumentException("\"" + quantity.group() + "\" is no group");
    }
    group = found;
    item = quantity.item();
  }

  /** How many items there are. */
  int count() {
    return group.present() ? group.column().items(row()) : 0;
  }

  /** Whether an item has the number, counted from 0. */
  boolean has(int index) {
    Column column = group.column();
    return column.item(item).hasNumber(column.start(row()) + index);
  }

  long value(int index) {
    Column column = group.column();
    Column numbers = column.item(item);
    long number = numbers.number(column.start(row()) + index);
    return numbers.scaled() ? number : Math.multiplyExact(number, Amount.scale());
  }

  /** Notes the fact on the sides on which it has items. */
  void trace(Trace trace, int having, int count) {
    if (having > 0) {
      trace.numerator().add(group.frame.blocks[group.slot], row(), having);
    }
    trace.denominator().add(group.frame.blocks[group.slot], row(), count);
  }

  private int row() {
    return group.frame.rows[group.slot];
  }
}
