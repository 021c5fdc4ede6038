package org.bianmin.hub.trial;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Plays hospital days over the hub's own MLLP ports, faster than life. Starts after everything else
 * and stops first.
 */
@Component
@Profile("trial")
@ConditionalOnProperty(name = "hub.trial.traffic", matchIfMissing = true)
class TrialTraffic implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(TrialTraffic.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final long STOP_MILLIS = 3000;

  private final TrialProperties properties;
  private final String facility;
  private final List<TrialSender> senders = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  TrialTraffic(TrialProperties properties, @Value("${hub.facility:TRIAL}") String facility) {
    this.properties = properties;
    this.facility = facility;
  }

  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    long seed = properties.seed();
    LOG.info("Trial traffic: seed {}, speed {}", seed, properties.speed());
    play(Sender.HIS, properties.hisPort(), seed);
    play(Sender.LIS, properties.lisPort(), seed);
  }

  @Override
  public synchronized void stop() {
    senders.forEach(TrialSender::stop);
    try {
      for (Thread thread : threads) {
        thread.join(STOP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    senders.clear();
    threads.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !threads.isEmpty();
  }

  private void play(Sender sender, int port, long seed) {
    TrialDays days =
        new TrialDays(seed, LocalDate.now(VirtualTime.ZONE), facility, properties.patients());
    MllpClient client = new MllpClient(properties.host(), port, CONNECT, ANSWER);
    TrialSender player = new TrialSender(sender.source, days, properties.speed(), client);
    Thread thread = new Thread(player, "trial-" + sender.source);
    thread.setDaemon(true);
    senders.add(player);
    threads.add(thread);
    thread.start();
  }
}
