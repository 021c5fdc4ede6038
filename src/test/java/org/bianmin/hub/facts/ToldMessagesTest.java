package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.event.ToldIdentity;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class ToldMessagesTest {

  private static final Set<String> H001 = Set.of("H001");
  private static final PersonIdentity ZHANG =
      new PersonIdentity("01", "11010519491231002X", "张三", "1", "1949-12-31");

  private TestFacts facts;
  private ToldMessages told;

  private void open(TestStore store) {
    facts = new TestFacts(store);
    told = new ToldMessages(store.queries(), facts.pseudonyms);
  }

  private static SourceRef at(long message) {
    return new SourceRef("his", 10, message, "t" + message, message, 0, "m");
  }

  private void tell(long message, String type, String key, String patient, String visit) {
    facts.apply(
        new MeasureEvents.Told(
            at(message),
            false,
            List.of(
                new Assertion(
                    new EventKey("H001", type, key),
                    Action.RECORD,
                    at(message),
                    1L,
                    new PatientId("H001", patient),
                    visit == null ? Map.of("a", "b") : Map.of("visitRef", visit))),
            List.of()));
  }

  @EachEngine
  void findsAPatientsMessagesUnderEveryNumberThatWasMerged(TestStore store) {
    open(store);
    tell(1, "visit.registered", "V1", "P1", null);
    tell(2, "visit.registered", "V2", "P2", null);
    tell(3, "visit.registered", "V3", "P3", null);
    facts.apply(
        new MeasureEvents.Told(
            at(4),
            false,
            List.of(),
            List.of(
                new PatientLink(new PatientId("H001", "P1"), new PatientId("H001", "P2"), at(4)))));

    assertThat(told.ofPatient(H001, "P1", 10).messages()).containsExactly(4L, 2L, 1L);
    assertThat(told.ofPatient(H001, "P2", 10).messages()).containsExactly(4L, 2L, 1L);
    assertThat(told.ofPatient(H001, "P3", 10).messages()).containsExactly(3L);
    assertThat(told.ofPatient(Set.of("H002"), "P3", 10).messages()).isEmpty();
    assertThat(told.ofPatient(H001, "P1", 2).messages()).containsExactly(4L, 2L);
    assertThat(told.ofPatient(H001, "P1", 2).more()).isTrue();
  }

  @EachEngine
  void findsAPersonByLegalId(TestStore store) {
    open(store);
    PatientId patient = new PatientId("H001", "P1");
    facts.apply(
        new MeasureEvents.Told(
            at(5),
            false,
            List.of(
                new Assertion(
                    new EventKey("H001", "visit.registered", "V1"),
                    Action.RECORD,
                    at(5),
                    1L,
                    patient,
                    Map.of("a", "b"))),
            List.of(),
            List.of(new ToldIdentity(patient, ZHANG, at(5)))));
    tell(6, "result.issued", "R1", "P1", null);
    tell(7, "result.issued", "R2", "P2", null);

    assertThat(told.ofPerson("01", " 11010519491231002x", 10).messages()).containsExactly(6L, 5L);
    assertThat(told.ofPerson("03", "11010519491231002X", 10).messages()).isEmpty();
  }

  @EachEngine
  void findsAVisitAndWhatNamesItButNoOtherVisitOfThePatient(TestStore store) {
    open(store);
    tell(1, "visit.registered", "V1", "P1", null);
    tell(2, "result.issued", "R1", "P1", "V1");
    tell(3, "result.issued", "V1/R2", "P1", null);
    tell(4, "visit.registered", "V10", "P1", null);
    tell(5, "result.issued", "R5", "P1", "V10");
    tell(6, "visit.registered", "V1", "P1", null);

    assertThat(told.ofVisit(H001, "V1", 10).messages()).containsExactly(6L, 3L, 2L, 1L);
    assertThat(told.ofVisit(H001, "V2", 10).messages()).isEmpty();
  }

  @EachEngine
  void knowsWhichMessagesToldATypeOfEvent(TestStore store) {
    open(store);
    List<Long> all = new ArrayList<>();
    for (long message = 1; message <= 20; message++) {
      tell(
          message,
          message % 2 == 0 ? "result.issued" : "visit.registered",
          "K" + message,
          "P",
          null);
      all.add(message);
    }

    assertThat(told.ofType("result.issued", 10).orElseThrow())
        .containsExactly(20L, 18L, 16L, 14L, 12L, 10L, 8L, 6L, 4L, 2L);
    assertThat(told.ofType("result.issued", 9)).as("too many to hold").isEmpty();
    assertThat(told.telling("result.issued", all))
        .containsExactlyInAnyOrder(2L, 4L, 6L, 8L, 10L, 12L, 14L, 16L, 18L, 20L);
    assertThat(told.telling("result.issued", List.of())).isEmpty();
  }
}
