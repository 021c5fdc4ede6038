package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.Lane;
import org.bianmin.hub.store.TestStore;
import org.bianmin.hub.telemetry.MessageTraces;

/**
 * Who listens hears of what was accepted, and of nothing else, in the transaction that stores it.
 */
class AcceptancesTest {

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger durable = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  private final AcceptanceListener listener =
      (session, destination, facts) -> {
        facts.forEach(fact -> told.add(destination + " " + fact.eventId() + " " + fact.key()));
        var mark = session.prepare("insert into indicator_side_mark (event_id) values (?)");
        for (AcceptanceListener.Accepted fact : facts) {
          mark.setLong(1, fact.eventId());
          mark.executeUpdate();
        }
        if (failures.getAndDecrement() > 0) {
          throw new IllegalStateException("cannot be written");
        }
        return durable::incrementAndGet;
      };

  private static Due due(int id) {
    MeasureEvent event =
        new MeasureEvent(
            new EventKey("H1", "result.issued", "R" + id),
            1,
            EventStatus.ACTIVE,
            1L,
            1L,
            null,
            Map.of(),
            "m");
    return new Due(id, 100 + id, event, 0, 0, 0);
  }

  private CompletableFuture<Boolean> store(TestStore store, List<DeliveryOutcome> outcomes) {
    Lane<DeliveryLane.Result> lane =
        store
            .commits()
            .lane(
                "delivery",
                new DeliveryLane(List.of(listener), new DeliverySpans(MessageTraces.off(), null)),
                4,
                64,
                Long.MAX_VALUE);
    store.commits().start();
    List<Due> items = new ArrayList<>();
    IntStream.range(0, outcomes.size()).forEach(i -> items.add(due(i + 1)));
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    lane.submit(
        new DeliveryLane.Result(
            "hr",
            "b1",
            items,
            null,
            outcomes,
            1,
            2,
            "received",
            "r",
            null,
            true,
            () -> ended.complete(true),
            () -> ended.complete(false)),
        0);
    return ended;
  }

  @EachEngine
  void whatWasAcceptedIsToldOnceAndDoneOnceItIsDurable(TestStore store) {
    assertThat(
            store(
                    store,
                    List.of(
                        new DeliveryOutcome.Accepted("accepted"),
                        new DeliveryOutcome.Rejected("X", "no"),
                        new DeliveryOutcome.RetryLater("away", 5)))
                .join())
        .isTrue();

    await().untilAsserted(() -> assertThat(durable).hasValue(1));
    assertThat(told).containsExactly("hr 101 result.issued:H1:R1");
    assertThat(store.count("select count(*) from indicator_side_mark")).isEqualTo(1);
  }

  @EachEngine
  void whatWasOnlyRejectedIsToldNobody(TestStore store) {
    assertThat(store(store, List.of(new DeliveryOutcome.Rejected("X", "no"))).join()).isTrue();

    assertThat(told).isEmpty();
    assertThat(durable).hasValue(0);
  }

  @EachEngine
  void aListenerThatCannotWriteTakesTheAnswerBackWithIt(TestStore store) {
    failures.set(Integer.MAX_VALUE);

    assertThat(store(store, List.of(new DeliveryOutcome.Accepted("accepted"))).join()).isFalse();

    assertThat(store.count("select count(*) from indicator_side_mark")).isZero();
    assertThat(store.count("select count(*) from delivery_batch")).isZero();
    assertThat(durable).hasValue(0);
  }
}
