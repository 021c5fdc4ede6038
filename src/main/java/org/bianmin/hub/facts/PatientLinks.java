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
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Session;

/**
 * Which pseudonyms name one person. Links are kept for ever, because late messages still use the
 * old identifier. Held in memory: merges are rare. Used on the writer's thread only.
 */
final class PatientLinks {

  /** A link; of several from one old pseudonym the last recorded holds. */
  record Link(String old, String source, long recordedAt, String tie, int reading, String patient) {
    static final Comparator<Link> NEWEST_LAST =
        Comparator.comparingLong(Link::recordedAt)
            .thenComparing(Link::tie)
            .thenComparing(Link::source)
            .thenComparingInt(Link::reading);
  }

  private static final String ALL =
      "select old_patient, source, recorded_at, tie, reading, patient from patient_link";
  private static final String INSERT =
      "insert into patient_link (old_patient, source, recorded_at, tie, reading, patient,"
          + " message_id, accepted_at) values (?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (old_patient, source, recorded_at, tie, reading) do nothing";

  private Map<String, Link> links;
  // from a pseudonym to those given up for it
  private Map<String, Set<String>> givenUp;

  PatientLinks(GroupCommit commits) {
    commits.onRollback(() -> links = null);
  }

  /** The pseudonym under which a person is counted. */
  String person(Session session, String patient) throws SQLException {
    Map<String, Link> all = all(session);
    if (patient == null || all.isEmpty() || !all.containsKey(patient)) {
      return patient;
    }
    Set<String> seen = new LinkedHashSet<>();
    String at = patient;
    while (all.containsKey(at) && seen.add(at)) {
      at = all.get(at).patient();
    }
    return all.containsKey(at) ? headOfCycle(all, at) : at;
  }

  /**
   * Two identifiers that were merged into each other: the last recorded link tells the survivor.
   */
  private static String headOfCycle(Map<String, Link> all, String start) {
    Link newest = all.get(start);
    Link link = all.get(newest.patient());
    while (!link.old().equals(start)) {
      newest = Link.NEWEST_LAST.compare(link, newest) > 0 ? link : newest;
      link = all.get(link.patient());
    }
    return newest.patient();
  }

  /** Stores a link; answers the pseudonyms whose person it may change. */
  List<String> add(Session session, Link link, long messageId, long now) throws SQLException {
    Map<String, Link> all = all(session);
    PreparedStatement insert = session.prepare(INSERT);
    insert.setString(1, link.old());
    insert.setString(2, link.source());
    insert.setLong(3, link.recordedAt());
    insert.setString(4, link.tie());
    insert.setLong(5, link.reading());
    insert.setString(6, link.patient());
    insert.setLong(7, messageId);
    insert.setLong(8, now);
    insert.executeUpdate();
    Link before = all.get(link.old());
    if (link.old().equals(link.patient())
        || (before != null && Link.NEWEST_LAST.compare(link, before) <= 0)) {
      return List.of();
    }
    Set<String> touched = upstream(link.old());
    all.put(link.old(), link);
    if (before != null) {
      givenUp.get(before.patient()).remove(link.old());
    }
    giveUp(link);
    touched.addAll(upstream(link.old()));
    return new ArrayList<>(touched);
  }

  /** Everyone whose chain of links passes here, this one included. */
  private Set<String> upstream(String patient) {
    Set<String> found = new LinkedHashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>();
    open.add(patient);
    while (!open.isEmpty()) {
      String at = open.poll();
      if (found.add(at)) {
        open.addAll(givenUp.getOrDefault(at, Set.of()));
      }
    }
    return found;
  }

  private void giveUp(Link link) {
    givenUp.computeIfAbsent(link.patient(), p -> new LinkedHashSet<>()).add(link.old());
  }

  private Map<String, Link> all(Session session) throws SQLException {
    if (links == null) {
      Map<String, Link> loaded = new HashMap<>();
      try (ResultSet row = session.prepare(ALL).executeQuery()) {
        while (row.next()) {
          Link link =
              new Link(
                  row.getString(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getString(4),
                  row.getInt(5),
                  row.getString(6));
          if (!link.old().equals(link.patient())) {
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
