package org.bianmin.hub.facts;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Session;

/**
 * Visits that were moved: which number counts, and whose they are. A part of a business key that is
 * the old number of a visit stands for the new one.
 */
final class Visits {

  /** Attributes that name the visit of an event. */
  static final List<String> REFERENCES = List.of("encounterRef", "visitRef", "admissionRef");

  private final Links numbers;
  private final Links owners;

  Visits(GroupCommit commits) {
    this.numbers = Links.ofVisits(commits);
    this.owners = Links.ofOwners(commits);
  }

  /**
   * Stores a move.
   *
   * @return numbers of visits whose facts it may concern
   */
  List<String> add(Session session, Prepared.Moved moved, long messageId, long now)
      throws SQLException {
    String prefix = moved.facility() + '/';
    List<String> concerned = new ArrayList<>();
    // where an earlier move has brought them
    concerned.add(numbers.end(session, moved.number().old()).substring(prefix.length()));
    for (String name : numbers.add(session, moved.number(), messageId, now)) {
      concerned.add(name.substring(prefix.length()));
    }
    if (moved.owner() != null) {
      owners.add(session, moved.owner(), messageId, now);
    }
    return concerned;
  }

  /** The key under which a fact is kept. */
  EventKey key(Session session, EventKey key) throws SQLException {
    if (numbers.isEmpty(session)) {
      return key;
    }
    String[] parts = key.businessKey().split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = number(session, key.facility(), parts[i]);
    }
    return new EventKey(key.facility(), key.type(), String.join("/", parts));
  }

  /** Keys that count now, of all that messages say. */
  Set<EventKey> keys(Session session, List<Prepared> messages) throws SQLException {
    Set<EventKey> keys = new LinkedHashSet<>();
    for (Prepared told : messages) {
      for (Prepared.Said said : told.said) {
        keys.add(key(session, said.key()));
      }
    }
    return keys;
  }

  /** Attributes with the numbers that count now. */
  Map<String, Object> attributes(Session session, String facility, Map<String, Object> told)
      throws SQLException {
    if (numbers.isEmpty(session)) {
      return told;
    }
    Map<String, Object> attributes = null;
    for (String reference : REFERENCES) {
      if (told.get(reference) instanceof String number) {
        String now = number(session, facility, number);
        if (!now.equals(number)) {
          attributes = attributes == null ? new TreeMap<>(told) : attributes;
          attributes.put(reference, now);
        }
      }
    }
    return attributes == null ? told : attributes;
  }

  /** To whom the visit of a fact was given, or null where nobody said so. */
  String owner(Session session, EventKey key, Map<String, Object> attributes) throws SQLException {
    if (owners.isEmpty(session)) {
      return null;
    }
    Links.Link newest = null;
    for (String part : key.businessKey().split("/", -1)) {
      newest = newer(newest, given(session, key.facility(), part));
    }
    for (String reference : REFERENCES) {
      if (attributes.get(reference) instanceof String number) {
        newest = newer(newest, given(session, key.facility(), number));
      }
    }
    return newest == null ? null : newest.current();
  }

  /** A visit may have been given away under each number that it had. */
  private Links.Link given(Session session, String facility, String number) throws SQLException {
    Links.Link newest = null;
    for (String name : numbers.names(session, facility + '/' + number)) {
      newest = newer(newest, owners.newest(session, name));
    }
    return newest;
  }

  private static Links.Link newer(Links.Link one, Links.Link other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Links.Link.NEWEST_LAST.compare(one, other) >= 0 ? one : other;
  }

  private String number(Session session, String facility, String number) throws SQLException {
    return numbers.end(session, facility + '/' + number).substring(facility.length() + 1);
  }
}
