package org.bianmin.hub.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows that one of several nodes owns, of all tables, kept as the store says. */
final class SharedRows {

  /** Fewer spans of a table than these are never looked at. */
  static final int TIDY_FROM = 64;

  /** Ids behind the newest, between which no transaction can still insert. */
  private static final long SETTLED = 20L * Ids.BLOCK;

  private final IdRanges table;
  private final GroupCommit commits;
  private final Map<String, OwnRows> rows;

  SharedRows(IdRanges table, GroupCommit commits, Runnable adopted) {
    this.table = table;
    this.commits = commits;
    this.rows =
        Map.of(
            "message", OwnRows.shared("message", table, commits, adopted),
            "delivery", OwnRows.shared("delivery", table, commits, adopted));
  }

  Map<String, OwnRows> byName() {
    return rows;
  }

  /** What belongs to nobody is this node's from now on, if something waits in it. */
  void adopt(Session session) throws SQLException {
    for (String name : rows.keySet()) {
      int unused = table.adopt(session, name);
      session.commit();
    }
  }

  /** Takes over what nodes had that are gone; answers how many spans that were. */
  int takeOver(Session session) throws SQLException {
    return table.takeOver(session);
  }

  /** Sees what was gained and lost, and hears what others have made to wait. */
  void look(Session session) throws SQLException {
    hear(session, read(session));
  }

  void sweep() {
    rows.values().forEach(OwnRows::sweep);
  }

  private Map<String, List<IdSpans.Span>> read(Session session) throws SQLException {
    long before = commits.commits();
    Map<String, List<IdSpans.Span>> own = table.own(session);
    session.commit();
    rows.forEach((each, of) -> of.read(IdSpans.of(own.getOrDefault(each, List.of())), before));
    return own;
  }

  private void hear(Session session, Map<String, List<IdSpans.Span>> own) throws SQLException {
    List<IdRanges.Call> heard = new ArrayList<>(0);
    for (IdRanges.Call call : table.calls(session)) {
      IdSpans spans = IdSpans.of(own.getOrDefault(call.name(), List.of()));
      if (table.hear(session, call, spans.contains(call.first()))) {
        heard.add(call);
      }
    }
    session.commit();
    heard.forEach(call -> rows.get(call.name()).waiting(call.first(), call.last()));
  }

  /** Gives up spans in which nothing waits, so that their table stays small. */
  void tidy(Session session) throws SQLException {
    for (Map.Entry<String, List<IdSpans.Span>> each : read(session).entrySet()) {
      OwnRows of = rows.get(each.getKey());
      if (each.getValue().size() < TIDY_FROM) {
        continue;
      }
      for (IdSpans.Span span : each.getValue()) {
        if (of.isOld(span, SETTLED) && table.nothingWaits(session, of.name(), span)) {
          // forgotten first: whoever makes a row wait in it now sees that it is nobody's
          of.forget(IdSpans.of(List.of(span)));
          int unused = table.giveUp(session, of.name(), span);
        }
        session.commit();
      }
    }
    // what could not be given up is back
    Map<String, List<IdSpans.Span>> unused = read(session);
  }
}
