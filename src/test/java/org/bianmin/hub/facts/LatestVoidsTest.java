package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** Cancels that name a visit only, against end states that are written down here. */
class LatestVoidsTest {

  private static final int ORDERS = 12;

  /** One message: when it was recorded, which source, what it says of which key. */
  private record Line(long at, String source, Action action, String key) {}

  private static final Line MORNING = new Line(10, "his", Action.RECORD, "%s/a");
  private static final Line NOON = new Line(20, "his", Action.RECORD, "%s/b");
  private static final Line CANCEL = new Line(30, "his", Action.VOID_LATEST, "%s");

  private long messages;

  private Map<String, EventStatus> end(TestStore store, String visit, List<Line> lines) {
    TestFacts facts = new TestFacts(store);
    Map<String, EventStatus> expected = null;
    for (int order = 0; order < ORDERS; order++) {
      String facility = "H" + messages;
      List<Line> shuffled = new ArrayList<>(lines);
      if (order > 0) {
        Collections.shuffle(shuffled, new Random(order));
      }
      for (Line line : shuffled) {
        facts.apply(told(facility, visit, line));
      }
      Map<String, EventStatus> end = new TreeMap<>();
      for (String part : List.of("a", "b")) {
        EventKey key = new EventKey(facility, "transfer.made", visit + '/' + part);
        end.put(part, facts.find(key).status);
      }
      expected = expected == null ? end : expected;
      assertThat(end).as("order %d", order).isEqualTo(expected);
    }
    return expected;
  }

  private MeasureEvents.Told told(String facility, String visit, Line line) {
    long id = ++messages;
    int rank = line.source().equals("his") ? 10 : 20;
    SourceRef source = new SourceRef(line.source(), rank, line.at(), "t" + id, id, 0, "m");
    EventKey key = new EventKey(facility, "transfer.made", line.key().formatted(visit));
    Long occurred = line.action() == Action.RECORD ? line.at() : null;
    return new MeasureEvents.Told(
        source,
        false,
        List.of(
            new Assertion(
                key, line.action(), source, occurred, new PatientId(facility, "P"), Map.of())),
        List.of());
  }

  @EachEngine
  void cancelsTheLatestThatStood(TestStore store) {
    assertThat(end(store, "V1", List.of(MORNING, NOON, CANCEL)))
        .containsEntry("a", EventStatus.ACTIVE)
        .containsEntry("b", EventStatus.VOID);
  }

  @EachEngine
  void cancelsOneHoweverOftenItIsRepeatedAndWhoeverElseSaysIt(TestStore store) {
    Line again = new Line(30, "his", Action.VOID_LATEST, "%s");
    Line other = new Line(31, "nursing", Action.VOID_LATEST, "%s");

    assertThat(end(store, "V1", List.of(MORNING, NOON, CANCEL, again, other)))
        .containsEntry("a", EventStatus.ACTIVE)
        .containsEntry("b", EventStatus.VOID);
  }

  @EachEngine
  void cancelsTwoThatWereRecordedOneAfterTheOther(TestStore store) {
    Line second = new Line(40, "his", Action.VOID_LATEST, "%s");

    assertThat(end(store, "V1", List.of(MORNING, NOON, CANCEL, second)))
        .containsEntry("a", EventStatus.VOID)
        .containsEntry("b", EventStatus.VOID);
  }

  @EachEngine
  void leavesWhatWasRecordedAfterwards(TestStore store) {
    Line anew = new Line(35, "his", Action.RECORD, "%s/b");

    assertThat(end(store, "V1", List.of(MORNING, NOON, CANCEL, anew)))
        .containsEntry("a", EventStatus.ACTIVE)
        .containsEntry("b", EventStatus.ACTIVE);
  }

  @EachEngine
  void knowsNumbersOfVisitsThatHaveAStroke(TestStore store) {
    assertThat(end(store, "0012345/2", List.of(MORNING, NOON, CANCEL)))
        .containsEntry("a", EventStatus.ACTIVE)
        .containsEntry("b", EventStatus.VOID);
  }
}
