package org.bianmin.hub.facts;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.Link;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.event.ToldIdentity;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The facts. Applying assertions is commutative and idempotent: a fact is computed from the set of
 * all versions that were ever told, so order, repetition and replays cannot change how it ends.
 */
@Component
public final class MeasureEvents {

  /**
   * What one message told.
   *
   * @param source the message
   * @param again it was read before: what it told then and does not tell now is withdrawn
   * @param identities who its patients are by law
   * @param missing codes without a row for which it tells nothing, besides those that its
   *     assertions hold
   */
  public record Told(
      SourceRef source,
      boolean again,
      List<Assertion> assertions,
      List<Link> links,
      List<ToldIdentity> identities,
      Set<Unmapped> missing) {

    /** No code is missing. */
    public Told(
        SourceRef source,
        boolean again,
        List<Assertion> assertions,
        List<Link> links,
        List<ToldIdentity> identities) {
      this(source, again, assertions, links, identities, Set.of());
    }

    /** One that tells facts and links only. */
    public Told(SourceRef source, boolean again, List<Assertion> assertions, List<Link> links) {
      this(source, again, assertions, links, List.of(), Set.of());
    }
  }

  private final Ids ids;
  private final People people;
  private final Visits visits;
  private final Pseudonyms pseudonyms;
  // null where identities are not kept
  private final IdentitySeal seal;
  private final List<ChangeListener> listeners;
  private final VersionRows versions = new VersionRows();
  private final UnmappedRows unmapped = new UnmappedRows();
  private final EventRows rows = new EventRows(versions);
  private final LatestVoids latest;
  private final Tallies tallies = new Tallies("facts");

  /**
   * The facts.
   *
   * @param identified whether it is kept who patients are by law; then facts of one person at
   *     several facilities have one person
   */
  MeasureEvents(
      GroupCommit commits,
      Pseudonyms pseudonyms,
      IdentitySeal seal,
      @Value("${hub.recognition.enabled:false}") boolean identified,
      List<ChangeListener> listeners) {
    this.seal = identified ? seal : null;
    this.people = new People(commits, identified);
    this.ids = new Ids("measure_event", commits);
    this.visits = new Visits(commits);
    this.latest = new LatestVoids(commits, people.merges(), rows);
    this.pseudonyms = pseudonyms;
    this.listeners = listeners;
  }

  /** Makes ready for {@link #apply} what a message told; on any thread. */
  public Prepared prepare(Told told) {
    return new Prepared(told, pseudonyms, seal);
  }

  /** Whether it is kept who patients are by law. */
  public boolean keepsIdentities() {
    return seal != null;
  }

  /**
   * Applies what messages told, inside the current transaction.
   *
   * @return what to do once the transaction is durable
   */
  public Runnable apply(Session session, List<Prepared> messages, long now) throws SQLException {
    tallies.clear();
    Map<EventKey, Fact> touched = new LinkedHashMap<>();
    rows.readAhead(session, visits.keys(session, messages));
    for (Prepared told : messages) {
      for (String patient : people.add(session, told, now)) {
        touchAll(session, patient, touched);
      }
      for (Prepared.Moved move : told.moves) {
        move(session, move, told.source.messageId(), touched, now);
      }
    }
    for (Prepared told : messages) {
      for (Prepared.Said said : told.said) {
        add(session, touched, said);
      }
      if (told.again) {
        withdraw(session, touched, told);
      }
    }
    latest.settle(session, touched);
    List<FactChange> changes = save(session, touched.values(), now);
    unmapped.write(session, messages, now);
    tallies.write(session, now);
    List<Runnable> afterCommit = new ArrayList<>(listeners.size());
    for (ChangeListener listener : changes.isEmpty() ? List.<ChangeListener>of() : listeners) {
      afterCommit.add(listener.changed(session, changes));
    }
    return () -> afterCommit.forEach(Runnable::run);
  }

  private void touchAll(Session session, String patient, Map<EventKey, Fact> touched)
      throws SQLException {
    for (EventKey key : rows.ofPatient(session, patient)) {
      Fact fact = touched.containsKey(key) ? null : rows.find(session, key);
      if (fact != null) {
        touched.put(key, fact);
      }
    }
  }

  /** Facts that have the number of a moved visit in their key go on under the key that counts. */
  private void move(
      Session session, Prepared.Moved move, long messageId, Map<EventKey, Fact> touched, long now)
      throws SQLException {
    List<String> numbers = visits.add(session, move, messageId, now);
    // those that name the visit in their key or in an attribute, and those that change hands
    for (String holder : people.names(session, move.holder())) {
      touchAll(session, holder, touched);
    }
    Set<EventKey> concerned = new LinkedHashSet<>(touched.keySet());
    for (String number : numbers) {
      for (EventKey key : rows.ofVisit(session, move.facility(), number)) {
        Fact fact = touched.containsKey(key) ? null : rows.find(session, key);
        if (fact != null) {
          touched.put(key, fact);
          concerned.add(key);
        }
      }
    }
    for (EventKey key : concerned) {
      Fact from = touched.get(key);
      for (Version version : List.copyOf(from.versions)) {
        EventKey current = visits.key(session, key.with(from.toldKey(version)));
        if (!current.equals(key)) {
          versions.move(session, version, from, fact(session, touched, current));
        }
      }
    }
  }

