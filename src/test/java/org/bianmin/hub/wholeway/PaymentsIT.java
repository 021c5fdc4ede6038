package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.receive.Bills;
import org.bianmin.hub.receive.payment.SignedWallet;
import org.bianmin.hub.receive.payment.Wallets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Signed notifications and bills, from the provider's HTTP and file to facts. One hub for all. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PaymentsIT {

  private static final Wallets WALLETS = new Wallets();
  private static final Charset GBK = Charset.forName("GBK");
  private static final String PAID = "TRANSACTION.SUCCESS";

  @TempDir private static Path data;
  private static WholeHub hub;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    List<String> settings = new ArrayList<>(WALLETS.settings(data));
    settings.add("--hub.console.open-loopback=true");
    settings.add("--hub.sources.wx.rank=5");
    for (String bill : List.of("wechat", "alipay")) {
      String name = "--hub.sources.bill-" + bill + ".";
      settings.add(name + "transport=file");
      settings.add(name + "format=bill-" + bill);
      settings.add(name + "profile=bill-" + bill);
      settings.add(name + "path=" + data.resolve("bill-" + bill));
      settings.add(name + "rank=90");
    }
    hub = WholeHub.start(data, settings.toArray(String[]::new));
  }

  @AfterAll
  static void end() {
    hub.close();
  }

  private static HttpResponse<String> send(String name, Wallets.Request request) throws Exception {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(hub.url() + "/payments/" + name))
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()));
    request.headers().forEach(builder::header);
    return HTTP.send(builder.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static String alipayNow() {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
        .format(LocalDateTime.ofInstant(Instant.now(), ZoneId.of("Asia/Shanghai")));
  }

  private static Map<String, String> trade(String... more) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("notify_id", "N-" + String.join("-", more));
    fields.put("trade_no", "2026110322009001");
    fields.put("out_trade_no", "OT9001");
    fields.put("trade_status", "TRADE_SUCCESS");
    fields.put("total_amount", "120.01");
    fields.put("subject", "门诊缴费");
    fields.put("gmt_payment", "2026-11-03 09:31:00");
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return fields;
  }

  private static Map<String, JsonNode> facts(String type) throws Exception {
    hub.awaitQuiet();
    Map<String, JsonNode> facts = new TreeMap<>();
    for (JsonNode fact : hub.api("events?limit=500&type=" + type).get("items")) {
      facts.put(EventKey.parse(fact.get("key").asText()).businessKey(), fact.get("attributes"));
    }
    return facts;
  }

  @Test
  @Order(1)
  void eachProvidersNotificationsBecomeFactsOnceHoweverOftenTheyAreSent() throws Exception {
    long before = hub.count("select count(*) from message");
    for (int time = 0; time < 3; time++) {
      HttpResponse<String> wechat =
          send(
              "wechat", WALLETS.wechat("E9001", PAID, Wallets.wechatPaid("42009001", 3550), now()));
      assertThat(wechat.statusCode()).as(wechat.body()).isEqualTo(204);
      // committed before the answer left
      assertThat(hub.count("select count(*) from message where control_id = 'E9001'")).isOne();
      HttpResponse<String> alipay =
          send(
              "alipay",
              WALLETS.alipay(trade(), time == 0 ? GBK : StandardCharsets.UTF_8, alipayNow()));
      assertThat(alipay.body()).isEqualTo("success");
      HttpResponse<String> refund =
          send(
              "ali",
              WALLETS.alipay(
                  trade(
                      "refund_fee",
                      "20.01",
                      "out_biz_no",
                      "RF1",
                      "gmt_refund",
                      "2026-11-04 10:00:00.123"),
                  GBK,
                  alipayNow()));
      assertThat(refund.body()).isEqualTo("success");
      HttpResponse<String> union =
          send(
              "up",
              WALLETS.unionpay(
                  Map.of(
                      "txnType",
                      "01",
                      "orderId",
                      "OT9002",
                      "queryId",
                      "7426110309310",
                      "txnTime",
                      "20261103093100",
                      "txnAmt",
                      "500000"),
                  GBK));
      assertThat(union.statusCode()).as(union.body()).isEqualTo(200);
      String body =
          "{\"tradeStatus\":\"SUCCESS\",\"merchantNo\":\"GOV0001\",\"payOrderNo\":\"GP9001\","
              + "\"hospitalOrderNo\":\"OT9003\",\"amount\":12000,\"insuranceAmount\":9000,"
              + "\"selfAmount\":3000,\"payTime\":\"2026-11-03T09:31:00+08:00\"}";
      assertThat(send("gov", SignedWallet.signed(body, now())).body())
          .isEqualTo("{\"code\":\"SUCCESS\",\"message\":\"\"}");
    }

    Map<String, JsonNode> payments = facts("payment.succeeded");
    assertThat(payments.keySet())
        .containsExactly(
            "alipay/2026110322009001",
            "gov-unified/GP9001",
            "unionpay/7426110309310",
            "wechat/42009001");
    assertThat(payments.get("wechat/42009001").get("amountFen").asLong()).isEqualTo(3550);
    assertThat(payments.get("alipay/2026110322009001").get("amountFen").asLong()).isEqualTo(12001);
    assertThat(payments.get("unionpay/7426110309310").get("amountFen").asLong()).isEqualTo(500_000);
    assertThat(payments.get("gov-unified/GP9001").get("insuranceFen").asLong()).isEqualTo(9000);
    assertThat(payments.values())
        .allMatch(payment -> payment.get("evidence").asText().equals("notification"));
    Map<String, JsonNode> refunds = facts("payment.refunded");
    assertThat(refunds.keySet()).containsExactly("alipay/2026110322009001/RF1");
    assertThat(refunds.values().iterator().next().get("refundedTotalFen").asLong()).isEqualTo(2001);
    assertThat(refunds.values().iterator().next().get("originalKey").asText())
        .isEqualTo("alipay/2026110322009001");
    // one of the three was in another charset, which is another content of the form
    assertThat(hub.count("select count(*) from message") - before).isBetween(5L, 6L);
    assertThat(hub.api("messages?state=PARKED").get("items")).isEmpty();
  }

  @Test
  @Order(2)
  void refusedOnesAreEvidenceAndNeverPayments() throws Exception {
    Wallets.Request genuine =
        WALLETS.wechat("E9002", PAID, Wallets.wechatPaid("42009002", 1), now() - 600_000);
    HttpResponse<String> stale = send("wechat", genuine);
    assertThat(stale.statusCode()).isEqualTo(401);
    assertThat(stale.body()).startsWith("{\"code\":\"FAIL\",\"message\":\"stale: ");
    Wallets.Request forged =
        new Wallets.Request(
            genuine.headers(),
            genuine.text().replace("E9002", "E9003").getBytes(StandardCharsets.UTF_8));
    assertThat(send("wechat", forged).body()).contains("wrong-signature");
    assertThat(send("alipay", WALLETS.alipay(trade("app_id", "1"), GBK, alipayNow())).body())
        .isEqualTo("failure");
    await().until(() -> hub.api("payments/refusals").get("items").size() == 3);

    JsonNode list = hub.api("payments/refusals?source=wx").get("items");
    assertThat(list.findValuesAsText("reason")).containsExactly("wrong-signature", "stale");
    assertThat(list.get(0).has("bodyBase64")).isFalse();
    assertThat(list.get(0).get("sha256").asText()).hasSize(64);
    JsonNode one = hub.api("payments/refusals/" + list.get(0).get("id").asLong());
    assertThat(one.get("headers").get("wechatpay-serial").asText()).isEqualTo(Wallets.SERIAL);
    assertThat(one.get("bodyBase64").binaryValue()).isEqualTo(forged.body());
    assertThat(hub.api("payments/refusals?limit=1").get("next").isNull()).isFalse();
    assertThat(facts("payment.succeeded")).doesNotContainKey("wechat/42009002");
    String metrics =
        HTTP.send(
                HttpRequest.newBuilder(URI.create(hub.url() + "/actuator/prometheus")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    assertThat(metrics)
        .containsPattern("hub_payments_refused_total\\{reason=\"stale\",source=\"wx\"} 1\\.0")
        .containsPattern(
            "hub_payments_refused_total\\{reason=\"other-merchant\",source=\"ali\"} 1\\.0");
  }

  @Test
  @Order(3)
  void anotherCurrencyIsParkedWithItsReason() throws Exception {
    String dollars = Wallets.wechatPaid("42009004", 100).replace("CNY", "HKD");
    assertThat(send("wechat", WALLETS.wechat("E9004", PAID, dollars, now())).statusCode())
        .isEqualTo(204);
    JsonNode parked = hub.api("messages?state=PARKED&source=wx").get("items");
    assertThat(parked).hasSize(1);
    assertThat(parked.get(0).get("reason").asText()).contains("not in CNY");
    assertThat(facts("payment.succeeded")).doesNotContainKey("wechat/42009004");
  }

  /** The second payment of the bill was notified, the first one's notification was lost. */
  @Test
  @Order(4)
  void theBillAddsWhatItSaysAndTellsWhatNobodyElseTold() throws Exception {
    String told = Wallets.wechatPaid("4200000002", 10_000);
    assertThat(send("wechat", WALLETS.wechat("E9005", PAID, told, now())).statusCode())
        .isEqualTo(204);
    drop("wechat", "wx.csv", Bills.wechat().getBytes(StandardCharsets.UTF_8), 3);
    drop("alipay", "ali.csv", Bills.alipay().getBytes(GBK), 3);
    drop("wechat", "again.csv", Bills.wechat().getBytes(StandardCharsets.UTF_8), 3);

    Map<String, JsonNode> payments = facts("payment.succeeded");
    JsonNode both = payments.get("wechat/4200000002");
    assertThat(both.get("evidence").asText()).isEqualTo("notification");
    assertThat(both.get("billedFen").asLong()).isEqualTo(10_000);
    assertThat(both.get("feeFen").asLong()).isEqualTo(60);
    JsonNode lost = payments.get("wechat/4200000001");
    assertThat(lost.get("evidence").asText()).isEqualTo("bill");
    assertThat(lost.get("amountFen").asLong()).isEqualTo(3550);
    assertThat(payments).containsKeys("alipay/2026110322000001", "alipay/2026110322000002");
    Map<String, JsonNode> refunds = facts("payment.refunded");
    assertThat(refunds.get("wechat/5030000001").get("billedFen").asLong()).isEqualTo(1000);
    assertThat(refunds.get("alipay/2026110322000001/RF1").get("billedFen").asLong())
        .isEqualTo(2001);
  }

  private static void drop(String bill, String name, byte[] content, long rows) throws Exception {
    Path folder = Files.createDirectories(data.resolve("bill-" + bill));
    Path part = Files.write(folder.resolve(name + ".part"), content);
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(5)));
    Files.move(part, folder.resolve(name));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(folder.resolve(".done").resolve(name)));
    assertThat(hub.count("select count(*) from message where source = 'bill-" + bill + "'"))
        .isEqualTo(rows);
  }

  @Test
  @Order(5)
  void aBillThatDoesNotAgreeIsMovedAsideAndTellsNothing() throws Exception {
    long before = hub.count("select count(*) from message");
    Path folder = data.resolve("bill-wechat");
    byte[] wrong =
        Bills.wechat()
            .replace("`135.50,`10.00,`0.00,`0.75,`135.50", "`135.50,`10.00,`0.00,`0.75,`135.51")
            .getBytes(StandardCharsets.UTF_8);
    Path part = Files.write(folder.resolve("wrong.csv.part"), wrong);
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(5)));
    Files.move(part, folder.resolve("wrong.csv"));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(folder.resolve(".failed/wrong.csv")));

    assertThat(Files.readString(folder.resolve(".failed/wrong.csv.problem")))
        .contains("line 6", "订单总金额", "download the bill again");
    assertThat(hub.count("select count(*) from message")).isEqualTo(before);
    assertThat(hub.violations().get("items")).isEmpty();
  }
}
