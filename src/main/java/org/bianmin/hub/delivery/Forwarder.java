package org.bianmin.hub.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Lane;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the deliveries of one destination: batched, several calls at a time, per fact in order. A
 * destination that does not answer gets one call at a time, with growing pauses; what waits for it
 * stays on disk.
 *
 * <p>size: claims, pauses and backoff share one lock; apart from each other nobody could see that.
 */
final class Forwarder {

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
  private static final long WAIT_MILLIS = 250;
  private static final long RETRIES_EVERY_MILLIS = 500;

  private final String destination;
  private final DestinationProperties properties;
  private final Outbox outbox;
  private final DueRows rows;
  private final Forwarding forwarding;
  private final Lane<DeliveryLane.Result> lane;
  private final Commands commands;
  private final BatchNumbers numbers;
  private final Backoff backoff;
  private final List<Thread> threads = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // deliveries that were taken and are not yet stored as sent, by the event that they carry
  private final Map<Long, Long> inFlight = new HashMap<>();
  private final List<Due> held = new ArrayList<>();
  private int failures;
  private int calls;
  private long awayUntil;
  private long retriesAt;
  private String paused;
  private volatile boolean running;

  Forwarder(
      String destination,
      DestinationProperties properties,
      Outbox outbox,
      DueRows rows,
      Forwarding forwarding,
      Lane<DeliveryLane.Result> lane,
      Commands commands) {
    this.destination = destination;
    this.properties = properties;
    this.outbox = outbox;
    this.rows = rows;
    this.forwarding = forwarding;
    this.lane = lane;
    this.commands = commands;
    this.numbers = new BatchNumbers(destination);
    this.backoff =
        new Backoff(properties.backoff(), properties.maxBackoff(), RandomGenerator.getDefault());
  }

