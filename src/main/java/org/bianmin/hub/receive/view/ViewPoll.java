package org.bianmin.hub.receive.view;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.ViewDefinition;

/**
 * One read of a view, as a sequence of queries each of which depends on the answer to the one
 * before: the database's clock, the rows behind the mark page by page, and when it is time the rows
 * of the window and those that seem to have vanished.
 */
final class ViewPoll {

  private enum Step {
    CLOCK,
    CHANGES,
    COMPARE,
    VERIFY,
    DONE
  }

  private final ViewTeller.Origin origin;
  private final ViewDefinition view;
  private final MappingSet set;
  private final ZoneId zone;
  private final String url;
  private final int pageSize;
  private final KnownRows known;
  private final ViewTeller teller;
  private final boolean compare;
  private Step step = Step.CLOCK;
  private HisTime clock;
  private HisTime mark;
  private HisTime from;
  private ViewQuery.Place after;
  private HisTime likeWindow;
  private Comparison comparison;

  /**
   * A read.
   *
   * @param url tells the database's dialect
   * @param pageSize most rows that a query answers
   * @param compare whether the window is due
   */
  ViewPoll(
      ViewTeller.Origin origin,
      ViewDefinition view,
      MappingSet set,
      ZoneId zone,
      String url,
      int pageSize,
      KnownRows known,
      ViewTeller teller,
      boolean compare) {
    this.origin = origin;
    this.view = view;
    this.set = set;
    this.zone = zone;
    this.url = url;
    this.pageSize = pageSize;
    this.known = known;
    this.teller = teller;
    this.compare = compare && view.window() != null;
  }

  /** Whether there is another query. */
  boolean more() {
    return step != Step.DONE;
  }

  ViewQuery query() {
    return switch (step) {
      case CLOCK -> ViewQuery.clock(view, url);
      case CHANGES ->
          ViewQuery.rows(view, view.watermark().column(), view.watermark().bind(), from, after);
      case COMPARE ->
          ViewQuery.rows(view, view.window().column(), view.window().bind(), from, after);
      case VERIFY -> ViewQuery.byKeys(view, comparison.nextKeys());
      case DONE -> throw new IllegalStateException("The read is over");
    };
  }

  /** Takes the answer to {@link #query}; what it says is durable when this returns. */
  void answer(List<ViewRow> rows) {
    switch (step) {
      case CLOCK -> clock(rows);
      case CHANGES -> changes(rows);
      case COMPARE -> compare(rows);
      case VERIFY -> verify(rows);
      case DONE -> throw new IllegalStateException("The read is over");
    }
  }

  private void clock(List<ViewRow> rows) {
    if (rows.size() != 1 || rows.get(0).columns().isEmpty()) {
      throw new ViewProblem("the query 'clock' answers no single row; correct the view's file");
    }
    ViewRow row = rows.get(0);
    clock = row.time(row.columns().keySet().iterator().next());
    if (clock == null) {
      throw new ViewProblem("the query 'clock' answers no time; correct the view's file");
    }
    mark = known.mark(origin.view()).orElse(null);
    if (mark != null) {
      from = mark.minus(view.watermark().overlap());
    } else if (view.watermark().from() != null) {
      from = new HisTime(view.watermark().from().atStartOfDay(), null);
    }
    step = Step.CHANGES;
  }

  private void changes(List<ViewRow> rows) {
    HisTime moved = rows.isEmpty() ? null : moved(rows.get(rows.size() - 1));
    teller.tell(origin, documents(rows), clock.millis(zone), moved);
    mark = moved == null ? mark : moved;
    if (!rows.isEmpty() && view.window() != null) {
      likeWindow = rows.get(rows.size() - 1).time(view.window().column());
    }
    if (rows.size() < pageSize) {
      endOfChanges();
    } else {
      advance(rows.get(rows.size() - 1), view.watermark().column());
    }
  }

  /**
   * The mark after a page, null where it stays. A row from the future does not take it along: rows
   * that are still to come would lie behind it.
   */
  private HisTime moved(ViewRow last) {
    HisTime time = last.time(view.watermark().column());
    HisTime now = time.likewise(clock.millis(zone), zone);
    HisTime next = time.isAfter(now, zone) ? now : time;
    return mark == null || next.isAfter(mark, zone) ? next : null;
  }

