package org.bianmin.hub.facts;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Session;

/**
 * Which person is behind a patient's pseudonym: the last of its merges and, where identities are
 * kept, the legal id behind that. Used on the writer's thread only.
 */
final class People {

  private final Links merges;
  private final Identities identities;
  private final boolean identified;

  People(GroupCommit commits, boolean identified) {
    this.merges = Links.ofPatients(commits);
    this.identities = new Identities(commits);
    this.identified = identified;
  }

  Links merges() {
    return merges;
  }

  /** Stores what a message tells of people; answers the pseudonyms whose facts it may concern. */
  Set<String> add(Session session, Prepared told, long now) throws SQLException {
    List<String> concerned = new ArrayList<>(0);
    for (Links.Link link : told.links) {
      concerned.addAll(merges.add(session, link, told.source.messageId(), now));
    }
    for (Identities.Identified who : told.identified) {
      // a legal id that becomes known, or is corrected, changes whose the patient's facts are
      if (identities.add(session, who, now)) {
        concerned.addAll(merges.names(session, who.patient()));
      }
    }
    return concerned.isEmpty() ? Set.of() : new LinkedHashSet<>(concerned);
  }

  /** Every pseudonym of the person behind this one. */
  Set<String> names(Session session, String patient) throws SQLException {
    return merges.names(session, patient);
  }

  /** The person behind a pseudonym; null for null. */
  String person(Session session, String patient) throws SQLException {
    String end = merges.end(session, patient);
    return end == null || !identified ? end : identities.person(session, merges, end);
  }
}
