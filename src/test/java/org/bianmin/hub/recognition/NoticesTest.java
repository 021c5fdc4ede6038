package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Notices of the platform and of the hub's own, with outages and stops in between. */
class NoticesTest {

  private static final String THEIRS = "result.issued:H2:R1";
  private static final String OURS = "result.issued:H1:R9";
  private static final EventKey DECISION = new EventKey("H1", "recognition.decided", "V1/x/i");

  private final List<NewMessage> journaled = new CopyOnWriteArrayList<>();
  private final List<Notice> platform = new CopyOnWriteArrayList<>();
  private final AtomicInteger outages = new AtomicInteger();
  private Commands commands;
  private NoticeRows rows;
  private UseRows uses;
  private Notices notices;

  @AfterEach
  void stop() {
    if (notices != null && notices.isRunning()) {
      notices.stop();
    }
  }

  @EachEngine
  void theCursorMovesOnlyPastWhatIsJournaled(TestStore store) {
    open(store);
    event(1, DECISION);
    outages.set(1);
    platform.add(notice("N1", THEIRS, DECISION.toString()));
    platform.add(notice("N2", THEIRS, DECISION.toString()));
    notices.start();

    await().atMost(Duration.ofMinutes(1)).until(() -> "N2".equals(rows.position("played")));
    // the first try stored nothing, so it was fetched again
    assertThat(journaled)
        .extracting(NewMessage::controlId)
        .containsExactly("played/N1", "played/N2");
    assertThat(journaled.get(0).facility()).isEqualTo("H1");
    assertThat(text(journaled.get(0)))
        .contains(
            "\"decided\":[{\"key\":\"V1/x/i\",\"source\":\"his\"}]", "\"state\":\"corrected\"");
    assertThat(rows.page(null, 10))
        .extracting(row -> row.notice().no())
        .containsExactly("N2", "N1");
  }

  @EachEngine
  void whatNoRecordOfTheHubHasIsJournaledAndAlertsNobody(TestStore store) {
    open(store);
    platform.add(notice("N1", THEIRS, DECISION.toString(), "no key", "visit.registered:H1:V1"));
    notices.start();

    await().atMost(Duration.ofMinutes(1)).until(() -> "N1".equals(rows.position("played")));
    assertThat(journaled).hasSize(1);
    assertThat(text(journaled.get(0))).doesNotContain("\"decided\"");
    assertThat(rows.page(null, 10)).isEmpty();
  }

