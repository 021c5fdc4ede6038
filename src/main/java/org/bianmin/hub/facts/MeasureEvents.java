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
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;
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
   */
  public record Told(
      SourceRef source, boolean again, List<Assertion> assertions, List<PatientLink> links) {}

  private final Ids ids;
  private final PatientLinks links;
  private final Pseudonyms pseudonyms;
  private final List<ChangeListener> listeners;
  private final EventRows rows = new EventRows();
  private final Tallies tallies = new Tallies("facts");

  MeasureEvents(GroupCommit commits, Pseudonyms pseudonyms, List<ChangeListener> listeners) {
    this.ids = new Ids("measure_event", commits);
    this.links = new PatientLinks(commits);
    this.pseudonyms = pseudonyms;
    this.listeners = listeners;
  }

  /** Makes ready for {@link #apply} what a message told; on any thread. */
  public Prepared prepare(Told told) {
    return new Prepared(told, pseudonyms);
  }

  /**
   * Applies what messages told, inside the current transaction.
   *
   * @return what to do once the transaction is durable
   */
  public Runnable apply(Session session, List<Prepared> messages, long now) throws SQLException {
    tallies.clear();
    Map<EventKey, EventRows.Fact> touched = new LinkedHashMap<>();
    for (Prepared told : messages) {
      for (PatientLinks.Link link : told.links) {
        follow(session, link, told.source.messageId(), touched, now);
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
    List<FactChange> changes = save(session, touched.values(), now);
    tallies.write(session, now);
    List<Runnable> afterCommit = new ArrayList<>(listeners.size());
    if (!changes.isEmpty()) {
      for (ChangeListener listener : listeners) {
        afterCommit.add(listener.changed(session, changes));
      }
    }
    return () -> afterCommit.forEach(Runnable::run);
  }

  private void follow(
      Session session,
      PatientLinks.Link link,
      long messageId,
      Map<EventKey, EventRows.Fact> touched,
      long now)
      throws SQLException {
    for (String patient : links.add(session, link, messageId, now)) {
      for (EventKey key : rows.ofPatient(session, patient)) {
        if (!touched.containsKey(key)) {
          touched.put(key, rows.find(session, key));
        }
      }
    }
  }

  /** What an earlier reading of this message told, and this one does not, is withdrawn. */
  private void withdraw(Session session, Map<EventKey, EventRows.Fact> touched, Prepared told)
      throws SQLException {
    SourceRef source = told.source;
    Set<EventKey> earlier = new LinkedHashSet<>();
    // an earlier reading may be of this very transaction
    for (EventRows.Fact fact : touched.values()) {
      if (fact.toldBy(source.messageId()) != null) {
        earlier.add(fact.key);
      }
    }
    earlier.addAll(rows.toldBy(session, source.messageId()));
    told.said.forEach(said -> earlier.remove(said.key()));
    for (EventKey key : earlier) {
      Version before = fact(session, touched, key).toldBy(source.messageId());
      Version withdrawn = before.withdrawn(source.reading(), source.mapping());
      add(session, touched, new Prepared.Said(key, withdrawn, "{}"));
    }
  }

  private void add(Session session, Map<EventKey, EventRows.Fact> touched, Prepared.Said said)
      throws SQLException {
    EventRows.Fact fact = fact(session, touched, said.key());
    Version version = said.version();
    for (Version known : fact.versions) {
      if (known.messageId() == version.messageId() && known.reading() == version.reading()) {
        return;
      }
    }
    fact.versions.add(version);
    fact.fresh.add(said);
  }

  private EventRows.Fact fact(Session session, Map<EventKey, EventRows.Fact> touched, EventKey key)
      throws SQLException {
    EventRows.Fact fact = touched.get(key);
    if (fact == null) {
      fact = rows.find(session, key);
      if (fact == null) {
        fact = new EventRows.Fact(key, ids.next(session), false);
      }
      touched.put(key, fact);
    }
    return fact;
  }

  private List<FactChange> save(Session session, Collection<EventRows.Fact> facts, long now)
      throws SQLException {
    List<FactChange> changes = new ArrayList<>(facts.size());
    for (EventRows.Fact fact : facts) {
      Merge.Merged merged = Merge.merge(fact.versions);
      String person = links.person(session, merged.patient());
      String attributes = fact.text(merged.stored());
      rows.saveVersions(session, fact, attributes, now);
      boolean changed = !fact.exists || !same(fact, merged, person, attributes);
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
        changes.add(change(fact, merged, first));
        tallies.add(fact.status.code(), fact.key.type(), 1);
      }
    }
    rows.flush(session);
    return changes;
  }

  /** Whether everything that others are told is as it was. */
  private static boolean same(
      EventRows.Fact fact, Merge.Merged merged, String person, String attributes) {
    return fact.status == merged.status()
        && Objects.equals(fact.occurredAt, merged.occurredAt())
        && fact.recordedAt == merged.recordedAt()
        && Objects.equals(fact.person, person)
        && (fact.attributes.equals(attributes)
            // groups are told as lists: where an item only has another key, nothing new is told
            || Attributes.shown(fact.attributes).equals(merged.attributes()));
  }

  private static FactChange change(EventRows.Fact fact, Merge.Merged merged, boolean first) {
    return new FactChange(
        fact.id,
        new MeasureEvent(
            fact.key,
            fact.version,
            fact.status,
            fact.occurredAt,
            fact.recordedAt,
            fact.person,
            merged.attributes(),
            fact.mapping),
        first);
  }
}
