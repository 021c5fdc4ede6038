package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.TestStore;

/** The facts on a store, with a listener that checks what is announced. */
final class TestFacts {

  static final long NOW = 1_760_000_000_000L;

  private record Announced(
      EventStatus status,
      Long occurredAt,
      long recordedAt,
      String patient,
      Map<String, Object> attributes) {}

  final MeasureEvents events;
  final Pseudonyms pseudonyms;
  final Commands commands;
  final List<FactChange> changes = new ArrayList<>();
  private final Map<EventKey, MeasureEvent> announced = new HashMap<>();
  private final EventRows rows = new EventRows(new VersionRows());
  private People people;
  private LatestVoids latest;

  TestFacts(TestStore store) {
    commands = new Commands(store.commits());
    pseudonyms = new Pseudonyms(store.folder());
    events =
        new MeasureEvents(
            store.commits(),
            pseudonyms,
            new IdentitySeal(store.folder()),
            true,
            List.of((session, all) -> () -> all.forEach(this::heard)));
    store.commits().start();
  }

  private void heard(FactChange change) {
    MeasureEvent now = change.event();
    MeasureEvent before = announced.put(now.key(), now);
    assertThat(change.first()).isEqualTo(before == null);
    assertThat(now.version()).isEqualTo(before == null ? 1 : before.version() + 1);
    assertThat(now.status()).isNotEqualTo(EventStatus.PENDING);
    if (before != null) {
      assertThat(state(now)).isNotEqualTo(state(before));
    }
    changes.add(change);
  }

  private static Announced state(MeasureEvent event) {
    return new Announced(
        event.status(),
        event.occurredAt(),
        event.recordedAt(),
        event.patient(),
        event.attributes());
  }

  Persons persons(TestStore store) {
    return new Persons(
        store.queries(),
        pseudonyms,
        new IdentitySeal(store.folder()),
        new EventQueries(store.queries(), pseudonyms));
  }

  void apply(MeasureEvents.Told... told) {
    apply(List.of(told));
  }

  void apply(List<MeasureEvents.Told> told) {
    Runnable after = commands.execute(session -> events.apply(session, prepared(told), NOW));
    people = null;
    after.run();
  }

  private List<Prepared> prepared(List<MeasureEvents.Told> told) {
    return told.stream().map(events::prepare).toList();
  }

  /** The same, but the transaction does not commit. */
  void applyAndRollBack(List<MeasureEvents.Told> told) {
    try {
      commands.execute(
          session -> {
            events.apply(session, prepared(told), NOW);
            throw new IllegalStateException("rolled back");
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("rolled back");
    }
  }

  Fact find(EventKey key) {
    return commands.execute(session -> rows.find(session, key));
  }

  String pseudonym(String facility, String id) {
    return pseudonyms.of(new PatientId(facility, id));
  }

  /** The row is what its history makes, and the last announcement is the row. */
  Fact verify(EventKey key) {
    if (people == null) {
      // of its own, so that it reads the table; what a rollback would make it forget is not told
      people = new People(new GroupCommit(null), true);
      latest = new LatestVoids(new GroupCommit(null), people.merges(), rows);
    }
    Fact fact = find(key);
    Map<EventKey, Fact> alone = new HashMap<>(Map.of(key, fact));
    commands.execute(
        session -> {
          latest.settle(session, alone);
          return null;
        });
    Merge.Merged made = Merge.merge(fact.versions);
    boolean cancelled = fact.cancelledBy != null && made.status() == EventStatus.ACTIVE;
    boolean gone = fact.version > 0 && made.status() == EventStatus.PENDING;
    Merge.Merged told = cancelled ? made.cancelled(fact.cancelledBy) : gone ? made.gone() : made;
    Visits visits = new Visits(new GroupCommit(null));
    Merge.Merged merged =
        told.with(
            commands.execute(session -> visits.attributes(session, key.facility(), told.stored())));
    String person =
        commands.execute(
            session -> {
              String owner = visits.owner(session, key, merged.stored());
              return people.person(session, owner == null ? merged.patient() : owner);
            });
    assertThat(fact.status).isEqualTo(merged.status());
    assertThat(fact.occurredAt).isEqualTo(merged.occurredAt());
    assertThat(fact.recordedAt).isEqualTo(merged.recordedAt());
    assertThat(fact.patient).isEqualTo(merged.patient());
    assertThat(fact.person).isEqualTo(person);
    assertThat(fact.attributes).isEqualTo(Attributes.write(merged.stored()));
    MeasureEvent last = announced.get(key);
    if (fact.status == EventStatus.PENDING) {
      assertThat(last).isNull();
      assertThat(fact.version).isZero();
    } else {
      assertThat(last.version()).isEqualTo(fact.version);
      assertThat(state(last))
          .isEqualTo(
              new Announced(
                  fact.status, fact.occurredAt, fact.recordedAt, person, merged.attributes()));
    }
    return fact;
  }
}
