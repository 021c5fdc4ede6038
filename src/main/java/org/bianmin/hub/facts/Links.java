package org.bianmin.hub.facts;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Session;

/**
 * Which names mean one thing: pseudonyms of a person, numbers of a visit. Links are kept for ever,
 * because late messages still use the old name. Held in memory: they are rare. Used on the writer's
 * thread only.
 */
final class Links {

  /** A link; of several from one old name the last recorded holds. */
  record Link(String old, String source, long recordedAt, String tie, int reading, String current) {

    static Link of(String old, String current, SourceRef source) {
      return new Link(
          old, source.source(), source.recordedAt(), source.tie(), source.reading(), current);
    }

    static final Comparator<Link> NEWEST_LAST =
        Comparator.comparingLong(Link::recordedAt)
            .thenComparing(Link::tie)
            .thenComparing(Link::source)
            .thenComparingInt(Link::reading);
  }

  private final String select;
  private final String insert;

  private Map<String, Link> links;
  // from a name to those given up for it
  private Map<String, Set<String>> givenUp;

  private Links(GroupCommit commits, String table, String old, String current) {
    String columns = old + ", source, recorded_at, tie, reading, " + current;
    this.select = "select " + columns + " from " + table;
    this.insert =
        "insert into %s (%s, message_id, accepted_at) values (?, ?, ?, ?, ?, ?, ?, ?)"
                .formatted(table, columns)
            + " on conflict (%s, source, recorded_at, tie, reading) do nothing".formatted(old);
    commits.onRollback(() -> links = null);
  }

  /** Pseudonyms of one person. */
  static Links ofPatients(GroupCommit commits) {
    return new Links(commits, "patient_link", "old_patient", "patient");
  }

  /** Numbers of one visit. */
  static Links ofVisits(GroupCommit commits) {
    return new Links(commits, "visit_link", "old_visit", "visit");
  }

  /** From a visit to the pseudonym of the patient to whom it was given. */
  static Links ofOwners(GroupCommit commits) {
    return new Links(commits, "visit_owner", "visit", "patient");
  }

  boolean isEmpty(Session session) throws SQLException {
    return all(session).isEmpty();
  }

  /** The newest link from a name, or null. */
  Link newest(Session session, String old) throws SQLException {
    return all(session).get(old);
  }

  /** The name that a chain of links leads to: under which a person or a visit is counted. */
  String end(Session session, String name) throws SQLException {
    Map<String, Link> all = all(session);
    if (name == null || all.isEmpty() || !all.containsKey(name)) {
      return name;
    }
    Set<String> seen = new LinkedHashSet<>();
    String at = name;
    while (all.containsKey(at) && seen.add(at)) {
      at = all.get(at).current();
    }
    return all.containsKey(at) ? headOfCycle(all, at) : at;
  }

  /** Two names that were given up for each other: the last recorded link tells the survivor. */
  private static String headOfCycle(Map<String, Link> all, String start) {
    Link newest = all.get(start);
    Link link = all.get(newest.current());
    while (!link.old().equals(start)) {
      newest = Link.NEWEST_LAST.compare(link, newest) > 0 ? link : newest;
      link = all.get(link.current());
    }
    return newest.current();
  }

  /** Stores a link; answers the names whose end it may change. */
  List<String> add(Session session, Link link, long messageId, long now) throws SQLException {
    Map<String, Link> all = all(session);
    PreparedStatement statement = session.prepare(insert);
    statement.setString(1, link.old());
    statement.setString(2, link.source());
    statement.setLong(3, link.recordedAt());
    statement.setString(4, link.tie());
    statement.setLong(5, link.reading());
    statement.setString(6, link.current());
    statement.setLong(7, messageId);
    statement.setLong(8, now);
    statement.executeUpdate();
    Link before = all.get(link.old());
    if (link.old().equals(link.current())
        || (before != null && Link.NEWEST_LAST.compare(link, before) <= 0)) {
      return List.of();
    }
    Set<String> touched = upstream(link.old());
    all.put(link.old(), link);
    if (before != null) {
      givenUp.get(before.current()).remove(link.old());
    }
    giveUp(link);
    touched.addAll(upstream(link.old()));
    return new ArrayList<>(touched);
  }

  /** Every name whose chain of links passes here, this one included. */
  private Set<String> upstream(String name) {
    Set<String> found = new LinkedHashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>();
    open.add(name);
    while (!open.isEmpty()) {
      String at = open.poll();
      if (found.add(at)) {
        open.addAll(givenUp.getOrDefault(at, Set.of()));
      }
    }
    return found;
  }

  private void giveUp(Link link) {
    givenUp.computeIfAbsent(link.current(), p -> new LinkedHashSet<>()).add(link.old());
  }

  /** Every name that ends where this one ends, the end included. */
  Set<String> names(Session session, String name) throws SQLException {
    String end = end(session, name);
    return all(session).isEmpty() ? Set.of(end) : upstream(end);
  }

  private Map<String, Link> all(Session session) throws SQLException {
    if (links == null) {
      Map<String, Link> loaded = new HashMap<>();
      try (ResultSet row = session.prepare(select).executeQuery()) {
        while (row.next()) {
          Link link =
              new Link(
                  row.getString(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getString(4),
                  row.getInt(5),
                  row.getString(6));
          if (!link.old().equals(link.current())) {
            loaded.merge(link.old(), link, (a, b) -> Link.NEWEST_LAST.compare(a, b) >= 0 ? a : b);
          }
        }
      }
      givenUp = new HashMap<>();
      loaded.values().forEach(this::giveUp);
      links = loaded;
    }
    return links;
  }
}
