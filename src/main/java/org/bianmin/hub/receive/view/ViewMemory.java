package org.bianmin.hub.receive.view;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.bianmin.hub.mapping.ViewDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one read of a view leaves to the next. */
final class ViewMemory {

  /** No two zones of the world are further apart. */
  static final Duration ZONES = Duration.ofHours(26);

  private static final Logger log = LoggerFactory.getLogger(ViewMemory.class);

  private ViewDefinition learned;
  private HisTime likeWindow;
  private String reported = "";

  /** Sees whether the window's column has a zone. */
  void learn(ViewDefinition view, List<ViewRow> rows) {
    if (view.window() == null || view.equals(learned)) {
      return;
    }
    for (ViewRow row : rows) {
      HisTime time = row.time(view.window().column());
      if (time != null) {
        learned = view;
        likeWindow = time;
        return;
      }
    }
  }

  /**
   * A time, in epoch milliseconds, for the window's column to be compared with. Where it is not
   * known whether the column has a zone, it is earlier, since the database may read a time without
   * zone in another one.
   */
  HisTime like(ViewDefinition view, long millis, ZoneId zone) {
    return view.equals(learned)
        ? likeWindow.likewise(millis, zone)
        : new HisTime(LocalDateTime.MIN, null).likewise(millis, zone).minus(ZONES);
  }

  /** Says once per column that not all of the rows were read. */
  void tooManyKeyless(String source, String column) {
    if (!reported.equals(column)) {
      reported = column;
      log.warn(
          "hub.sources.{}: at least {} rows without fact_key have one and the same '{}'; what lies"
              + " beyond these is not read. Have fact_key filled in the view's query",
          source,
          ViewQuery.KEYLESS.rows(),
          column);
    }
  }
}
