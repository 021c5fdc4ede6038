package org.bianmin.hub.receive.view;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
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
  private final ViewMemory memory;
  private final boolean compare;
  private Step step = Step.CLOCK;
  private HisTime clock;
  private HisTime mark;
  private HisTime from;
  private ViewQuery.Place after;
  private boolean keyless;
  private ViewComparison comparison;

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
      ViewMemory memory,
      boolean compare) {
    this.origin = origin;
    this.view = view;
    this.set = set;
    this.zone = zone;
    this.url = url;
    this.pageSize = pageSize;
    this.known = known;
    this.teller = teller;
    this.memory = memory;
    this.compare = compare && view.window() != null;
  }

  /** Whether there is another query. */
  boolean more() {
    return step != Step.DONE;
  }

  ViewQuery query() {
    return switch (step) {
      case CLOCK -> ViewQuery.clock(view, url);
      case CHANGES -> rows(view.watermark().column(), view.watermark().bind());
      case COMPARE -> rows(view.window().column(), view.window().bind());
      case VERIFY -> ViewQuery.byKeys(view, comparison.nextKeys());
      case DONE -> throw new IllegalStateException("The read is over");
    };
  }

  private ViewQuery rows(String column, String bind) {
    return keyless
        ? ViewQuery.keyless(view, column, bind, after.time())
        : ViewQuery.rows(view, column, bind, from, after);
  }

  /** Takes the answer to {@link #query}; what it says is durable when this returns. */
  void answer(List<ViewRow> rows) {
    if (keyless) {
      keyless(rows);
      return;
    }
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
      // whether the column has a zone shows with its first row; what is too early is left out
      from = new HisTime(view.watermark().from().atStartOfDay(), null).minus(ViewMemory.ZONES);
    }
    step = Step.CHANGES;
  }

  private void changes(List<ViewRow> rows) {
    HisTime moved = rows.isEmpty() ? null : moved(rows.get(rows.size() - 1));
    teller.tell(origin, documents(begun(rows)), clock.millis(zone), moved);
    mark = moved == null ? mark : moved;
    memory.learn(view, rows);
    if (rows.size() < pageSize) {
      endOfChanges();
    } else {
      advance(rows.get(rows.size() - 1), view.watermark().column());
    }
  }

  /** Without the rows from before the first read. */
  private List<ViewRow> begun(List<ViewRow> rows) {
    LocalDate first = view.watermark().from();
    if (first == null) {
      return rows;
    }
    long start = first.atStartOfDay(zone).toInstant().toEpochMilli();
    return rows.stream().filter(row -> !isBefore(row, start)).toList();
  }

  private boolean isBefore(ViewRow row, long start) {
    HisTime time = row.time(view.watermark().column());
    return time != null && time.millis(zone) < start;
  }

  /** The other rows of one time without a key, where a page ended among them. */
  private void keyless(List<ViewRow> rows) {
    String column = step == Step.CHANGES ? view.watermark().column() : view.window().column();
    if (rows.isEmpty()) {
      throw stuck(column);
    }
    List<ViewRow> due = step == Step.CHANGES ? begun(rows) : rows;
    teller.tell(origin, documents(due), clock.millis(zone), null);
    if (rows.size() >= ViewQuery.KEYLESS.rows()) {
      memory.tooManyKeyless(origin.view().source(), column);
    }
    keyless = false;
  }

  /**
   * The mark after a page, null where it stays. A row from the future does not take it along: rows
   * that are still to come would lie behind it.
   */
  private HisTime moved(ViewRow last) {
    HisTime time = last.time(view.watermark().column());
    if (time == null) {
      return null;
    }
    HisTime now = time.likewise(clock.millis(zone), zone);
    HisTime next = time.isAfter(now, zone) ? now : time;
    if (!next.tellable()) {
      return null;
    }
    return mark == null || next.isAfter(mark, zone) ? next : null;
  }

  private void endOfChanges() {
    after = null;
    if (!compare) {
      step = Step.DONE;
      return;
    }
    from = memory.like(view, windowStart(), zone);
    comparison = new ViewComparison(known, origin.view(), view.window().most(), windowStart());
    step = Step.COMPARE;
  }

  private long windowStart() {
    return clock.minus(Duration.ofDays(view.window().days())).millis(zone);
  }

  private void compare(List<ViewRow> rows) {
    List<ViewDocument> documents = documents(rows);
    teller.tell(origin, documents, clock.millis(zone), null);
    memory.learn(view, rows);
    if (rows.size() >= pageSize) {
      advance(rows.get(rows.size() - 1), view.window().column());
      comparison.page(documents, after.time().millis(zone));
      return;
    }
    comparison.page(documents, Long.MAX_VALUE);
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
    if (place.time() == null) {
      throw new ViewProblem(
          "a page ends with a '" + column + "' that is no time; leave such rows out in the query");
    }
    if (place.equals(after)) {
      throw stuck(column);
    }
    after = place;
    keyless = place.key() == null;
  }

  private static ViewProblem stuck(String column) {
    return new ViewProblem(
        "reading does not get beyond one row: the database compares '"
            + column
            + "' with fewer digits than it answers, or two rows have one fact_key; see 'bind' in"
            + " docs/views.md");
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
    return comparison == null ? 0 : comparison.refused();
  }

  /** Rows that were told before this time, epoch milliseconds, are of no more use; may be null. */
  Long forgettable() {
    if (mark == null) {
      return null;
    }
    long needed = mark.minus(view.watermark().overlap()).millis(zone);
    return view.window() == null ? needed : Math.min(needed, windowStart());
  }
}