  /** What an earlier reading of this message told, and this one does not, is withdrawn. */
  private void withdraw(Session session, Map<EventKey, Fact> touched, Prepared told)
      throws SQLException {
    SourceRef source = told.source;
    Set<EventKey> earlier = new LinkedHashSet<>();
    // an earlier reading may be of this very transaction
    for (Fact fact : touched.values()) {
      if (fact.toldBy(source.messageId()) != null) {
        earlier.add(fact.key);
      }
    }
    earlier.addAll(rows.toldBy(session, source.messageId()));
    for (Prepared.Said said : told.said) {
      earlier.remove(visits.key(session, said.key()));
    }
    for (EventKey key : earlier) {
      Fact fact = fact(session, touched, key);
      Version before = fact.toldBy(source.messageId());
      Version withdrawn = before.withdrawn(source.reading(), source.mapping());
      add(session, touched, new Prepared.Said(key.with(fact.toldKey(before)), withdrawn, "{}"));
    }
  }

  private void add(Session session, Map<EventKey, Fact> touched, Prepared.Said said)
      throws SQLException {
    EventKey key = visits.key(session, said.key());
    Fact fact = fact(session, touched, key);
    boolean moved = !key.equals(said.key());
    Version version = moved ? said.version().toldAs(said.key().businessKey()) : said.version();
    if (!fact.knows(version)) {
      fact.versions.add(version);
      fact.fresh.add(moved ? new Prepared.Said(key, version, said.attributes()) : said);
    }
  }

  private Fact fact(Session session, Map<EventKey, Fact> touched, EventKey key)
      throws SQLException {
    Fact fact = touched.get(key);
    if (fact == null) {
      fact = rows.find(session, key);
      if (fact == null) {
        fact = new Fact(key, ids.next(session), false);
      }
      touched.put(key, fact);
    }
    return fact;
  }

  private List<FactChange> save(Session session, Collection<Fact> facts, long now)
      throws SQLException {
    List<FactChange> changes = new ArrayList<>(facts.size());
    for (Fact fact : facts) {
      if (fact.versions.isEmpty() && fact.version == 0) {
        // all that was known of it has another key now, and nobody was told of this one
        rows.forget(session, fact);
        continue;
      }
      Merge.Merged merged = merged(session, fact);
      String person = person(session, fact, merged);
      String attributes = fact.text(merged.stored());
      versions.save(session, fact, attributes, now);
      boolean changed = !fact.exists || !fact.tells(merged, person, attributes);
      if (!changed
          && Objects.equals(fact.patient, merged.patient())
          && fact.attributes.equals(attributes)) {
        continue;
      }
      if (changed) {
        // a version that was announced is never sent with another mapping: a platform that holds it
        // would see two contents of one version
        fact.mapping = merged.mapping();
      }
      fact.recordedAt = merged.recordedAt();
      // while only amendments are known there is nothing to announce, and nothing to count up
      boolean announced = changed && merged.status() != EventStatus.PENDING;
      boolean first = fact.version == 0;
      FactChange.Before before = FactChange.Before.of(fact);
      if (announced) {
        fact.version++;
      }
      fact.status = merged.status();
      fact.occurredAt = merged.occurredAt();
      fact.patient = merged.patient();
      fact.person = person;
      fact.attributes = attributes;
      rows.save(session, fact, now);
      if (announced) {
        changes.add(FactChange.of(fact, merged, first, before));
        tallies.add(fact.status.code(), fact.key.type(), 1);
      }
    }
    rows.flush(session);
    return changes;
  }

  private Merge.Merged merged(Session session, Fact fact) throws SQLException {
    if (fact.versions.isEmpty()) {
      return Merge.moved(fact);
    }
    Merge.Merged told = Merge.merge(fact.versions);
    Merge.Merged merged = told;
    if (told.status() == EventStatus.ACTIVE && fact.cancelledBy != null) {
      merged = told.cancelled(fact.cancelledBy);
    } else if (told.status() == EventStatus.PENDING && fact.version > 0) {
      // what others were told of has another key now; the amendments that are left make no fact
      merged = told.gone();
    }
    Map<String, Object> stored = visits.attributes(session, fact.key.facility(), merged.stored());
    return stored.equals(merged.stored()) ? merged : merged.with(stored);
  }

  private String person(Session session, Fact fact, Merge.Merged merged) throws SQLException {
    String owner = visits.owner(session, fact.key, merged.stored());
    return people.person(session, owner == null ? merged.patient() : owner);
  }
}
