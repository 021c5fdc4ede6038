// size: the way of a destination's deliveries from claim to stored answer
package org.bianmin.hub.delivery;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 */
final class Forwarder {

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
  private static final long BUSY_MILLIS = 20;
  private static final long AWAY_MILLIS = 250;

  private final String destination;
  private final DestinationProperties properties;
  private final Outbox outbox;
  private final DueRows rows;
  private final Forwarding forwarding;
  private final DeliverySpans spans;
  private final Lane<DeliveryLane.Result> lane;
  private final Commands commands;
  private final BatchNumbers numbers;
  private final Backoff backoff;
  private final Circuit circuit;
  private final Claims claims;
  private final NextDue next;
  private final Callers callers = new Callers();
  private volatile boolean running;

  Forwarder(
      String destination,
      DestinationProperties properties,
      Outbox outbox,
      DueRows rows,
      Forwarding forwarding,
      DeliverySpans spans,
      Lane<DeliveryLane.Result> lane,
      Commands commands) {
    this.destination = destination;
    this.properties = properties;
    this.outbox = outbox;
    this.rows = rows;
    this.forwarding = forwarding;
    this.spans = spans;
    this.lane = lane;
    this.commands = commands;
    this.numbers = new BatchNumbers(destination);
    this.backoff =
        new Backoff(properties.backoff(), properties.maxBackoff(), RandomGenerator.getDefault());
    this.circuit = new Circuit(backoff);
    this.claims = new Claims(properties.maxBatch());
    this.next = new NextDue(destination, properties.maxBatch(), outbox, rows);
  }

  void start() {
    running = true;
    circuit.pause(rows.paused(destination));
    callers.start("forward-" + destination, properties.inFlight(), this::run);
  }

  /** Stops sending until {@link #resume}. */
  void pause(String reason) {
    circuit.pause(reason);
  }

  void resume() {
    next.released();
    circuit.resume();
  }

  ForwarderState state() {
    return circuit.state();
  }

  /** The store commits again. */
  void recovered() {
    circuit.recovered();
  }

  /** A delivery was made available again. */
  void wake(long deliveryId) {
    claims.again(deliveryId);
    outbox.waiting(destination).waiting(deliveryId);
  }

