package org.bianmin.hub.trial;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sending system of the trial: plays its messages in time, keeps a message until it is
 * answered, and connects again when the hub goes away.
 */
final class TrialSender implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(TrialSender.class);
  private static final long FIRST_BACKOFF_MILLIS = 200;
  private static final long LAST_BACKOFF_MILLIS = 1000;

  /** So that one message the hub can never take does not block its followers for ever. */
  private static final int MOST_ERRORS = 60;

  private final String source;
  private final TrialDays days;
  private final double speed;
  private final MllpClient client;
  private final CountDownLatch stop = new CountDownLatch(1);
  private long startNanos;
  private boolean away = true;

  TrialSender(String source, TrialDays days, double speed, MllpClient client) {
    this.source = source;
    this.days = days;
    this.speed = speed;
    this.client = client;
  }

  @Override
  public void run() {
    Schedule schedule = new Schedule(speed);
    startNanos = System.nanoTime();
    try {
      for (int n = 0; running(); n++) {
        play(days.day(n), schedule);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
    }
  }

  /** Ends the run; a message without an answer yet is given up. */
  void stop() {
    stop.countDown();
    client.close();
  }

  private void play(HospitalDay day, Schedule schedule) throws InterruptedException {
    for (TrialMessage message : day) {
      long due = schedule.dueNanos(message.atMillis());
      if (!message.source().equals(source)) {
        continue;
      }
      if (pause(startNanos + due - System.nanoTime())) {
        return;
      }
      deliver(message.bytes());
    }
  }

  /** Sends until the hub takes or refuses the message; AE and CE are tried again for a while. */
  private void deliver(byte[] bytes) throws InterruptedException {
    long backoff = FIRST_BACKOFF_MILLIS;
    long begun = System.nanoTime();
    boolean waited = false;
    int errors = 0;
    while (running()) {
      try {
        Answer answer = client.send(bytes);
        arrived();
        if (!answer.code().equals("AE") && !answer.code().equals("CE")) {
          break;
        }
        if (++errors == MOST_ERRORS) {
          LOG.warn("Trial traffic of {} gives up a message after {} errors", source, errors);
          break;
        }
      } catch (IOException e) {
        lost(e);
      }
      waited = true;
      if (pause(TimeUnit.MILLISECONDS.toNanos(backoff))) {
        return;
      }
      backoff = Math.min(backoff * 2, LAST_BACKOFF_MILLIS);
    }
    if (waited) {
      startNanos += System.nanoTime() - begun; // no burst after an outage
    }
  }

  private void arrived() {
    if (away) {
      away = false;
      LOG.info("Trial traffic of {} reaches the hub", source);
    }
  }

  private void lost(IOException e) {
    if (!away && running()) {
      away = true;
      LOG.warn("Trial traffic of {} lost the hub, trying again: {}", source, e.getMessage());
    }
  }

  private boolean running() {
    return stop.getCount() > 0;
  }

  /** Waits, and tells whether the trial was stopped meanwhile. */
  private boolean pause(long nanos) throws InterruptedException {
    return nanos > 0 ? stop.await(nanos, TimeUnit.NANOSECONDS) : !running();
  }
}