  private void endOfChanges() {
    after = null;
    if (!compare) {
      step = Step.DONE;
      return;
    }
    HisTime like = likeWindow == null ? new HisTime(java.time.LocalDateTime.MIN, null) : likeWindow;
    from = like.likewise(windowStart(), zone);
    comparison = new Comparison(from.millis(zone));
    step = Step.COMPARE;
  }

  private long windowStart() {
    return clock.minus(Duration.ofDays(view.window().days())).millis(zone);
  }

  private void compare(List<ViewRow> rows) {
    List<ViewDocument> documents = documents(rows);
    teller.tell(origin, documents, clock.millis(zone), null);
    boolean last = rows.size() < pageSize;
    ViewRow end = rows.isEmpty() ? null : rows.get(rows.size() - 1);
    long to = last ? Long.MAX_VALUE : end.time(view.window().column()).millis(zone);
    comparison.page(documents, to);
    if (!last) {
      advance(end, view.window().column());
      return;
    }
    comparison.end();
    step = comparison.nextKeys().isEmpty() ? Step.DONE : Step.VERIFY;
  }

  private void verify(List<ViewRow> rows) {
    List<ViewDocument> found = documents(rows);
    List<String> gone = new ArrayList<>(comparison.nextKeys());
    found.forEach(row -> gone.remove(row.rowKey()));
    Map<String, KnownRows.Known> before = known.byKeys(origin.view(), gone);
    before.forEach((key, last) -> found.add(ViewDocument.gone(key, last.windowAt(), view, zone)));
    teller.tell(origin, found, clock.millis(zone), null);
    comparison.verified();
    step = comparison.nextKeys().isEmpty() ? Step.DONE : Step.VERIFY;
  }

  private void advance(ViewRow last, String column) {
    ViewQuery.Place place = new ViewQuery.Place(last.time(column), last.text(ViewDefinition.KEY));
    if (place.equals(after)) {
      throw new ViewProblem(
          "reading does not get beyond one row: the database compares '"
              + column
              + "' with fewer digits than it answers, or two rows have one fact_key; see 'bind' in"
              + " docs/views.md");
    }
    after = place;
  }

  private List<ViewDocument> documents(List<ViewRow> rows) {
    List<ViewDocument> documents = new ArrayList<>(rows.size());
    rows.forEach(row -> documents.add(ViewDocument.of(row, view, set, zone)));
    return documents;
  }

  /** Whether the window was compared to its end. */
  boolean compared() {
    return comparison != null && step == Step.DONE;
  }

  /**
   * How many rows seem to have vanished, where these are too many to be believed; else 0. Of use
   * when the read is over.
   */
  int refused() {
    return comparison == null ? 0 : comparison.refused;
  }

  /** Rows that were told before this time, epoch milliseconds, are of no more use; may be null. */
  Long forgettable() {
    if (mark == null) {
      return null;
    }
    long needed = mark.minus(view.watermark().overlap()).millis(zone);
    return view.window() == null ? needed : Math.min(needed, windowStart());
  }

  /** The known rows of the window against those that were read. */
  private final class Comparison {
    private final int most;
    private final Map<String, Long> seen = new HashMap<>();
    private final List<String> missing;
    private long from;
    private int verified;
    private int refused;

    Comparison(long from) {
      this.from = from;
      long rows = known.count(origin.view(), from);
      this.most = (int) Math.max(20, rows * view.window().most() / 100);
      this.missing = new ArrayList<>(known.untoldEnds(origin.view()));
    }

    /** All rows up to a time, itself excluded, have been read. */
    void page(List<ViewDocument> rows, long to) {
      for (ViewDocument row : rows) {
        if (row.windowAt() != null) {
          seen.put(row.rowKey(), row.windowAt());
        }
      }
      if (to > from) {
        for (String key : known.within(origin.view(), from, to)) {
          // more than can be believed need not be remembered, only counted
          if (!seen.containsKey(key) && ++refused <= most) {
            missing.add(key);
          }
        }
        from = to;
        seen.values().removeIf(at -> at < to);
      }
    }

    void end() {
      if (refused > most) {
        missing.clear();
      } else {
        refused = 0;
      }
    }

    List<String> nextKeys() {
      return missing.subList(verified, Math.min(missing.size(), verified + ViewQuery.KEYS));
    }

    void verified() {
      verified = Math.min(missing.size(), verified + ViewQuery.KEYS);
    }
  }
}