  void start() {
    running = true;
    paused = rows.paused(destination);
    for (int i = 0; i < properties.inFlight(); i++) {
      Thread thread = new Thread(this::run, "forward-" + destination + "-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /** Stops sending until {@link #resume}. */
  void pause(String reason) {
    lock.lock();
    try {
      paused = reason;
    } finally {
      lock.unlock();
    }
  }

  void resume() {
    lock.lock();
    try {
      paused = null;
      failures = 0;
      awayUntil = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A delivery was made available again. */
  void wake(long deliveryId) {
    outbox.waiting(destination).waiting(deliveryId);
  }

  private void run() {
    while (running) {
      try {
        if (mayCall()) {
          call();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("{}: cannot read what waits; trying again", destination, e);
        away(0);
      }
    }
  }

  /** Waits until a call may be made: not paused, not backing off, one at a time while it fails. */
  @SuppressWarnings("WaitNotInLoop") // the loop is run()
  private boolean mayCall() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long wait = awayUntil - System.currentTimeMillis();
      if (paused != null || wait > 0 || (failures > 0 && calls > 0)) {
        changed.await(wait > 0 ? Math.min(wait, WAIT_MILLIS) : WAIT_MILLIS, TimeUnit.MILLISECONDS);
        return false;
      }
      calls++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void call() throws InterruptedException {
    try {
      List<Due> batch = next();
      if (!batch.isEmpty()) {
        send(batch);
      }
    } finally {
      lock.lock();
      try {
        calls--;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private List<Due> next() throws InterruptedException {
    List<Due> found = dueRetries();
    if (found.isEmpty()) {
      found = outbox.waiting(destination).take(properties.maxBatch(), WAIT_MILLIS);
    }
    return claim(found);
  }

  private List<Due> dueRetries() {
    lock.lock();
    try {
      long now = System.currentTimeMillis();
      if (now < retriesAt) {
        return List.of();
      }
      retriesAt = now + RETRIES_EVERY_MILLIS;
    } finally {
      lock.unlock();
    }
    List<Due> due = rows.retryable(destination, System.currentTimeMillis(), properties.maxBatch());
    if (due.size() == properties.maxBatch()) {
      lock.lock();
      try {
        retriesAt = 0;
      } finally {
        lock.unlock();
      }
    }
    return due;
  }

  /**
   * Claims by event: what concerns an event on its way is held until that has ended. Of several
   * versions of one event the newest is sent; the older ones are superseded in the store.
   */
  private List<Due> claim(List<Due> found) {
    lock.lock();
    try {
      Map<Long, Due> newest = new HashMap<>();
      List<Due> all = new ArrayList<>(held.size() + found.size());
      all.addAll(held);
      all.addAll(found);
      held.clear();
      List<Due> batch = new ArrayList<>(Math.min(all.size(), properties.maxBatch()));
      for (Due due : all) {
        Due other = newest.get(due.eventId());
        if (other == null || due.event().version() > other.event().version()) {
          newest.put(due.eventId(), due);
        }
      }
      Set<Long> seen = new HashSet<>();
      for (Due due : all) {
        if (newest.get(due.eventId()).id() != due.id() || !seen.add(due.id())) {
          continue;
        }
        Long busy = inFlight.get(due.eventId());
        if (busy != null && busy == due.id()) {
          continue;
        }
        if (busy != null || batch.size() >= properties.maxBatch()) {
          held.add(due);
        } else {
          inFlight.put(due.eventId(), due.id());
          batch.add(due);
        }
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void send(List<Due> batch) {
    String batchNo = numbers.next();
    long sentAt = System.currentTimeMillis();
    BatchAnswer answer;
    try {
      if (!properties.capabilities().versions()) {
        commands.execute(session -> Executing.mark(session, batch));
      }
      List<MeasureEvent> events = batch.stream().map(Due::event).toList();
      answer = forwarding.forward(new Batch(destination, batchNo, events));
    } catch (RuntimeException e) {
      LOG.warn("{}: batch {} could not be sent", destination, batchNo, e);
      answer = new BatchAnswer.Away("not sent: " + e.getClass().getSimpleName(), 0, false);
    }
    conclude(batch, batchNo, sentAt, answer);
  }

  private void conclude(List<Due> batch, String batchNo, long sentAt, BatchAnswer answer) {
    long now = System.currentTimeMillis();
    if (answer instanceof BatchAnswer.Received received) {
      back();
      store(batch, batchNo, sentAt, "received", received.receiptNo(), null, retimed(received, now));
    } else if (answer instanceof BatchAnswer.Refused refused) {
      back();
      store(
          batch,
          batchNo,
          sentAt,
          "refused",
          null,
          refused.reason(),
          Collections.nCopies(
              batch.size(), new DeliveryOutcome.Rejected(refused.code(), refused.reason())));
    } else if (answer instanceof BatchAnswer.Away gone) {
      long at = away(gone.at());
      if (gone.ambiguous() && !properties.capabilities().versions()) {
        // the rows stay EXECUTING: whether they arrived is for a person to find out
        LOG.warn("{}: batch {} may have arrived; it waits for a person", destination, batchNo);
        release(batch);
        return;
      }
      store(
          batch,
          batchNo,
          sentAt,
          "away",
          null,
          gone.reason(),
          Collections.nCopies(batch.size(), new DeliveryOutcome.RetryLater(gone.reason(), at)));
    } else if (answer instanceof BatchAnswer.Closed closed) {
      pauseFor(closed.reason());
      release(batch);
      batch.forEach(due -> outbox.waiting(destination).waiting(due.id()));
    }
  }

  private void pauseFor(String reason) {
    LOG.error("{}: paused, nothing is sent until it is resumed: {}", destination, reason);
    pause(reason);
    try {
      commands.execute(session -> Pauses.write(session, destination, reason));
    } catch (StoreUnavailable e) {
      LOG.warn("{}: the pause is not stored; it ends with this process", destination);
    }
  }

  private List<DeliveryOutcome> retimed(BatchAnswer.Received received, long now) {
    List<DeliveryOutcome> outcomes = new ArrayList<>(received.outcomes().size());
    for (DeliveryOutcome outcome : received.outcomes()) {
      outcomes.add(
          outcome instanceof DeliveryOutcome.RetryLater later && later.at() == 0
              ? new DeliveryOutcome.RetryLater(later.reason(), now + backoff.pause(1))
              : outcome);
    }
    return outcomes;
  }

  private void store(
      List<Due> batch,
      String batchNo,
      long sentAt,
      String word,
      String receiptNo,
      String reason,
      List<DeliveryOutcome> outcomes) {
    try {
      lane.submit(
          new DeliveryLane.Result(
              destination,
              batchNo,
              batch,
              outcomes,
              sentAt,
              System.currentTimeMillis(),
              word,
              receiptNo,
              reason,
              () -> release(batch),
              () -> notStored(batch)),
          batch.size());
    } catch (StoreUnavailable e) {
      running = false;
    }
  }

  /** The answer is lost with the store; the items are sent again, which the contract allows. */
  private void notStored(List<Due> batch) {
    away(0);
    release(batch);
    batch.forEach(due -> outbox.waiting(destination).waiting(due.id()));
  }

  private void release(List<Due> batch) {
    lock.lock();
    try {
      batch.forEach(due -> inFlight.remove(due.eventId()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void back() {
    lock.lock();
    try {
      if (failures > 0) {
        LOG.info("{}: answers again", destination);
      }
      failures = 0;
      awayUntil = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long away(long notBefore) {
    lock.lock();
    try {
      failures++;
      awayUntil = Math.max(notBefore, System.currentTimeMillis() + backoff.pause(failures));
      return awayUntil;
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    running = false;
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
