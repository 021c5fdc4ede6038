package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} between facts and their reconciliation: nothing is lost or counted twice. */
class ReconciliationKillIT {

  private static final int PAIRS = 1_500;
  private static final int PER_CALL = 100;
  private static final int KILLS = 2;
  private static final String RECONCILED =
      "select count(*) from settlement_record where waiting = 0";

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private HubProcess hub;
  private Books books;
  private int port;

  @AfterEach
  void end() throws InterruptedException {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void reconcilesAfterEachRestartWhatWaitedAndCountsItOnce() throws Exception {
    Path data = folder.resolve("data");
    books = Books.ofSqlite(data);
    // all facts are there, and none is reconciled
    launch(data, List.of("--hub.settlement.enabled=false"));
    hub.ready();
    for (int first = 0; first < PAIRS; first += PER_CALL) {
      send(first);
    }
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> books.count("select count(*) from measure_event") == 2L * PAIRS);
    hub.kill();

    for (int kill = 0; kill < KILLS; kill++) {
      long before = books.count(RECONCILED);
      launch(data, List.of());
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(2))
          .until(() -> books.count(RECONCILED) > before || done());
      hub.kill();
      figuresAreThoseOfTheRecords();
    }
    // and once amid facts that come
    launch(data, List.of());
    hub.ready();
    send(PAIRS);
    hub.kill();
    launch(data, List.of());
    await().atMost(Duration.ofMinutes(3)).until(this::done);
    figuresAreThoseOfTheRecords();
    long pairs = PAIRS + PER_CALL;
    assertThat(books.counts("select outcome, count(*) from reconciliation_case group by outcome"))
        .isEqualTo(Map.of("matched", pairs));
    assertThat(
            books.counts(
                "select what, sum(n) from reconciliation_figure"
                    + " where what in ('payment', 'settlement', 'case') group by what"))
        .isEqualTo(Map.of("payment", pairs, "settlement", pairs, "case", pairs));
    long fen = 0;
    for (int i = 0; i < pairs; i++) {
      fen += 100 + i;
    }
    assertThat(
            books.counts(
                "select what, sum(fen) from reconciliation_figure"
                    + " where what in ('payment', 'settlement') group by what"))
        .isEqualTo(Map.of("payment", fen, "settlement", fen));
  }

  private boolean done() throws Exception {
    return books.waitingMessages() == 0
        && books.count("select count(*) from settlement_record where waiting <> 0") == 0
        && books.count("select count(*) from settlement_record")
            == books.count("select count(*) from measure_event");
  }

  /** Whenever the hub was killed, what is stored fits together. */
  private void figuresAreThoseOfTheRecords() throws Exception {
    assertThat(
            books.count(
                "select coalesce(sum(n), 0) from reconciliation_figure"
                    + " where what in ('payment', 'settlement')"))
        .isEqualTo(books.count("select count(*) from settlement_record where case_id is not null"));
    assertThat(
            books.count(
                "select coalesce(sum(n), 0) from reconciliation_figure where what = 'case'"))
        .isEqualTo(books.count("select count(*) from reconciliation_case"));
    assertThat(
            books.count(
                "select count(*) from reconciliation_case c where c.settlements + c.payments"
                    + " <> (select count(*) from settlement_record r where r.case_id = c.id)"))
        .isZero();
  }

  private void launch(Path data, List<String> more) throws Exception {
    port = HubProcess.freePort();
    List<String> settings = new ArrayList<>(more);
    settings.add("--hub.facility=H1");
    settings.add("--hub.settlement.since=2026-11-01");
    settings.add("--hub.data=" + data);
    settings.add("--hub.mappings=" + Path.of("mappings").toAbsolutePath());
    settings.add("--hub.sources.desk.transport=json");
    hub = HubProcess.launch(folder.resolve("hub.log"), "512m", port, settings);
  }

  private void send(int first) throws Exception {
    StringBuilder events = new StringBuilder("{\"items\":[");
    for (int i = first; i < first + PER_CALL; i++) {
      String time = String.format("2026-11-03T%02d:%02d:00+08:00", 8 + i / 60 % 10, i % 60);
      events
          .append(i == first ? "" : ",")
          .append(
              """
              {"type": "payment.succeeded", "action": "record", "key": "cash/C%1$d",
               "recordedAt": "%2$s", "attributes": {"amountFen": %3$d, "method": "cash",
               "outTradeNo": "O%1$d", "paidAt": "%2$s"}},
              {"type": "settlement.outpatient", "action": "record", "key": "S%1$d",
               "recordedAt": "%2$s", "patient": {"id": "P%1$d"}, "attributes": {"totalFen": %3$d,
               "at": "%2$s", "outTradeNo": "O%1$d"}}
              """
                  .formatted(i, time, 100 + i));
    }
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(events.append("]}").toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }
}
