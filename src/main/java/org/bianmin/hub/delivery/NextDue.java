package org.bianmin.hub.delivery;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What of one destination is to be sent next: what is urgent, then what is due again, then all. */
final class NextDue {

  private static final long WAIT_MILLIS = 250;
  private static final long RETRIES_EVERY_MILLIS = 500;

  private final String destination;
  private final int most;
  private final Outbox outbox;
  private final DueRows rows;
  private final AtomicBoolean urgent;
  private final AtomicLong retriesAt = new AtomicLong();
  private final AtomicLong urgentAfter = new AtomicLong();

  NextDue(String destination, int most, Outbox outbox, DueRows rows) {
    this.destination = destination;
    this.most = most;
    this.outbox = outbox;
    this.rows = rows;
    this.urgent = outbox.urgent(destination);
  }

  /** Waits a little where nothing is to be sent. */
  List<Due> find() throws InterruptedException {
    List<Due> found = urgents();
    if (found.isEmpty()) {
      found = retries();
    }
    return found.isEmpty() ? outbox.waiting(destination).take(most, WAIT_MILLIS) : found;
  }

  /** What was claimed is free again: of that, too, the urgent goes first. */
  void released() {
    urgentAfter.set(0);
    urgent.set(true);
  }

  private List<Due> urgents() {
    if (!urgent.compareAndSet(true, false)) {
      return List.of();
    }
    List<Due> found;
    try {
      // on from the last page: what it held is on its way, and still waiting by its row
      found = rows.urgent(destination, urgentAfter.get(), most);
    } catch (RuntimeException e) {
      urgent.set(true);
      throw e;
    }
    if (found.size() == most) {
      urgentAfter.set(found.get(most - 1).id());
      urgent.set(true);
    } else {
      urgentAfter.set(0);
    }
    return found;
  }

  private List<Due> retries() {
    long now = System.currentTimeMillis();
    long at = retriesAt.get();
    if (now < at || !retriesAt.compareAndSet(at, now + RETRIES_EVERY_MILLIS)) {
      return List.of();
    }
    List<Due> due = rows.retryable(destination, now, most);
    if (due.size() == most) {
      retriesAt.set(0);
    }
    return due;
  }
}
