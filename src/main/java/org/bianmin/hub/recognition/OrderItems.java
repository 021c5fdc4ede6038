package org.bianmin.hub.recognition;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.MappingSet;

/** Which items of the province an order asks for, by the tables in force. */
final class OrderItems {

  /** Codes of single items, asked one after the other besides the table of panels. */
  private static final List<String> SINGLE = List.of("exam-item", "lab-item");

  private OrderItems() {}

  /**
   * The items of a code that an order or a question has.
   *
   * @param source id of the source whose code it is
   * @param day business day, counted from 1970-01-01
   * @return none where no table has a row for it
   */
  static Set<String> of(MappingSet set, String source, String code, long day) {
    Set<String> items = new LinkedHashSet<>();
    String panel = translated(set, CodeTable.ORDER_ITEMS, source, code, day);
    if (panel != null) {
      items.addAll(Arrays.asList(panel.strip().split("\\s+", -1)));
    }
    for (String table : SINGLE) {
      String item = translated(set, table, source, code, day);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  private static String translated(
      MappingSet set, String name, String source, String code, long day) {
    CodeTable table = set.tables().get(name);
    return table != null && table.translate(source, code, day) instanceof CodeTable.Mapped mapped
        ? mapped.code()
        : null;
  }
}
