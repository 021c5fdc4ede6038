package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What a destination gets: the events that it selects, as far as it can take them. */
class OutboxTest {

  private static final long REPORT = 7;
  private static final long VISIT = 8;
  static final long URGENT = 9;

  @Test
  void takesEverythingWhereNothingIsSelected() {
    assertThat(new EventSelection(List.of()).takes(event("visit.registered", Map.of()))).isTrue();
  }

  @Test
  void takesWhatOneEntryDescribesWithAllItsBrackets() {
    EventSelection selection =
        new EventSelection(
            List.of(
                "exam.performed",
                "result.issued[category=imaging|us][performingOrg=-|H1]",
                "result.issued[category=ecg]"));

    assertThat(selection.takes(event("exam.performed", Map.of("modality", "CT")))).isTrue();
    assertThat(selection.takes(event("visit.registered", Map.of()))).isFalse();
    assertThat(selection.takes(report("us"))).isTrue();
    assertThat(selection.takes(report("us", "performingOrg", "H1"))).isTrue();
    assertThat(selection.takes(report("us", "performingOrg", "H2"))).isFalse();
    assertThat(selection.takes(report("ecg", "performingOrg", "H2"))).isTrue();
    assertThat(selection.takes(report("lab"))).isFalse();
    assertThat(selection.takes(event("result.issued", Map.of("category", UnmappedCode.of("us")))))
        .as("a code that has no row is not guessed")
        .isFalse();
  }

  @Test
  void refusesAtStartManyReportsInOneBatchForAPlatformThatTakesNoRepeats() {
    Map<String, String> settings =
        new HashMap<>(Map.of("route", "forward-recognition", "capabilities.versions", "false"));
    assertThatThrownBy(() -> destinations(settings))
        .hasRootCauseMessage(
            "hub.destinations.imaging.max-batch must be 1: reports go one by one, and where one has"
                + " no answer this platform cannot be asked again (capabilities)");
    settings.put("max-batch", "1");
    assertThat(destinations(settings).enabled()).hasSize(1);
  }

  @Test
  void refusesAtStartAnEntryThatSelectsNothing() {
    for (String wrong : List.of("result.issued[category]", "result.issued category=lab", "")) {
      assertThatThrownBy(() -> destinations(Map.of("events[0]", wrong)))
          .hasRootCauseMessage(
              "'"
                  + wrong
                  + "' selects no events; write for example result.issued[category=lab|ecg]")
          .hasStackTraceContaining("hub.destinations.imaging.events: ");
    }
  }

  @EachEngine
  void makesDeliveriesOfSelectedEventsOnly(TestStore store) {
    Outbox outbox = outbox(store, Map.of("events[0]", "result.issued[category=imaging]"));

    tell(store, outbox, change(REPORT, 1, report("lab")));
    tell(store, outbox, change(VISIT, 1, event("visit.registered", Map.of())));
    assertThat(store.count("select count(*) from delivery")).isZero();

    // corrected, it is an imaging report after all
    tell(store, outbox, change(REPORT, 2, report("imaging")));
    assertThat(store.count("select count(*) from delivery where event_id = ?", REPORT))
        .isEqualTo(1);
    assertThat(store.totals("delivery")).isEqualTo(Map.of("made", 1L));
  }

  @EachEngine
  void followsUpWhatItOnceMadeThoughTheFactIsNoLongerSelected(TestStore store) {
    Outbox outbox = outbox(store, Map.of("events[0]", "result.issued[category=imaging]"));
    tell(store, outbox, change(REPORT, 1, report("imaging")));
    delivered(store);

    tell(store, outbox, change(REPORT, 2, report("lab")));
    MeasureEvent gone = event("result.issued", EventStatus.VOID, 3, Map.of());
    tell(store, outbox, change(REPORT, 3, gone));

    assertThat(states(store)).isEqualTo("1 DELIVERED, 2 SUPERSEDED, 3 AVAILABLE");
    assertThat(store.totals("delivery")).isEqualTo(Map.of("made", 3L, "superseded", 1L));
    assertThat(store.totals(TypeTallies.ROOM))
        .as("by type, and what is new once")
        .isEqualTo(Map.of("told", 1L, "made", 3L, "superseded", 1L));
    assertThat(
            store.count(
                "select n from tally where minute = 0 and room = 'reporting' and what = 'made'"
                    + " and who = 'imaging result.issued'"))
        .isEqualTo(3);
  }

