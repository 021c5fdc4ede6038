package org.bianmin.hub.receive.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bianmin.hub.mapping.ViewDefinition;

/**
 * A query to a hospital's database. The view's own SELECT stands inside, so that the same few
 * conditions work in every dialect; how many rows come back is limited by the driver.
 *
 * @param parameters texts and {@link HisTime}s, last of all perhaps a {@link Most}
 */
record ViewQuery(String sql, List<Object> parameters) {

  /** A place in the order of rows; the key is null behind rows without one. */
  record Place(HisTime time, String key) {}

  /** How many rows this query answers at most, in place of the usual page. */
  record Most(int rows) {}

  /** So many rows without a key are read of one time. */
  static final Most KEYLESS = new Most(10_000);

  /** So many rows are looked up by their keys at once. */
  static final int KEYS = 50;

  /** The time of the database, or of whoever stamps its rows. */
  static ViewQuery clock(ViewDefinition view, String url) {
    String own =
        url.startsWith("jdbc:oracle:")
            ? "select current_timestamp from dual"
            : "select current_timestamp";
    return new ViewQuery(view.clock() == null ? own : view.clock(), List.of());
  }

  /**
   * Rows in the order of a time column. Behind a row without a key, the others of its time are left
   * to {@link #keyless}.
   *
   * @param bind the SQL that stands for a time of that column
   * @param from from this time on; null for all that have a time
   * @param after behind this place; null at the beginning
   */
  static ViewQuery rows(
      ViewDefinition view, String column, String bind, HisTime from, Place after) {
    String time = "v." + column;
    String key = "v." + ViewDefinition.KEY;
    List<Object> parameters = new ArrayList<>();
    String where;
    if (after == null) {
      where = from == null ? time + " is not null" : time + " >= " + bind;
      parameters.addAll(from == null ? List.of() : List.of(from));
    } else if (after.key() == null) {
      where = time + " > " + bind;
      parameters.add(after.time());
    } else {
      // rows without a key stand behind all others of their time
      String later = time + " > " + bind + " or " + key + " > ? or " + key + " is null";
      where = time + " >= " + bind + " and (" + later + ")";
      Collections.addAll(parameters, after.time(), after.time(), after.key());
    }
    String order = time + ", case when " + key + " is null then 1 else 0 end, " + key;
    return new ViewQuery(around(view) + where + " order by " + order, parameters);
  }

  /** The rows without a key of one time: nothing tells them apart, so they are one page. */
  static ViewQuery keyless(ViewDefinition view, String column, String bind, HisTime time) {
    String where = "v." + column + " = " + bind + " and v." + ViewDefinition.KEY + " is null";
    return new ViewQuery(around(view) + where, List.of(time, KEYLESS));
  }

  /** The rows that have these keys, at most {@link #KEYS}. */
  static ViewQuery byKeys(ViewDefinition view, List<String> keys) {
    List<Object> parameters = new ArrayList<>(keys);
    // always as many, so that the database has to understand one statement only
    parameters.addAll(Collections.nCopies(KEYS - keys.size(), keys.get(0)));
    String marks = String.join(", ", Collections.nCopies(KEYS, "?"));
    String where = "v." + ViewDefinition.KEY + " in (" + marks + ")";
    return new ViewQuery(around(view) + where, parameters);
  }

  private static String around(ViewDefinition view) {
    return "select * from (\n" + view.query().strip() + "\n) v where ";
  }
}
