package org.bianmin.hub.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Which rows belong to which node, and which rows somebody else has made to wait. */
final class IdRanges {

  /** Rows that were told to somebody. */
  record Call(String name, long first, long last) {}

  private static final String TAKE_OVER =
      "update id_range set node = ? where node <> ?"
          + " and not exists (select 1 from hub_node living where living.node = id_range.node)";

  private static final String EXTEND =
      "update id_range set last_id = ? where name = ? and last_id = ? and node = ?";
  private static final String ADD =
      "insert into id_range (name, first_id, last_id, node) values (?, ?, ?, ?)"
          + " on conflict (name, first_id) do nothing";
  private static final String OWN =
      "select name, first_id, last_id from id_range where node = ? order by name, first_id";
  private static final String OF_ALL = "select first_id, last_id from id_range where name = ?";
  private static final String OWNER =
      "select node from id_range where name = ? and first_id <= ? and last_id >= ?";
  // conditions of the partial indexes
  private static final Map<String, String> WAITING =
      Map.of(
          "message",
          "from message where state = 'RECEIVED'",
          "delivery",
          "from delivery where state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE')");

  private static final String CALL =
      "insert into id_call (name, first_id, last_id, asked) values (?, ?, ?, 1)"
          + " on conflict (name, first_id, last_id) do update set asked = id_call.asked + 1";
  private static final String CALLS = "select name, first_id, last_id from id_call";
  private static final String CALLED =
      "delete from id_call where name = ? and first_id = ? and last_id = ?";

  private final Supplier<String> node;

  /**
   * Of one node.
   *
   * @param node its name in the tables
   */
  IdRanges(Supplier<String> node) {
    this.node = node;
  }

  /** Takes over the rows of nodes that are gone; answers how many spans that were. */
  int takeOver(Session session) throws SQLException {
    PreparedStatement take = session.prepare(TAKE_OVER);
    take.setString(1, node.get());
    take.setString(2, node.get());
    return take.executeUpdate();
  }

  /** Owns a block from now on. */
  void take(Session session, String name, long first, long last) throws SQLException {
    PreparedStatement extend = session.prepare(EXTEND);
    extend.setLong(1, last);
    extend.setString(2, name);
    extend.setLong(3, first - 1);
    extend.setString(4, node.get());
    if (extend.executeUpdate() == 0) {
      add(session, name, first, last);
    }
  }

  private boolean add(Session session, String name, long first, long last) throws SQLException {
    PreparedStatement add = session.prepare(ADD);
    add.setString(1, name);
    add.setLong(2, first);
    add.setLong(3, last);
    add.setString(4, node.get());
    return add.executeUpdate() == 1;
  }

  /** What this node owns, by table, as it is stored. */
  Map<String, List<IdSpans.Span>> own(Session session) throws SQLException {
    PreparedStatement select = session.prepare(OWN);
    select.setString(1, node.get());
    Map<String, List<IdSpans.Span>> spans = new TreeMap<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        spans
            .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
            .add(new IdSpans.Span(rows.getLong(2), rows.getLong(3)));
      }
    }
    return spans;
  }

  /**
   * Owns what waits and belongs to nobody: rows from before the first node, or of a version that
   * knew no nodes.
   */
  int adopt(Session session, String name) throws SQLException {
    IdSpans owned = owned(session, name);
    List<Long> blocks = new ArrayList<>();
    PreparedStatement waiting =
        session.prepare("select distinct (id - 1) / " + Ids.BLOCK + " " + WAITING.get(name));
    try (ResultSet rows = waiting.executeQuery()) {
      while (rows.next()) {
        blocks.add(rows.getLong(1));
      }
    }
    int adopted = 0;
    for (long block : blocks) {
      long first = block * Ids.BLOCK + 1;
      if (!owned.contains(first) && add(session, name, first, first + Ids.BLOCK - 1)) {
        adopted++;
      }
    }
    return adopted;
  }

  private static IdSpans owned(Session session, String name) throws SQLException {
    PreparedStatement select = session.prepare(OF_ALL);
    select.setString(1, name);
    List<IdSpans.Span> spans = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        spans.add(new IdSpans.Span(rows.getLong(1), rows.getLong(2)));
      }
    }
    return IdSpans.of(spans);
  }

  /** Whether nothing waits in a span. */
  boolean nothingWaits(Session session, String name, IdSpans.Span span) throws SQLException {
    PreparedStatement select =
        session.prepare("select 1 " + WAITING.get(name) + " and id between ? and ? limit 1");
    select.setLong(1, span.first());
    select.setLong(2, span.last());
    try (ResultSet row = select.executeQuery()) {
      return !row.next();
    }
  }

  /** Gives up a span, unless something waits in it. */
  int giveUp(Session session, String name, IdSpans.Span span) throws SQLException {
    PreparedStatement delete =
        session.prepare(
            "delete from id_range where name = ? and first_id = ? and last_id = ? and node = ?"
                + " and not exists (select 1 "
                + WAITING.get(name)
                + " and id between id_range.first_id and id_range.last_id)");
    delete.setString(1, name);
    delete.setLong(2, span.first());
    delete.setLong(3, span.last());
    delete.setString(4, node.get());
    return delete.executeUpdate();
  }

  /** Tells the owners of these rows that they wait, or owns them from now on. */
  int call(Session session, String name, List<Long> ids) throws SQLException {
    Map<Long, long[]> blocks = new TreeMap<>();
    for (long id : ids) {
      long[] bounds = blocks.computeIfAbsent((id - 1) / Ids.BLOCK, block -> new long[] {id, id});
      bounds[0] = Math.min(bounds[0], id);
      bounds[1] = Math.max(bounds[1], id);
    }
    for (Map.Entry<Long, long[]> block : blocks.entrySet()) {
      long from = block.getKey() * Ids.BLOCK + 1;
      long first = block.getValue()[0];
      if (isOwned(session, name, first) || !add(session, name, from, from + Ids.BLOCK - 1)) {
        PreparedStatement call = session.prepare(CALL);
        call.setString(1, name);
        call.setLong(2, first);
        call.setLong(3, block.getValue()[1]);
        call.executeUpdate();
      }
    }
    return blocks.size();
  }

  private static boolean isOwned(Session session, String name, long id) throws SQLException {
    PreparedStatement owner = session.prepare(OWNER);
    owner.setString(1, name);
    owner.setLong(2, id);
    owner.setLong(3, id);
    try (ResultSet row = owner.executeQuery()) {
      return row.next();
    }
  }

  /** What was told to owners and not yet heard. */
  List<Call> calls(Session session) throws SQLException {
    List<Call> calls = new ArrayList<>(0);
    try (ResultSet rows = session.prepare(CALLS).executeQuery()) {
      while (rows.next()) {
        calls.add(new Call(rows.getString(1), rows.getLong(2), rows.getLong(3)));
      }
    }
    return calls;
  }

  /** Hears a call, where it is this node's or nobody's; false when it is another's. */
  boolean hear(Session session, Call call, boolean own) throws SQLException {
    if (!own) {
      if (!isOwned(session, call.name(), call.first())) {
        long first = (call.first() - 1) / Ids.BLOCK * Ids.BLOCK + 1;
        boolean unused = add(session, call.name(), first, first + Ids.BLOCK - 1);
      }
      return false;
    }
    PreparedStatement called = session.prepare(CALLED);
    called.setString(1, call.name());
    called.setLong(2, call.first());
    called.setLong(3, call.last());
    return called.executeUpdate() == 1;
  }
}
