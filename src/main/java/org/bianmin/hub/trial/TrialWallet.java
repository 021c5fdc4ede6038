package org.bianmin.hub.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The wallets of the trial hospital and its e-invoices (电子发票): notifications of the payments of the
 * day that the HIS plays, signed as the providers sign them, and their bills when the day is over.
 */
@Component
@Profile("trial")
@ConditionalOnProperty(name = "hub.trial.traffic", matchIfMissing = true)
class TrialWallet implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(TrialWallet.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long AGAIN_MILLIS = 1000;
  private static final int INVOICE_MINUTES = 8;
  private static final String INVOICES = "e-invoices";

  private final TrialProperties properties;
  private final String facility;
  private final URI hub;
  private final Path data;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private CountDownLatch stop;
  private WechatWallet wechat;
  private AlipayWallet alipay;

  TrialWallet(
      TrialProperties properties,
      @Value("${hub.facility:TRIAL}") String facility,
      @Value("${server.port:8080}") int port,
      @Value("${hub.data:./data}") Path data) {
    this.properties = properties;
    this.facility = facility;
    this.hub = URI.create("http://" + properties.host() + ":" + port + "/");
    this.data = data;
  }

  @Override
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    Path keys = data.resolve("keys");
    try {
      wechat = new WechatWallet(keys, Files.readString(keys.resolve(TrialKey.WECHAT_SECRET)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the trial's keys below hub.data", e);
    }
    alipay = new AlipayWallet(keys);
    CountDownLatch running = new CountDownLatch(1);
    stop = running;
    TrialDays days =
        new TrialDays(
            properties.seed(), LocalDate.now(VirtualTime.ZONE), facility, properties.patients());
    Thread thread = new Thread(() -> play(days, running), "trial-wallet");
    thread.setDaemon(true);
    thread.start();
  }

  private void play(TrialDays days, CountDownLatch running) {
    Schedule schedule = new Schedule(properties.speed());
    long begun = System.nanoTime();
    try {
      for (int n = 0; running.getCount() > 0; n++) {
        HospitalDay day = days.day(n);
        List<Payment> payments = new PaymentDay(day).payments();
        Deque<Payment> due = new ArrayDeque<>(payments);
        for (TrialMessage message : day) {
          long nanos = begun + schedule.dueNanos(message.atMillis()) - System.nanoTime();
          if (nanos > 0 && running.await(nanos, TimeUnit.NANOSECONDS)) {
            return;
          }
          while (!due.isEmpty() && due.peek().atMillis() <= message.atMillis()) {
            notify(due.poll(), running);
          }
          if (message.what().equals("settlement")) {
            invoice(message, running);
          }
        }
        while (!due.isEmpty()) {
          notify(due.poll(), running);
        }
        new TrialBill(data.resolve("bills")).write(day.date(), Integer.toString(n), payments);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void notify(Payment payment, CountDownLatch running) throws InterruptedException {
    if (payment.lost()) {
      return;
    }
    URI to = hub.resolve("payments/" + payment.wallet());
    say(
        () ->
            payment.isWechat()
                ? wechat.notification(to, payment)
                : alipay.notification(to, payment),
        running);
  }

  private void invoice(TrialMessage settlement, CountDownLatch running)
      throws InterruptedException {
    String number = PaymentDay.number(settlement);
    int minutes = 1 + Math.floorMod(number.hashCode(), INVOICE_MINUTES);
    String at =
        AlipayWallet.TIME.format(
            Instant.ofEpochMilli(settlement.atMillis() + minutes * VirtualTime.MINUTE));
    ObjectNode document =
        JSON.createObjectNode()
            .put("type", "invoice.issued")
            .put("key", "34060126/" + number)
            .put("recordedAt", at);
    document
        .putObject("attributes")
        .put("at", at)
        .put("settlementRef", number)
        .put("medium", "electronic");
    URI to = hub.resolve("api/v1/events");
    String text = document.toString();
    say(
        () ->
            HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json")
                .header("X-Hub-Source", INVOICES)
                .POST(HttpRequest.BodyPublishers.ofString(text)),
        running);
  }

  /** Sends until the hub has taken it, signed anew each time; what it refuses is given up. */
  private void say(Supplier<HttpRequest.Builder> request, CountDownLatch running)
      throws InterruptedException {
    boolean waits = true;
    while (waits && running.getCount() > 0) {
      waits = false;
      try {
        HttpResponse<String> answer =
            http.send(
                request.get().timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 500) {
          waits = true;
        } else if (answer.statusCode() >= 300 || answer.body().equals("failure")) {
          LOG.warn("The hub refuses what a trial wallet tells: HTTP {}", answer.statusCode());
        }
      } catch (IOException e) {
        waits = true;
      }
      if (waits && running.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  @Override
  public synchronized void stop() {
    stop.countDown();
    stop = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return stop != null;
  }
}