  @EachEngine
  void withholdsACorrectedFactThatIsNoLongerSelectedAndNeverLeft(TestStore store) {
    Outbox outbox = outbox(store, Map.of("events[0]", "result.issued[category=imaging]"));
    tell(store, outbox, change(REPORT, 1, report("imaging")));
    tell(store, outbox, change(REPORT, 2, report("lab")));
    assertThat(states(store)).isEqualTo("1 SUPERSEDED");

    tell(store, outbox, change(REPORT, 3, event("result.issued", EventStatus.VOID, 3, Map.of())));
    assertThat(states(store)).isEqualTo("1 SUPERSEDED");
    assertThat(store.totals("delivery")).isEqualTo(Map.of("made", 1L, "superseded", 1L));
  }

  @EachEngine
  void correctsAFactThatIsNoLongerSelectedWhereItMayHaveLeft(TestStore store) {
    Outbox outbox = outbox(store, Map.of("events[0]", "result.issued[category=imaging]"));
    tell(store, outbox, change(REPORT, 1, report("imaging")));
    sent(store);

    tell(store, outbox, change(REPORT, 2, report("lab")));
    tell(store, outbox, change(REPORT, 3, report("ecg")));

    assertThat(states(store)).isEqualTo("1 SUPERSEDED, 2 SUPERSEDED, 3 AVAILABLE");
  }

  @EachEngine
  void withholdsWhatTheDestinationRefusedAndNoLongerSelects(TestStore store) {
    Outbox outbox = outbox(store, Map.of("events[0]", "result.issued[category=imaging]"));
    tell(store, outbox, change(REPORT, 1, report("imaging")));
    sent(store);
    update(store, "update delivery set state = 'DISCARDED', outcome = 'SCHEMA'");

    tell(store, outbox, change(REPORT, 2, report("lab")));

    assertThat(states(store)).isEqualTo("1 DISCARDED");
  }

  @EachEngine
  void cancelsWhereNewerVersionsAreNotTakenButCancellationsAre(TestStore store) {
    Outbox outbox = outbox(store, Map.of("capabilities.versions", "false"));
    tell(store, outbox, change(REPORT, 1, report("lab")));
    delivered(store);

    tell(store, outbox, change(REPORT, 2, report("ecg")));
    assertThat(states(store)).isEqualTo("1 DELIVERED, 2 DISCARDED");
    MeasureEvent gone = event("result.issued", EventStatus.VOID, 3, Map.of());
    tell(store, outbox, change(REPORT, 3, gone));
    assertThat(states(store)).isEqualTo("1 DELIVERED, 2 DISCARDED, 3 AVAILABLE");

    delivered(store);
    tell(store, outbox, change(REPORT, 4, report("lab")));
    assertThat(states(store)).endsWith("3 DELIVERED, 4 DISCARDED");
  }

  @EachEngine
  void sendsNothingAgainThatWasCancelledWhereItIsNotTakenBack(TestStore store) {
    Outbox outbox = outbox(store, Map.of("capabilities.resubmit-after-void", "false"));
    MeasureEvent gone = event("result.issued", EventStatus.VOID, 2, Map.of());
    tell(store, outbox, change(REPORT, 1, report("lab")));
    tell(store, outbox, change(REPORT, 2, gone));
    // the cancellation has not left: what comes now takes its place
    tell(store, outbox, change(REPORT, 3, report("lab")));
    assertThat(states(store)).isEqualTo("1 SUPERSEDED, 2 SUPERSEDED, 3 AVAILABLE");

    tell(store, outbox, change(REPORT, 4, gone));
    delivered(store);
    tell(store, outbox, change(REPORT, 5, report("lab")));
    assertThat(states(store)).endsWith("3 SUPERSEDED, 4 DELIVERED, 5 DISCARDED");
    assertThat(store.totals("delivery"))
        .isEqualTo(Map.of("made", 5L, "superseded", 3L, "discarded", 1L));
  }

