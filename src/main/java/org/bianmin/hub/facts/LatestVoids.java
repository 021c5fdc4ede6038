package org.bianmin.hub.facts;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Session;

/**
 * Cancels that do not say what they cancel (ADT A12 without EVN-6; measure-events.md §2.1): of the
 * facts of one visit, and of the patient whom the cancel names, the latest that stood when the
 * cancel was recorded. Such a cancel is kept under the number of the visit, the facts under that
 * number and one part more. Which fact it meets is computed from all versions of all of them, so
 * that the order of arrival plays no part.
 */
final class LatestVoids {

  private static final String TYPES = "select type from void_latest";
  private static final String ADD =
      "insert into void_latest (type) values (?) on conflict do nothing";

  /** Of facts that stood, the latest last. */
  private static final Comparator<Standing> LATEST_LAST =
      Comparator.comparingLong(Standing::occurredAt)
          .thenComparingLong(Standing::recordedAt)
          .thenComparing(standing -> standing.fact().key.businessKey());

  private final Links patients;
  private final EventRows rows;

  // types that have such cancels at all: the others cost nothing
  private Set<String> types;

  LatestVoids(GroupCommit commits, Links patients, EventRows rows) {
    this.patients = patients;
    this.rows = rows;
    commits.onRollback(() -> types = null);
  }

  /** A fact that counted at some time. */
  private record Standing(Fact fact, long occurredAt, long recordedAt) {}

  /** Finds for the touched facts, and for those beside them, which cancel meets them. */
  void settle(Session session, Map<EventKey, Fact> touched) throws SQLException {
    Set<EventKey> holders = new LinkedHashSet<>();
    for (Fact fact : touched.values()) {
      if (holds(fact)) {
        know(session, fact.key.type());
        holders.add(fact.key);
      }
    }
    if (types(session).isEmpty()) {
      return;
    }
    for (EventKey key : touched.keySet()) {
      if (types.contains(key.type())) {
        int last = key.businessKey().lastIndexOf('/');
        holders.add(last < 0 ? key : key.with(key.businessKey().substring(0, last)));
      }
    }
    for (EventKey holder : holders) {
      settle(session, holder, touched);
    }
  }

  private void settle(Session session, EventKey key, Map<EventKey, Fact> touched)
      throws SQLException {
    Fact holder = touched.containsKey(key) ? touched.get(key) : rows.find(session, key);
    if (holder == null) {
      return;
    }
    List<Version> cancels = cancels(holder);
    Set<String> names = new HashSet<>();
    for (Version cancel : holder.versions) {
      if (cancel.patient() != null) {
        names.addAll(patients.names(session, cancel.patient()));
      }
    }
    String prefix = key.businessKey() + '/';
    for (String name : names) {
      for (EventKey of : rows.ofPatient(session, name)) {
        boolean wanted = below(key, prefix, of) && !touched.containsKey(of);
        Fact fact = wanted ? rows.find(session, of) : null;
        if (fact != null) {
          touched.put(of, fact);
        }
      }
    }
    List<Fact> below = new ArrayList<>();
    for (Fact fact : touched.values()) {
      if (below(key, prefix, fact.key)) {
        fact.cancelledBy = null;
        if (!fact.versions.isEmpty() && names.contains(Merge.merge(fact.versions).patient())) {
          below.add(fact);
        }
      }
    }
    assign(cancels, below);
  }

  private static boolean holds(Fact fact) {
    return fact.versions.stream().anyMatch(v -> v.action() == Action.VOID_LATEST);
  }

  private static boolean below(EventKey holder, String prefix, EventKey key) {
    return key.type().equals(holder.type())
        && key.facility().equals(holder.facility())
        && key.businessKey().startsWith(prefix);
  }

  /**
   * Those that count, oldest first. Of several sources the weightiest tells, and what it recorded
   * at one time is one cancel however often it says so: unlike others, such a cancel would cancel
   * something else when it is repeated.
   */
  private static List<Version> cancels(Fact holder) {
    TreeMap<Long, Version> cancels = new TreeMap<>();
    String source = null;
    for (Version version : Merge.latestReadings(holder.versions)) {
      if (version.action() != Action.VOID_LATEST) {
        continue;
      }
      source = source == null ? version.source() : source;
      if (version.source().equals(source)) {
        cancels.putIfAbsent(version.recordedAt(), version);
      }
    }
    return List.copyOf(cancels.values());
  }

  private static void assign(List<Version> cancels, List<Fact> facts) {
    Map<Fact, Version> met = new HashMap<>();
    for (Version cancel : cancels) {
      Standing latest = null;
      for (Fact fact : facts) {
        Standing standing = standing(fact, cancel.recordedAt(), met.get(fact));
        if (standing != null && (latest == null || LATEST_LAST.compare(standing, latest) > 0)) {
          latest = standing;
        }
      }
      if (latest != null) {
        met.put(latest.fact(), cancel);
      }
    }
    met.forEach(
        (fact, cancel) -> {
          // what was recorded anew after the cancel stands
          boolean last = Merge.merge(fact.versions).recordedAt() <= cancel.recordedAt();
          fact.cancelledBy = last ? cancel : null;
        });
  }

  /** The fact as it stood at a time, or null if it did not. */
  private static Standing standing(Fact fact, long at, Version cancelled) {
    List<Version> then = fact.versions.stream().filter(v -> v.recordedAt() <= at).toList();
    if (then.isEmpty()) {
      return null;
    }
    Merge.Merged merged = Merge.merge(then);
    boolean stood =
        merged.status() == EventStatus.ACTIVE
            && (cancelled == null || merged.recordedAt() > cancelled.recordedAt());
    return stood
        ? new Standing(
            fact,
            merged.occurredAt() == null ? merged.recordedAt() : merged.occurredAt(),
            merged.recordedAt())
        : null;
  }

  private void know(Session session, String type) throws SQLException {
    if (types(session).add(type)) {
      PreparedStatement add = session.prepare(ADD);
      add.setString(1, type);
      add.executeUpdate();
    }
  }

  private Set<String> types(Session session) throws SQLException {
    if (types == null) {
      Set<String> loaded = new HashSet<>();
      try (ResultSet row = session.prepare(TYPES).executeQuery()) {
        while (row.next()) {
          loaded.add(row.getString(1));
        }
      }
      types = loaded;
    }
    return types;
  }
}
