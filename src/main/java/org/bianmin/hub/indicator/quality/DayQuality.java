package org.bianmin.hub.indicator.quality;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.indicator.block.Column;
import org.bianmin.hub.indicator.block.FactBlock;

/**
 * What the facts of one day lack.
 *
 * @param wards by ward or department, whichever facts of the type tell; empty for those that tell
 *     none
 */
record DayQuality(Map<String, Ward> wards) {

  private static final char OF_ITEM = '.';
  private static final List<String> PLACES = List.of("wardCode", "deptCode");

  /**
   * A ward.
   *
   * @param lacking in the order of the wishes
   */
  record Ward(int facts, int[] lacking) {}

  /** Whether a fact lacks something. */
  interface Lack {
    boolean at(int row);
  }

  static DayQuality of(FactBlock block, List<Wish> wishes) {
    Column place = place(block);
    Lack[] lacks = new Lack[wishes.size()];
    for (int i = 0; i < lacks.length; i++) {
      lacks[i] = lack(block, wishes.get(i).attribute());
    }
    Map<String, int[]> counts = new TreeMap<>();
    for (int row = 0; row < block.size(); row++) {
      int[] of = counts.computeIfAbsent(ward(place, row), w -> new int[lacks.length + 1]);
      of[lacks.length]++;
      for (int i = 0; i < lacks.length; i++) {
        if (lacks[i].at(row)) {
          of[i]++;
        }
      }
    }
    Map<String, Ward> wards = new TreeMap<>();
    counts.forEach(
        (ward, of) ->
            wards.put(ward, new Ward(of[lacks.length], java.util.Arrays.copyOf(of, lacks.length))));
    return new DayQuality(wards);
  }

  /** The ward of each fact; null where the type tells none. */
  static Column place(FactBlock block) {
    for (String name : PLACES) {
      Column column = block.column(name);
      for (int row = 0; row < block.size(); row++) {
        if (column.present(row)) {
          return column;
        }
      }
    }
    return null;
  }

  static String ward(Column place, int row) {
    String text = place == null ? null : place.text(row);
    return text == null ? "" : text;
  }

  /** Whether a fact lacks an attribute; of an attribute of items: whether one of them does. */
  static Lack lack(FactBlock block, String attribute) {
    if (attribute.equals(Wish.PERSON)) {
      Column person = block.person();
      return row -> !person.present(row);
    }
    int dot = attribute.indexOf(OF_ITEM);
    if (dot < 0) {
      Column column = block.column(attribute);
      return row -> !column.present(row);
    }
    Column group = block.column(attribute.substring(0, dot));
    Column item = group.item(attribute.substring(dot + 1));
    return row -> {
      int start = group.start(row);
      for (int i = 0; i < group.items(row); i++) {
        if (!item.present(start + i)) {
          return true;
        }
      }
      return false;
    };
  }
}
