package org.bianmin.hub.mapping;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/**
 * A view (视图) of a hospital system's database, one measure event per row. Columns are known by
 * their names in the query, in lower case.
 *
 * @param name of its file
 * @param event the measure event that a row tells
 * @param query one SELECT without parameters and order; the hub adds both
 * @param clock a query for the time as the rows are stamped; null means the database's own
 * @param window null where nothing is read again
 * @param voids null where rows are never marked as taken back
 * @param file path below the mappings folder
 */
public record ViewDefinition(
    String name,
    String event,
    String query,
    String clock,
    Watermark watermark,
    Window window,
    Voids voids,
    String file) {

  /** The business key of the fact; tells the rows apart. */
  public static final String KEY = "fact_key";

  /** When the row was written last. */
  public static final String RECORDED_AT = "recorded_at";

  public static final String OCCURRED_AT = "occurred_at";
  public static final String PATIENT_ID = "patient_id";
  public static final String PATIENT_ID_TYPE = "patient_id_type";

  static final Set<String> RESERVED =
      Set.of(KEY, RECORDED_AT, OCCURRED_AT, PATIENT_ID, PATIENT_ID_TYPE);

  /**
   * How new and changed rows are found.
   *
   * @param column a time that grows with every change of a row
   * @param overlap so much before the mark is read again, for transactions that commit late
   * @param from rows from this day on are read at first; null means all
   * @param bind the SQL that stands for a time of this column, with one {@code ?}
   */
  public record Watermark(String column, Duration overlap, LocalDate from, String bind) {}

  /**
   * What is read again and compared, to find rows that vanished or changed silently.
   *
   * @param column a time of the row that rarely changes, mostly the business time
   * @param days how far back, by the database's clock
   * @param every time between two comparisons
   * @param most percentage of the known rows that may vanish at once; when more do, nothing is
   *     taken back
   * @param bind the SQL that stands for a time of this column, with one {@code ?}
   */
  public record Window(String column, int days, Duration every, int most, String bind) {}

  /**
   * Rows that are marked as taken back.
   *
   * @param in values that mean so
   */
  public record Voids(String column, Set<String> in) {}

  /** Columns that are no attributes, unless the event has one of that name. */
  public Set<String> controls() {
    Set<String> names = new TreeSet<>(RESERVED);
    names.add(watermark.column());
    if (window != null) {
      names.add(window.column());
    }
    if (voids != null) {
      names.add(voids.column());
    }
    return names;
  }
}