  private void run() {
    while (running) {
      int before = circuit.failures();
      try {
        if (!outbox.maySend() || !forwarding.ready()) {
          TimeUnit.MILLISECONDS.sleep(AWAY_MILLIS);
        } else if (circuit.mayCall()) {
          call(before);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        LOG.warn("hub.destinations.{}: what waits cannot be sent; trying again", destination, e);
        circuit.notStored();
      }
    }
  }

  private void call(int before) throws InterruptedException {
    try {
      List<Due> found = next.find();
      List<Due> batch = claims.claim(found, outbox::owns);
      if (batch.isEmpty() && !found.isEmpty()) {
        // all of it is on its way already: do not read the same page again at once
        TimeUnit.MILLISECONDS.sleep(BUSY_MILLIS);
      }
      if (!batch.isEmpty() && circuit.stillOpen() && outbox.maySend() && callers.mayCall()) {
        send(batch, before);
      } else {
        claims.putBack(batch);
      }
    } finally {
      callers.ended();
      circuit.ended();
    }
  }

  private void send(List<Due> claimed, int before) {
    try {
      sendMarked(claimed, before);
    } catch (RuntimeException | Error e) {
      // what stays claimed is not looked at any more
      free(claimed);
      throw e;
    }
  }

  private void sendMarked(List<Due> claimed, int before) {
    String batchNo = numbers.next();
    List<Due> batch = marked(claimed, batchNo);
    if (batch.isEmpty()) {
      return;
    }
    long[] messages = spans.messages(batch);
    if (!outbox.maySend()) {
      // the store took so long to answer that another node may have them
      Leaving.back(commands, destination, properties, batch, batchNo);
      notStored(batch);
      return;
    }
    long sentAt = System.currentTimeMillis();
    BatchAnswer answer;
    try {
      List<MeasureEvent> events = batch.stream().map(Due::event).toList();
      String traceparent = spans.traceparent(destination, batchNo, messages);
      answer = forwarding.forward(new Batch(destination, batchNo, events, traceparent));
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      LOG.warn("hub.destinations.{}: batch {} could not be sent", destination, batchNo, e);
      answer = new BatchAnswer.Away("not sent: " + e.getClass().getSimpleName(), 0, false);
    }
    conclude(new Sent(batch, messages, batchNo, before, sentAt), answer);
  }

  private List<Due> marked(List<Due> claimed, String batchNo) {
    try {
      List<Due> marked = Leaving.mark(commands, properties, claimed, batchNo);
      claims.release(claimed.stream().filter(due -> !marked.contains(due)).toList());
      return marked;
    } catch (StoreUnavailable e) {
      notStored(claimed);
      return List.of();
    }
  }

  private void conclude(Sent call, BatchAnswer answer) {
    long now = System.currentTimeMillis();
    List<Due> batch = call.batch();
    String batchNo = call.batchNo();
    if (answer instanceof BatchAnswer.Received received) {
      answered();
      store(
          call,
          "received",
          received.receiptNo(),
          null,
          false,
          Executing.kept(properties, backoff.timed(received.outcomes(), now)));
    } else if (answer instanceof BatchAnswer.Refused refused) {
      answered();
      store(
          call,
          "refused",
          null,
          refused.reason(),
          false,
          Collections.nCopies(
              batch.size(), new DeliveryOutcome.Rejected(refused.code(), refused.reason())));
    } else if (answer instanceof BatchAnswer.Away gone) {
      long at = circuit.failed(call.failuresBefore(), gone.at(), gone.reason());
      if (gone.ambiguous() && !properties.capabilities().versions()) {
        // the rows stay EXECUTING: whether they arrived is for a person to find out
        LOG.warn(
            "hub.destinations.{}: batch {} may have arrived; it waits for a person",
            destination,
            batchNo);
        spans.attempted(destination, call, "away");
        claims.release(batch);
        return;
      }
      store(
          call,
          "away",
          null,
          gone.reason(),
          gone.ambiguous(),
          Collections.nCopies(batch.size(), new DeliveryOutcome.RetryLater(gone.reason(), at)));
    } else if (answer instanceof BatchAnswer.Closed closed) {
      spans.attempted(destination, call, "closed");
      pauseFor(closed.reason(), batch, batchNo);
      claims.release(batch);
      batch.forEach(due -> outbox.waiting(destination).waiting(due.id()));
    }
  }

  private void pauseFor(String reason, List<Due> batch, String batchNo) {
    LOG.error(
        "hub.destinations.{}: paused, nothing is sent until it is resumed: {}",
        destination,
        reason);
    pause(reason);
    try {
      commands.execute(
          session -> {
            Leaving.back(session, batch, batchNo);
            return Pauses.write(session, destination, reason);
          });
    } catch (StoreUnavailable e) {
      LOG.warn(
          "hub.destinations.{}: the pause is not stored; it ends with this process", destination);
    }
  }

  private void store(
      Sent call,
      String word,
      String receiptNo,
      String reason,
      boolean mayHold,
      List<DeliveryOutcome> outcomes) {
    try {
      lane.submit(
          new DeliveryLane.Result(
              destination,
              call.batchNo(),
              call.batch(),
              call.messages(),
              outcomes,
              call.sentAt(),
              System.currentTimeMillis(),
              word,
              receiptNo,
              reason,
              mayHold,
              () -> {
                claims.ended(call.batch(), outcomes);
                circuit.stored();
              },
              () -> notStored(call.batch())),
          call.batch().size());
    } catch (StoreUnavailable e) {
      running = false;
    }
  }

  /** The answer is lost with the store; the items are sent again, which the contract allows. */
  private void notStored(List<Due> batch) {
    circuit.notStored();
    free(batch);
  }

  private void free(List<Due> batch) {
    claims.release(batch);
    next.released();
    batch.forEach(due -> outbox.waiting(destination).waiting(due.id()));
  }

  private void answered() {
    if (circuit.answered()) {
      LOG.info("hub.destinations.{}: answers again", destination);
    }
  }

  /** Calls nothing any more; {@link #stop} has to follow. */
  void halt() {
    running = false;
    callers.halt();
  }

  /**
   * Waits for answers that are on their way.
   *
   * @param until {@link System#nanoTime} after which they are given up; what they were about is
   *     sent again by the next start
   */
  void stop(long until) {
    callers.join(until);
  }
}
