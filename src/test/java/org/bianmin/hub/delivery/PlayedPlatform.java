package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A platform that answers as it is told. */
final class PlayedPlatform implements Forwarding {
  final List<Batch> batches = new CopyOnWriteArrayList<>();
  final AtomicInteger answered = new AtomicInteger();
  final AtomicInteger asked = new AtomicInteger();
  private final BlockingQueue<Batch> calls = new LinkedBlockingQueue<>();
  private volatile Function<Batch, BatchAnswer> answer = PlayedPlatform::accepted;
  volatile boolean ready = true;

  void answers(Function<Batch, BatchAnswer> how) {
    answer = how;
  }

  /** Does not answer until told how. */
  void holds() {
    answer = null;
  }

  void awaitCall() throws InterruptedException {
    assertThat(calls.poll(60, TimeUnit.SECONDS)).isNotNull();
  }

  List<String> keys() {
    return batches.stream()
        .flatMap(b -> b.events().stream())
        .map(e -> e.key().businessKey() + " " + e.version())
        .toList();
  }

  @Override
  public BatchAnswer forward(Batch batch) {
    batches.add(batch);
    calls.add(batch);
    await().atMost(Duration.ofMinutes(1)).until(() -> answer != null);
    BatchAnswer given = answer.apply(batch);
    answered.incrementAndGet();
    return given;
  }

  @Override
  public boolean ready() {
    asked.incrementAndGet();
    return ready;
  }

  static BatchAnswer accepted(Batch batch) {
    return new BatchAnswer.Received(
        "R",
        batch.events().stream()
            .map(e -> (DeliveryOutcome) new DeliveryOutcome.Accepted("accepted"))
            .toList());
  }
}
