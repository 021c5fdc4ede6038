package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.Link;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.event.ToldIdentity;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** A legal id makes the facts of several patient numbers those of one person. */
class IdentitiesTest {

  private static final PersonIdentity ZHANG =
      new PersonIdentity("01", "11010519491231002X", "张三", "1", "1949-12-31");

  private long message = 1;

  private static EventKey report(String facility, String no) {
    return new EventKey(facility, "result.issued", no);
  }

  private SourceRef at(long recordedAt) {
    return new SourceRef("lis", 10, recordedAt, "", message++, 0, "m");
  }

  private MeasureEvents.Told told(
      SourceRef source, EventKey key, String patient, PersonIdentity identity) {
    PatientId id = new PatientId(key.facility(), patient);
    return new MeasureEvents.Told(
        source,
        false,
        List.of(new Assertion(key, Action.RECORD, source, 1L, id, Map.of("a", "b"))),
        List.of(),
        identity == null ? List.of() : List.of(new ToldIdentity(id, identity, source)));
  }

  @EachEngine
  void makeOnePersonOfPatientNumbersAtSeveralFacilities(TestStore store) {
    TestFacts facts = new TestFacts(store);
    EventKey here = report("A", "R1");
    EventKey there = report("B", "R1");

    facts.apply(told(at(10), here, "P1", ZHANG), told(at(10), there, "X9", ZHANG));

    assertThat(facts.find(here).person)
        .isEqualTo(facts.find(there).person)
        .isEqualTo(facts.pseudonyms.ofLegalId(ZHANG.idType(), ZHANG.id()));
  }

  @EachEngine
  void announceFactsAgainWhenTheLegalIdBecomesKnownLater(TestStore store) {
    TestFacts facts = new TestFacts(store);
    EventKey first = report("A", "R1");
    facts.apply(told(at(10), first, "P1", null));
    assertThat(facts.find(first).person).isEqualTo(facts.pseudonym("A", "P1"));
    facts.changes.clear();

    facts.apply(told(at(20), report("A", "R2"), "P1", ZHANG));

    assertThat(facts.changes)
        .extracting(change -> change.event().key(), change -> change.event().version())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(first, 2),
            org.assertj.core.groups.Tuple.tuple(report("A", "R2"), 1));
    facts.verify(first);
  }

  @EachEngine
  void followTheLegalIdThatWasRecordedLast(TestStore store) {
    TestFacts facts = new TestFacts(store);
    EventKey key = report("A", "R1");
    PersonIdentity wrong = new PersonIdentity("03", "E12345678", null, null, null);
    facts.apply(told(at(10), key, "P1", wrong));

    facts.apply(told(at(30), key, "P1", ZHANG));
    facts.apply(told(at(20), key, "P1", wrong));

    assertThat(facts.find(key).person)
        .isEqualTo(facts.pseudonyms.ofLegalId(ZHANG.idType(), ZHANG.id()));
  }

  @EachEngine
  void reachFactsOfANumberThatWasMergedIntoAnother(TestStore store) {
    TestFacts facts = new TestFacts(store);
    EventKey old = report("A", "R1");
    facts.apply(told(at(10), old, "OLD", ZHANG));
    SourceRef source = at(20);
    Link merge = new PatientLink(new PatientId("A", "OLD"), new PatientId("A", "NEW"), source);

    facts.apply(new MeasureEvents.Told(source, false, List.of(), List.of(merge)));
    EventKey later = report("A", "R2");
    facts.apply(told(at(30), later, "NEW", null));

    // nobody told a legal id of the number that remains: that of the one given up holds
    assertThat(facts.find(later).person)
        .isEqualTo(facts.find(old).person)
        .isEqualTo(facts.pseudonyms.ofLegalId(ZHANG.idType(), ZHANG.id()));
  }

  @EachEngine
  void areThoseOfThePatientNumberFirstAndFilledFromOthers(TestStore store) {
    TestFacts facts = new TestFacts(store);
    Persons persons = facts.persons(store);
    PersonIdentity newborn =
        new PersonIdentity(ZHANG.idType(), ZHANG.id(), "张三之子", null, "2026-11-03");
    PersonIdentity bare = new PersonIdentity(ZHANG.idType(), ZHANG.id(), null, null, null);
    facts.apply(told(at(10), report("A", "R1"), "MOTHER", ZHANG));
    facts.apply(told(at(20), report("A", "R2"), "CHILD", newborn));
    facts.apply(told(at(30), report("B", "R3"), "X9", bare));
    String person = facts.pseudonyms.ofLegalId(ZHANG.idType(), ZHANG.id());

    assertThat(persons.identityOf(person, facts.pseudonym("A", "MOTHER"))).contains(ZHANG);
    assertThat(persons.identityOf(person, facts.pseudonym("A", "CHILD")))
        .contains(new PersonIdentity("01", ZHANG.id(), "张三之子", "1", "2026-11-03"));
    assertThat(persons.identityOf(person).orElseThrow().name()).isEqualTo("张三之子");
  }

  @EachEngine
  void areFoundByANumberThatAnotherWasMergedInto(TestStore store) {
    TestFacts facts = new TestFacts(store);
    Persons persons = facts.persons(store);
    facts.apply(told(at(10), report("A", "R1"), "OLD", ZHANG));
    SourceRef source = at(20);
    Link merge = new PatientLink(new PatientId("A", "OLD"), new PatientId("A", "NEW"), source);
    facts.apply(new MeasureEvents.Told(source, false, List.of(), List.of(merge)));

    assertThat(persons.behind(new PatientId("A", "NEW")))
        .isEqualTo(persons.withLegalId("01", " 11010519491231002x "))
        .isEqualTo(facts.find(report("A", "R1")).person);
  }

  @EachEngine
  void forgetWhatWasRolledBack(TestStore store) {
    TestFacts facts = new TestFacts(store);
    EventKey key = report("A", "R1");
    facts.applyAndRollBack(List.of(told(at(10), key, "P1", ZHANG)));

    facts.apply(told(at(10), key, "P1", null));

    assertThat(facts.find(key).person).isEqualTo(facts.pseudonym("A", "P1"));
  }

  @EachEngine
  void areSealedAndOpenedForTheirPatientOnly(TestStore store) {
    IdentitySeal seal = new IdentitySeal(store.folder());
    byte[] sealed = seal.close("p1", ZHANG);

    assertThat(seal.open("p1", sealed)).isEqualTo(ZHANG);
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("110105");
    assertThatThrownBy(() -> seal.open("p2", sealed))
        .hasMessageContaining("identity.key")
        .hasMessageNotContaining("110105");
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> seal.open("p1", sealed)).hasMessageContaining("does not open");
  }
}
