package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class MeasureEventsTest {

  private static final EventKey VISIT = new EventKey("H1", "visit.registered", "V1");
  private static final EventKey OTHER = new EventKey("H1", "visit.registered", "V2");

  private static SourceRef source(long message, int reading, long recordedAt) {
    return new SourceRef("his", 10, recordedAt, "t" + message, message, reading, "m" + reading);
  }

  private static PatientId patient(String id) {
    return new PatientId("H1", id);
  }

  private static Assertion says(
      SourceRef source, EventKey key, Action action, String patient, Map<String, Object> map) {
    return new Assertion(key, action, source, 500L, patient == null ? null : patient(patient), map);
  }

  private static MeasureEvents.Told told(long message, Action action, Map<String, Object> map) {
    return told(message, 0, says(source(message, 0, message), VISIT, action, "A", map));
  }

  private static MeasureEvents.Told told(long message, int reading, Assertion... assertions) {
    return new MeasureEvents.Told(
        source(message, reading, message), reading > 0, List.of(assertions), List.of());
  }

  private static MeasureEvents.Told link(long message, String old, String current) {
    SourceRef source = source(message, 0, message);
    return new MeasureEvents.Told(
        source, false, List.of(), List.of(new PatientLink(patient(old), patient(current), source)));
  }

  @EachEngine
  void announcesOnlyWhatChangedWithRisingVersions(TestStore store) {
    TestFacts facts = new TestFacts(store);
    facts.apply(told(1, Action.RECORD, Map.of("dept", "D1")));
    facts.apply(told(1, Action.RECORD, Map.of("dept", "D1")));
    facts.apply(told(2, Action.AMEND, Map.of("dept", "D1")));
    facts.apply(told(3, Action.AMEND, Map.of("dept", "D2")));
    facts.apply(told(4, Action.VOID, Map.of()));
    assertThat(facts.changes).extracting(c -> c.event().version()).containsExactly(1, 2, 3);
    assertThat(facts.changes)
        .extracting(c -> c.event().status())
        .containsExactly(EventStatus.ACTIVE, EventStatus.ACTIVE, EventStatus.VOID);
    assertThat(facts.verify(VISIT).recordedAt).isEqualTo(4);
    assertThat(store.totals("facts")).isEqualTo(Map.of("active", 2L, "void", 1L));
  }

  @EachEngine
  void keepsACancelThatCameFirstAndTheLateOriginalVoid(TestStore store) {
    TestFacts facts = new TestFacts(store);
    facts.apply(told(2, Action.VOID, Map.of()));
    facts.apply(told(1, Action.RECORD, Map.of("dept", "D1")));
    assertThat(facts.verify(VISIT).status).isEqualTo(EventStatus.VOID);
    assertThat(facts.changes).extracting(c -> c.event().status()).containsOnly(EventStatus.VOID);
  }

  @EachEngine
  void announcesNothingWhileOnlyAmendmentsAreKnown(TestStore store) {
    TestFacts facts = new TestFacts(store);
    facts.apply(told(2, Action.AMEND, Map.of("dept", "D2")));
    assertThat(facts.changes).isEmpty();
    facts.apply(told(1, Action.RECORD, Map.of("dept", "D1", "ward", "W1")));
    assertThat(facts.changes).hasSize(1);
    assertThat(facts.changes.get(0).first()).isTrue();
    assertThat(facts.changes.get(0).event().attributes())
        .isEqualTo(Map.of("dept", "D2", "ward", "W1"));
  }

  @EachEngine
  void announcesAttributesInTheTypesInWhichTheyWereTold(TestStore store) {
    TestFacts facts = new TestFacts(store);
    Map<String, Object> map = new HashMap<>();
    map.put("n", 7L);
    map.put("amount", new BigDecimal("12.50"));
    map.put("flag", true);
    map.put("name", "過𠮷");
    facts.apply(told(1, Action.RECORD, map));
    facts.apply(told(2, Action.AMEND, Map.of("dept", "D1")));
    map.put("dept", "D1");
    assertThat(facts.changes.get(1).event().attributes()).isEqualTo(map);
    facts.verify(VISIT);
  }

  @EachEngine
  void withdrawsWhatAReplayedMessageNoLongerTells(TestStore store) {
    TestFacts facts = new TestFacts(store);
    SourceRef first = source(1, 0, 1);
    facts.apply(
        told(
            1,
            0,
            says(first, VISIT, Action.RECORD, "A", Map.of()),
            says(first, OTHER, Action.RECORD, "A", Map.of())));
    SourceRef ignored = new SourceRef("his", 0, 0, "", 1, 1, "m1");
    facts.apply(new MeasureEvents.Told(ignored, true, List.of(), List.of()));
    assertThat(facts.verify(VISIT).status).isEqualTo(EventStatus.VOID);
    assertThat(facts.verify(OTHER).status).isEqualTo(EventStatus.VOID);
    facts.apply(told(1, 2, says(source(1, 2, 1), OTHER, Action.RECORD, "A", Map.of())));
    assertThat(facts.verify(VISIT).status).isEqualTo(EventStatus.VOID);
    assertThat(facts.verify(OTHER).status).isEqualTo(EventStatus.ACTIVE);
  }

  @EachEngine
  void withdrawsTwoMessagesOfOneFactEachForItself(TestStore store) {
    TestFacts facts = new TestFacts(store);
    facts.apply(told(1, Action.RECORD, Map.of("a", "1")), told(2, Action.RECORD, Map.of("b", "2")));
    for (long message = 1; message <= 2; message++) {
      SourceRef ignored = new SourceRef("his", 0, 0, "", message, 1, "m1");
      facts.apply(new MeasureEvents.Told(ignored, true, List.of(), List.of()));
    }
    assertThat(facts.verify(VISIT).status).isEqualTo(EventStatus.VOID);
    assertThat(facts.verify(VISIT).attributes).isEqualTo("{}");
  }

  @EachEngine
  void withdrawsWhatAnEarlierReadingToldInTheSameTransaction(TestStore store) {
    TestFacts facts = new TestFacts(store);
    facts.apply(
        told(1, Action.RECORD, Map.of()),
        told(1, 1, says(source(1, 1, 1), OTHER, Action.RECORD, "A", Map.of())));
    assertThat(facts.verify(VISIT).status).isEqualTo(EventStatus.VOID);
    assertThat(facts.verify(OTHER).status).isEqualTo(EventStatus.ACTIVE);
  }

  @EachEngine
  void countsAPersonUnderTheLastIdentifierOfAChainOfMerges(TestStore store) {
    TestFacts facts = new TestFacts(store);
    facts.apply(told(1, Action.RECORD, Map.of()));
    facts.apply(link(11, "A", "B"));
    assertThat(facts.verify(VISIT).person).isEqualTo(facts.pseudonym("H1", "B"));
    facts.apply(link(12, "B", "C"));
    assertThat(facts.verify(VISIT).person).isEqualTo(facts.pseudonym("H1", "C"));
    assertThat(facts.changes).hasSize(3);
    facts.apply(
        told(2, 0, says(source(2, 0, 20), OTHER, Action.RECORD, "A", Map.of("late", "yes"))));
    assertThat(facts.verify(OTHER).person).isEqualTo(facts.pseudonym("H1", "C"));
    assertThat(facts.verify(OTHER).patient).isEqualTo(facts.pseudonym("H1", "A"));
  }

  @EachEngine
  void endsACycleOfMergesAtTheLastOneRecorded(TestStore store) {
    TestFacts facts = new TestFacts(store);
    facts.apply(told(1, Action.RECORD, Map.of()));
    facts.apply(link(13, "B", "A"), link(11, "A", "B"));
    assertThat(facts.verify(VISIT).person).isEqualTo(facts.pseudonym("H1", "A"));
    facts.apply(link(15, "A", "B"));
    assertThat(facts.verify(VISIT).person).isEqualTo(facts.pseudonym("H1", "B"));
  }

  @EachEngine
  void remembersMergesAndVersionsAfterARestart(TestStore store) {
    TestFacts facts = new TestFacts(store);
    facts.apply(link(11, "A", "B"), told(1, Action.RECORD, Map.of("dept", "D1")));
    store.reopen();
    TestFacts reopened = new TestFacts(store);
    assertThat(reopened.find(VISIT).version).isOne();
    reopened.apply(
        told(2, 0, says(source(2, 0, 20), OTHER, Action.RECORD, "A", Map.of("dept", "D1"))));
    assertThat(reopened.verify(OTHER).person).isEqualTo(reopened.pseudonym("H1", "B"));
  }
}
