package org.bianmin.hub.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which nodes live, and which of them does what for all. Times are those of the database, so that
 * the clocks of the nodes need not agree.
 */
final class NodeTable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeTable.class);

  static final String NOW = "(extract(epoch from clock_timestamp()) * 1000)::bigint";
  private static final String ENTER =
      "insert into hub_node (node, name, session, since, until) values (?, ?, ?, "
          + NOW
          + ", "
          + NOW
          + " + ?) on conflict (node) do update set name = excluded.name,"
          + " session = excluded.session, since = excluded.since, until = excluded.until";
  private static final String RENEW =
      "update hub_node set until = " + NOW + " + ?, told = ? where node = ? and session = ?";
  private static final String SESSION = "select session from hub_node where node = ?";
  private static final String LEAVE = "delete from hub_node where node = ? and session = ?";
  private static final String BURY =
      // who renews or is cut off amid it holds its row: the next look comes soon
      "delete from hub_node where node in (select node from hub_node where node <> ? and until <= "
          + NOW
          + " for update skip locked) returning name";
  private static final String LIVING = "select count(*) from hub_node where until > " + NOW;

  private static final String LEAD =
      "insert into lease (name, node, since) values (?, ?, "
          + NOW
          + ") on conflict (name) do update set node = excluded.node, since = excluded.since"
          + " where not exists"
          + " (select 1 from hub_node living where living.node = lease.node)";
  private static final String LED = "select name from lease where node = ?";

  private volatile String node;
  private volatile Supplier<String> tells = () -> null;

  /**
   * Of one node.
   *
   * @param node its name in these tables
   */
  NodeTable(String node) {
    this.node = node;
  }

  /** Another name for this node: what it owned by its old one is not its any more. */
  void rename(String another) {
    node = another;
  }

  /** This node, as the tables call it. */
  String node() {
    return node;
  }

  /** Begins to live, also where this node has lived before. */
  void enter(Session session, String name, String process, long millis) throws SQLException {
    PreparedStatement enter = session.prepare(ENTER);
    enter.setString(1, node);
    enter.setString(2, name);
    enter.setString(3, process);
    enter.setLong(4, millis);
    enter.executeUpdate();
  }

  /** What this node tells people of itself whenever it lives on; null for nothing. */
  void tells(Supplier<String> text) {
    tells = text;
  }

  private String told() {
    try {
      return tells.get();
    } catch (RuntimeException e) {
      // it is for people only, and no reason to lose the lease
      LOG.debug("What this hub tells of itself cannot be told", e);
      return null;
    }
  }

  /** Lives on; false when it was buried meanwhile. */
  boolean renew(Session session, String process, long millis) throws SQLException {
    PreparedStatement renew = session.prepare(RENEW);
    renew.setLong(1, millis);
    renew.setString(2, told());
    renew.setString(3, node);
    renew.setString(4, process);
    return renew.executeUpdate() == 1;
  }

  /** Whether another process lives by the name of this node. */
  boolean isAnother(Session session, String process) throws SQLException {
    PreparedStatement select = session.prepare(SESSION);
    select.setString(1, node);
    try (ResultSet row = select.executeQuery()) {
      return row.next() && !row.getString(1).equals(process);
    }
  }

  void leave(Session session, String process) throws SQLException {
    PreparedStatement leave = session.prepare(LEAVE);
    leave.setString(1, node);
    leave.setString(2, process);
    leave.executeUpdate();
  }

  /** Deletes the nodes whose time is over, and answers what people call them. */
  List<String> bury(Session session) throws SQLException {
    PreparedStatement bury = session.prepare(BURY);
    bury.setString(1, node);
    List<String> names = new ArrayList<>(0);
    try (ResultSet rows = bury.executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /** How many nodes live. */
  int living(Session session) throws SQLException {
    try (ResultSet row = session.prepare(LIVING).executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Does a work for all from now on, unless a living node does it. */
  void lead(Session session, String work) throws SQLException {
    PreparedStatement lead = session.prepare(LEAD);
    lead.setString(1, work);
    lead.setString(2, node);
    lead.executeUpdate();
  }

  /** What this node does for all. */
  List<String> led(Session session) throws SQLException {
    PreparedStatement select = session.prepare(LED);
    select.setString(1, node);
    List<String> works = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        works.add(rows.getString(1));
      }
    }
    return works;
  }
}