  @EachEngine
  void aReportOfTheHubsOwnThatChangedBeforeAStopIsToldAfterTheStart(TestStore store) {
    open(store);
    event(1, DECISION);
    event(2, EventKey.parse(OURS));
    Uses listener = new Uses(uses, rows, notices, change -> true);
    change(listener, decision(EventStatus.ACTIVE), true);
    change(listener, report(2, EventStatus.VOID), false);
    assertThat(rows.waiting(10)).hasSize(1);

    // the platform tells it too
    platform.add(notice("N1", OURS, DECISION.toString()));
    notices.start();

    await().atMost(Duration.ofMinutes(1)).until(() -> rows.waiting(10).isEmpty());
    await().atMost(Duration.ofMinutes(1)).until(() -> "N1".equals(rows.position("played")));
    assertThat(journaled).hasSize(2);
    assertThat(text(journaled.get(0))).contains("\"decided\":[{", "\"state\":\"recalled\"");
    assertThat(text(journaled.get(1))).doesNotContain("\"decided\"");
    assertThat(rows.page(null, 10))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.origin()).isEqualTo("hub");
              assertThat(row.notice().concerns()).containsExactly(DECISION.toString());
            });
  }

  @EachEngine
  void aWithdrawnDecisionAndAFirstVersionAreNoReasonToTellAnybody(TestStore store) {
    open(store);
    Uses listener = new Uses(uses, rows, notices, change -> true);
    change(listener, decision(EventStatus.ACTIVE), true);
    change(listener, report(1, EventStatus.ACTIVE), true);
    change(listener, decision(EventStatus.VOID), false);
    change(listener, report(2, EventStatus.ACTIVE), false);

    assertThat(rows.waiting(10)).isEmpty();
  }

  @EachEngine
  void aRecordThatComesAfterItsReportHadChangedIsToldOfIt(TestStore store) {
    open(store);
    event(1, DECISION);
    event(2, EventKey.parse(OURS));
    Uses listener = new Uses(uses, rows, notices, change -> true);
    // the report stands at version 1
    change(listener, shown(1L), true);
    assertThat(rows.waiting(10)).isEmpty();
    change(listener, shown(0L), true);

    assertThat(rows.waiting(10))
        .singleElement()
        .satisfies(row -> assertThat(row.notice().concerns()).containsExactly(DECISION.toString()));
  }

  @EachEngine
  void aVersionInWhichADoctorReadsNothingElseIsToldToNobody(TestStore store) {
    open(store);
    Uses listener = new Uses(uses, rows, notices, change -> false);
    change(listener, decision(EventStatus.ACTIVE), true);
    change(listener, report(2, EventStatus.ACTIVE), false);

    assertThat(rows.waiting(10)).isEmpty();
  }

  private static MeasureEvent shown(long version) {
    return new MeasureEvent(
        DECISION,
        1,
        EventStatus.ACTIVE,
        1L,
        1L,
        "p",
        Map.of("reportKey", OURS, "reportVersion", version),
        "m");
  }

  private void open(TestStore store) {
    commands = new Commands(store.commits());
    rows = new NoticeRows(store.queries(), commands, store.commits());
    uses = new UseRows(store.queries());
    OwnMessages messages =
        new OwnMessages(
            message -> {
              if (outages.getAndDecrement() > 0) {
                return CompletableFuture.failedFuture(new StoreUnavailable("away", null));
              }
              journaled.add(message);
              return CompletableFuture.completedFuture(new Receipt(journaled.size(), false));
            });
    NoticePlatform played =
        new NoticePlatform() {
          @Override
          public String id() {
            return "played";
          }

          @Override
          public List<Notice> fetch(String after) {
            int from = 0;
            for (int i = 0; i < platform.size(); i++) {
              from = platform.get(i).no().equals(after) ? i + 1 : from;
            }
            return List.copyOf(platform.subList(from, platform.size()));
          }
        };
    notices =
        new Notices(
            rows,
            new NoticeTeller(messages, uses),
            uses,
            new CheckRows(store.queries(), commands, List.of()),
            key -> {},
            new StaticListableBeanFactory(Map.of("played", played))
                .getBeanProvider(NoticePlatform.class),
            new OrderTimeProperties(
                Duration.ofMillis(300),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMillis(50),
                null),
            Nodes.alone());
    store.beforeClose(this::stop);
    store.commits().start();
  }

  private void change(Uses listener, MeasureEvent event, boolean first) {
    commands.execute(
        session ->
            listener.changed(
                session, List.of(new FactChange(1, event, first, FactChange.Before.NOTHING))));
  }

  private static MeasureEvent decision(EventStatus status) {
    return new MeasureEvent(
        DECISION, 1, status, 1L, 1L, "p", Map.of("reportKey", OURS, "source", "his"), "m");
  }

  private static MeasureEvent report(int version, EventStatus status) {
    return new MeasureEvent(EventKey.parse(OURS), version, status, 1L, 1L, "p", Map.of(), "m");
  }

  private static Notice notice(String no, String report, String... concerns) {
    String facility = EventKey.parse(report).facility();
    return new Notice(no, 1_793_667_900_000L, false, false, report, facility, 2, List.of(concerns));
  }

  private static String text(NewMessage message) {
    return new String(message.raw(), StandardCharsets.UTF_8);
  }

  private void event(long id, EventKey key) {
    commands.execute(
        session -> {
          PreparedStatement event =
              session.prepare(
                  "insert into measure_event (id, facility, type, business_key, version, status,"
                      + " occurred_at, recorded_at, person, attributes, mapping, updated_at)"
                      + " values (?, ?, ?, ?, 1, 'ACTIVE', 1, 1, 'p', ?, 'm', 1)");
          event.setLong(1, id);
          event.setString(2, key.facility());
          event.setString(3, key.type());
          event.setString(4, key.businessKey());
          event.setString(5, "{\"source\":\"his\"}");
          return event.executeUpdate();
        });
  }
}
