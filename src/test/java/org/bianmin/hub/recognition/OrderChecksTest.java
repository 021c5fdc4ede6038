package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.AfterEach;

/** What becomes of orders that wait in the table, as after a start. */
class OrderChecksTest {

  private static final MappingSet SET = MappingLoader.load(Path.of("mappings")).set();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final String ORDER =
      "{\"itemCode\":\"58410-2\",\"orderingDoctor\":\"D1\",\"visitRef\":\"V1\"}";

  private final List<NewMessage> journaled = new CopyOnWriteArrayList<>();
  private final List<Candidates.Question> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger outages = new AtomicInteger();
  private final long now = System.currentTimeMillis();
  private OrderChecks checks;

  @AfterEach
  void stop() {
    if (checks != null) {
      checks.stop();
    }
  }

  @EachEngine
  void whatWaitedBeforeTheStartIsLookedAtAndWhatIsOldIsLate(TestStore store) throws Exception {
    commands(store);
    order(store, 1, "O1", "ACTIVE", ORDER, now - 60_000);
    order(store, 2, "O2", "ACTIVE", ORDER, now - WITHIN.toMillis() - 1_000);
    start(store);

    awaitState(store, 1, "PROMPTED");
    awaitState(store, 2, "LATE");
    assertThat(journaled)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.source()).isEqualTo("recognition");
              assertThat(message.facility()).isEqualTo("H1");
              assertThat(message.controlId()).isEqualTo("prompted/order/O1");
              JsonNode document = document(message);
              assertThat(document.get("doctor").asText()).isEqualTo("D1");
              assertThat(document.get("visit").asText()).isEqualTo("V1");
              assertThat(document.at("/hub/person").asText()).isEqualTo("person-1");
              assertThat(document.get("candidates")).hasSize(1);
            });
    // the items of the panel, and the order's code for reports of the same facility
    assertThat(asked.get(0).items())
        .isEqualTo(Set.of("lab-wbc", "lab-rbc", "lab-hgb", "lab-hct", "lab-plt"));
    assertThat(asked.get(0).localCodes()).isEqualTo(Set.of("58410-2"));
    assertThat(asked.get(0).at()).isEqualTo(now - 60_000);
  }

  @EachEngine
  void aCancelledOrderAndOneThatNamesNoDoctorTellNobody(TestStore store) throws Exception {
    commands(store);
    order(store, 1, "O1", "VOID", ORDER, now);
    order(store, 2, "O2", "ACTIVE", "{\"itemCode\":\"58410-2\",\"visitRef\":\"V1\"}", now);
    start(store);

    awaitState(store, 1, "CANCELLED");
    awaitState(store, 2, "NOBODY");
    // those who keep it beside the order hear of it
    assertThat(looked).containsExactlyInAnyOrder(1L, 2L);
    assertThat(journaled).isEmpty();
  }

  @EachEngine
  void anOrderThatWasPromptedBeforeTheHubStoppedIsNotPromptedAgain(TestStore store)
      throws Exception {
    commands(store);
    order(store, 1, "O1", "ACTIVE", ORDER, now);
    event(3, "recognition.prompted", "order/O1", "ACTIVE", "{}", now);
    start(store);

    awaitState(store, 1, "PROMPTED");
    assertThat(journaled).isEmpty();
    assertThat(asked).isEmpty();
  }

  @EachEngine
  void anOutageOfTheStoreLosesNoPrompt(TestStore store) throws Exception {
    commands(store);
    outages.set(2);
    order(store, 1, "O1", "ACTIVE", ORDER, now);
    start(store);

    awaitState(store, 1, "PROMPTED");
    assertThat(journaled).hasSize(1);
    assertThat(outages.get()).isNegative();
  }

  private void start(TestStore store) {
    Candidates candidates =
        question -> {
          asked.add(question);
          return new Candidates.Answer(
              List.of(
                  new Candidate(
                      "result.issued:H2:R1",
                      "R1",
                      1,
                      "H2",
                      null,
                      "lab-wbc",
                      null,
                      now - 1_000,
                      "5",
                      null,
                      null,
                      null,
                      "national",
                      "全国HR",
                      now + 1_000,
                      null)),
              List.of());
        };
    OwnMessages messages =
        new OwnMessages(
            message -> {
              if (outages.getAndDecrement() > 0) {
                return CompletableFuture.failedFuture(new StoreUnavailable("away", null));
              }
              journaled.add(message);
              return CompletableFuture.completedFuture(new Receipt(journaled.size(), false));
            });
    checks =
        new OrderChecks(
            new CheckRows(
                store.queries(),
                commands,
                List.of(
                    (session, ids) -> {
                      looked.addAll(ids);
                      return () -> {};
                    })),
            candidates,
            new Prompts(messages),
            () -> SET,
            new OrderTimeProperties(
                Duration.ofMillis(300), WITHIN, WITHIN, Duration.ofSeconds(30), null));
    store.beforeClose(checks::stop);
    checks.start();
  }

  private final List<Long> looked = new CopyOnWriteArrayList<>();
  private Commands commands;

  private void commands(TestStore store) {
    commands = new Commands(store.commits());
    store.commits().start();
  }

  private void order(
      TestStore store, long id, String no, String status, String attributes, long at) {
    event(id, "exam.ordered", no, status, attributes, at);
    commands.execute(
        session -> {
          PreparedStatement version =
              session.prepare(
                  "insert into measure_event_version (event_id, source, source_rank, recorded_at,"
                      + " tie, reading, message_id, mapping, action, attributes, accepted_at,"
                      + " told_key) values (?, 'his', 10, ?, '', 0, ?, 'm', 'RECORD', '', ?, '')");
          version.setLong(1, id);
          version.setLong(2, at);
          version.setLong(3, id);
          version.setLong(4, at);
          version.executeUpdate();
          new CheckRows(store.queries(), commands, List.of())
              .add(session, id, at, CheckRows.State.WAITING);
          return null;
        });
  }

  private void event(long id, String type, String key, String status, String attributes, long at) {
    commands.execute(
        session -> {
          PreparedStatement event =
              session.prepare(
                  "insert into measure_event (id, facility, type, business_key, version, status,"
                      + " occurred_at, recorded_at, person, attributes, mapping, updated_at)"
                      + " values (?, 'H1', ?, ?, 1, ?, ?, ?, 'person-1', ?, 'm', ?)");
          event.setLong(1, id);
          event.setString(2, type);
          event.setString(3, key);
          event.setString(4, status);
          event.setLong(5, at);
          event.setLong(6, at);
          event.setString(7, attributes);
          event.setLong(8, at);
          return event.executeUpdate();
        });
  }

  private static void awaitState(TestStore store, long id, String state) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                store.count(
                        "select count(*) from recognition_check where event_id = ? and state = ?",
                        id,
                        state)
                    == 1);
  }

  private static JsonNode document(NewMessage message) {
    try {
      return JSON.readTree(message.raw());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
