package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bianmin.hub.receive.payment.Wallets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} between notifications and their answers. The wallet sends again what was not
 * answered with success, sealed and signed anew.
 */
class PaymentKillIT {

  private static final Logger LOG = LoggerFactory.getLogger(PaymentKillIT.class);
  private static final int SENDERS = 8;
  private static final int PER_ROUND = 400;
  private static final int KILLS = 2;
  private static final int ALL = PER_ROUND * (KILLS + 1);

  @TempDir private Path folder;
  private final Wallets wallets = new Wallets();
  private final Semaphore allowed = new Semaphore(0);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
  private int port;
  private HubProcess hub;

  @AfterEach
  void end() throws InterruptedException {
    senders.shutdownNow();
    assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void everyPaymentIsAFactOnceAndNoneIsLost() throws Exception {
    port = HubProcess.freePort();
    Path data = Files.createDirectory(folder.resolve("data"));
    List<String> settings = new ArrayList<>(wallets.settings(folder));
    settings.add("--hub.facility=" + HospitalLoad.FACILITY);
    settings.add("--hub.data=" + data);
    settings.add("--hub.mappings=" + Path.of("mappings").toAbsolutePath());
    for (int i = 0; i < SENDERS; i++) {
      senders.execute(this::send);
    }
    for (int round = 0; round <= KILLS; round++) {
      hub = HubProcess.launch(folder.resolve("hub.log"), "512m", port, settings).ready();
      allowed.release(PER_ROUND);
      int until = answered.get() + PER_ROUND / 2;
      await().atMost(Duration.ofMinutes(3)).until(() -> answered.get() >= until);
      if (round < KILLS) {
        hub.kill();
        LOG.info("killed at {} answered, {} sent again", answered.get(), again.get());
      }
    }
    await().atMost(Duration.ofMinutes(3)).until(() -> answered.get() == ALL);
    Books books = Books.ofSqlite(data);
    await()
        .atMost(Duration.ofMinutes(3))
        .ignoreException(SQLException.class)
        .until(() -> books.waitingMessages() == 0);

    LOG.info(
        "{} answered, {} sent again, {} duplicates",
        answered.get(),
        again.get(),
        books.count("select coalesce(sum(duplicates), 0) from message"));
    assertThat(again.get()).as("requests that a kill cut off").isPositive();
    assertThat(books.messages()).hasSize(ALL).allSatisfy((id, rows) -> assertThat(rows).isOne());
    assertThat(
            books.count(
                "select count(*) from measure_event where type = 'payment.succeeded'"
                    + " and status = 'ACTIVE'"))
        .isEqualTo(ALL);
    assertThat(books.count("select count(*) from message where state <> 'NORMALIZED'")).isZero();
    books.balance();
  }

  /** A wallet: one payment after another, each until it is answered with success. */
  private void send() {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        allowed.acquire();
        String number = Integer.toString(4_200_000 + next.getAndIncrement());
        while (!received(http, number)) {
          again.incrementAndGet();
          // as long as the hub is dead
          Thread.onSpinWait();
          boolean stopped = senders.awaitTermination(50, TimeUnit.MILLISECONDS);
          if (stopped) {
            return;
          }
        }
        answered.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean received(HttpClient http, String number) throws InterruptedException {
    Wallets.Request request =
        wallets.wechat(
            "EV-" + number,
            "TRANSACTION.SUCCESS",
            Wallets.wechatPaid(number, 100),
            System.currentTimeMillis());
    HttpRequest.Builder post =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/payments/wechat"))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(post::header);
    try {
      return http.send(post.build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 204;
    } catch (IOException e) {
      return false;
    }
  }
}
