package org.bianmin.hub.facts;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PatientId;
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

  /**
   * Applies what messages told, inside the current transaction.
   *
   * @return what to do once the transaction is durable
   */
  public Runnable apply(Session session, List<Told> messages, long now) throws SQLException {
    tallies.clear();
    Map<EventKey, EventRows.Fact> touched = new LinkedHashMap<>();
    for (Told told : messages) {
      for (PatientLink link : told.links()) {
        follow(session, link, touched, now);
      }
    }
    for (Told told : messages) {
      for (Assertion assertion : told.assertions()) {
        add(session, touched, assertion.key(), version(assertion), now);
      }
      if (told.again()) {
        withdraw(session, touched, told, now);
      }
    }
    rows.flushVersions(session);
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
      Session session, PatientLink link, Map<EventKey, EventRows.Fact> touched, long now)
      throws SQLException {
    SourceRef source = link.source();
    var stored =
        new PatientLinks.Link(
            pseudonyms.of(link.old()),
            source.source(),
            source.recordedAt(),
            source.tie(),
            source.reading(),
            pseudonyms.of(link.current()));
    for (String patient : links.add(session, stored, source.messageId(), now)) {
      for (EventKey key : rows.ofPatient(session, patient)) {
        if (!touched.containsKey(key)) {
          touched.put(key, rows.find(session, key));
        }
      }
    }
  }

  private void withdraw(Session session, Map<EventKey, EventRows.Fact> touched, Told told, long now)
      throws SQLException {
    Set<EventKey> still = new HashSet<>();
    told.assertions().forEach(a -> still.add(a.key()));
    SourceRef source = told.source();
    for (EventKey key : rows.toldBy(session, source.messageId())) {
      if (!still.contains(key)) {
        add(session, touched, key, version(source, Action.WITHDRAW, null, null, Map.of()), now);
      }
    }
  }

  private void add(
      Session session,
      Map<EventKey, EventRows.Fact> touched,
      EventKey key,
      Version version,
      long now)
      throws SQLException {
    EventRows.Fact fact = touched.get(key);
    if (fact == null) {
      fact = rows.find(session, key);
      if (fact == null) {
        fact = new EventRows.Fact(key, ids.next(session), false);
      }
      touched.put(key, fact);
    }
    for (Version known : fact.versions) {
      if (known.sameReading(version)) {
        return;
      }
    }
    fact.versions.add(version);
    rows.addVersion(session, fact, version, now);
  }

  private List<FactChange> save(Session session, Collection<EventRows.Fact> facts, long now)
      throws SQLException {
    List<FactChange> changes = new ArrayList<>(facts.size());
    for (EventRows.Fact fact : facts) {
      Merge.Merged merged = Merge.merge(fact.versions);
      String person = links.person(session, merged.patient());
      String attributes = fact.text(merged.attributes());
      if (fact.exists && same(fact, merged, person, attributes)) {
        continue;
      }
      boolean first = fact.version == 0;
      fact.status = announced(merged.status(), first);
      // while only amendments are known there is nothing to announce, and nothing to count up
      fact.version = fact.status == EventStatus.PENDING ? fact.version : fact.version + 1;
      fact.occurredAt = merged.occurredAt();
      fact.recordedAt = merged.recordedAt();
      fact.patient = merged.patient();
      fact.person = person;
      fact.attributes = attributes;
      fact.mapping = merged.mapping();
      rows.save(session, fact, now);
      if (fact.status != EventStatus.PENDING) {
        changes.add(change(fact, merged, first));
        tallies.add(fact.status.name().toLowerCase(Locale.ROOT), fact.key.type(), 1);
      }
    }
    rows.flush(session);
    return changes;
  }

  /** What was announced once and is withdrawn down to its amendments is void for everyone else. */
  private static EventStatus announced(EventStatus status, boolean first) {
    return status == EventStatus.PENDING && !first ? EventStatus.VOID : status;
  }

  private static boolean same(
      EventRows.Fact fact, Merge.Merged merged, String person, String attributes) {
    return fact.status == announced(merged.status(), fact.version == 0)
        && Objects.equals(fact.occurredAt, merged.occurredAt())
        && Objects.equals(fact.patient, merged.patient())
        && Objects.equals(fact.person, person)
        && fact.attributes.equals(attributes);
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

  private Version version(Assertion assertion) {
    return version(
        assertion.source(),
        assertion.action(),
        assertion.occurredAt(),
        assertion.patient(),
        assertion.attributes());
  }

  private Version version(
      SourceRef source,
      Action action,
      Long occurredAt,
      PatientId patient,
      Map<String, Object> attributes) {
    return new Version(
        source.source(),
        source.rank(),
        source.recordedAt(),
        source.tie(),
        source.reading(),
        source.messageId(),
        source.mapping(),
        action,
        occurredAt,
        patient == null ? null : pseudonyms.of(patient),
        attributes);
  }
}