  @EachEngine
  void sendsNothingAgainWhileItsCancellationIsOnItsWay(TestStore store) {
    Outbox outbox = outbox(store, Map.of("capabilities.resubmit-after-void", "false"));
    tell(store, outbox, change(REPORT, 1, report("lab")));
    delivered(store);
    tell(store, outbox, change(REPORT, 2, event("result.issued", EventStatus.VOID, 2, Map.of())));
    sent(store);

    tell(store, outbox, change(REPORT, 3, report("lab")));

    assertThat(states(store)).isEqualTo("1 DELIVERED, 2 SUPERSEDED, 3 DISCARDED");
  }

  @EachEngine
  void voidsNothingWhereItMadeNothingBeforeItWasConfigured(TestStore store) {
    Outbox outbox = outbox(store, Map.of("events[0]", "result.issued[category=imaging]"));

    // version 1 of both was told before this destination was there
    MeasureEvent gone = event("result.issued", EventStatus.VOID, 2, Map.of("category", "lab"));
    tell(store, outbox, change(REPORT, 2, gone));
    tell(store, outbox, change(VISIT, 2, event("visit.registered", Map.of())));
    assertThat(store.count("select count(*) from delivery")).isZero();

    MeasureEvent image = event("result.issued", EventStatus.VOID, 3, Map.of("category", "imaging"));
    tell(store, outbox, change(REPORT, 3, image));
    assertThat(states(store)).isEqualTo("3 AVAILABLE");
  }

  static Outbox outbox(TestStore store, Map<String, String> settings) {
    Outbox outbox =
        new Outbox(
            destinations(settings),
            new DueRows(store.queries()),
            store.commits(),
            List.of((session, change) -> change.eventId() == URGENT),
            Nodes.alone());
    store.commits().start();
    return outbox;
  }

  private static Destinations destinations(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    String name = "hub.destinations.imaging.";
    all.put(name + "url", URI.create("http://127.0.0.1:1/").toString());
    all.put(name + "app-id", "test");
    all.put(name + "key-file", Path.of("none.key").toString());
    all.put(name + "legal-basis", "synthetic");
    settings.forEach((setting, value) -> all.put(name + setting, value));
    return new Binder(new MapConfigurationPropertySource(all))
        .bind("hub", Bindable.of(Destinations.class))
        .get();
  }

  static void tell(TestStore store, Outbox outbox, FactChange change) {
    new Commands(store.commits())
        .execute(session -> outbox.changed(session, List.of(change)))
        .run();
  }

  private static void delivered(TestStore store) {
    update(store, "update delivery set state = 'DELIVERED' where state = 'AVAILABLE'");
  }

  /** What waits has left, and nobody knows yet whether it arrived. */
  private static void sent(TestStore store) {
    update(store, "update delivery set batch_no = 'B-1' where state = 'AVAILABLE'");
  }

  static void update(TestStore store, String sql) {
    new Commands(store.commits()).execute(session -> session.prepare(sql).executeUpdate());
  }

  private static String states(TestStore store) {
    return String.join(
        ", ",
        store
            .queries()
            .sql("select version, state from delivery where event_id = ? order by id")
            .param(REPORT)
            .query((row, n) -> row.getInt(1) + " " + row.getString(2))
            .list());
  }

  static FactChange change(long eventId, int version, MeasureEvent event) {
    return new FactChange(eventId, event(event, version), version == 1, FactChange.Before.NOTHING);
  }

  private static MeasureEvent event(MeasureEvent like, int version) {
    return event(like.key().type(), like.status(), version, like.attributes());
  }

  static MeasureEvent report(String category, String... more) {
    Map<String, Object> attributes = new HashMap<>(Map.of("category", category));
    if (more.length == 2) {
      attributes.put(more[0], more[1]);
    }
    return event("result.issued", attributes);
  }

  static MeasureEvent event(String type, Map<String, Object> attributes) {
    return event(type, EventStatus.ACTIVE, 1, attributes);
  }

  private static MeasureEvent event(
      String type, EventStatus status, int version, Map<String, Object> attributes) {
    EventKey key = new EventKey("H1", type, "K1");
    return new MeasureEvent(key, version, status, 0L, 0, null, attributes, "m");
  }
}
