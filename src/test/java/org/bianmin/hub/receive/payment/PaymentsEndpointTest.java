package org.bianmin.hub.receive.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.bianmin.hub.receive.payment.PaymentFixture.NOW;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The answers, with a journal that commits when it is told to. */
class PaymentsEndpointTest {

  private static final Wallets WALLETS = new Wallets();
  private static final String BODY =
      "{\"tradeStatus\":\"SUCCESS\",\"merchantNo\":\"GOV0001\",\"amount\":1}";

  @TempDir private Path folder;
  private final List<NewMessage> journaled = new ArrayList<>();
  private final List<CompletableFuture<Receipt>> open = new ArrayList<>();
  private RuntimeException outage;
  private boolean holding;
  private TestStore store;
  private MockMvc mvc;

  @BeforeEach
  void start() throws Exception {
    store = TestStore.embedded(Files.createDirectory(folder.resolve("data")));
    List<String> settings = WALLETS.settings(folder);
    PaymentSources sources = PaymentFixture.sources(settings);
    PaymentRefusals refusals =
        new PaymentRefusals(
            new Commands(store.commits()),
            store.commits(),
            store.queries(),
            new SimpleMeterRegistry(),
            sources);
    store.commits().start();
    Intake commits =
        message -> {
          journaled.add(message);
          CompletableFuture<Receipt> receipt = new CompletableFuture<>();
          if (outage != null) {
            receipt.completeExceptionally(outage);
          } else if (holding) {
            open.add(receipt);
          } else {
            receipt.complete(new Receipt(journaled.size(), false));
          }
          return receipt;
        };
    Intake intake =
        new Intake() {
          @Override
          public CompletableFuture<Receipt> receive(NewMessage message) {
            throw new AssertionError("it would wait for ever");
          }

          @Override
          public CompletableFuture<Receipt> receive(NewMessage message, Duration patience) {
            assertThat(patience).isLessThanOrEqualTo(Duration.ofSeconds(1));
            return commits.receive(message);
          }
        };
    mvc =
        MockMvcBuilders.standaloneSetup(
                new PaymentsEndpoint(
                    sources,
                    new PaymentIntake(intake, PaymentFixture.bound(settings)),
                    refusals,
                    Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC)))
            .build();
  }

  @AfterEach
  void end() {
    store.close();
  }

  private MvcResult begin(String name, Wallets.Request request) throws Exception {
    var builder = post("/payments/" + name).content(request.body());
    request.headers().forEach(builder::header);
    return mvc.perform(builder).andReturn();
  }

  private MockHttpServletResponse send(String name, Wallets.Request request) throws Exception {
    MvcResult begun = begin(name, request);
    return mvc.perform(asyncDispatch(begun)).andReturn().getResponse();
  }

  private static Map<String, Wallets.Request> genuine() {
    Map<String, String> trade = new LinkedHashMap<>();
    trade.put("notify_id", "N1");
    trade.put("trade_status", "TRADE_SUCCESS");
    return Map.of(
        "wechat", WALLETS.wechat("E1", "TRANSACTION.SUCCESS", Wallets.wechatPaid("42", 1), NOW),
        "alipay", WALLETS.alipay(trade, StandardCharsets.UTF_8, "2026-11-03 09:31:05"),
        "gov", SignedWallet.signed(BODY, NOW));
  }

  @Test
  void answersOnlyAfterTheCommit() throws Exception {
    holding = true;
    for (Map.Entry<String, Wallets.Request> each : genuine().entrySet()) {
      MvcResult begun = begin(each.getKey(), each.getValue());
      assertThat(begun.getRequest().isAsyncStarted()).isTrue();
      assertThat(begun.getResponse().isCommitted()).isFalse();
      assertThat(open).isNotEmpty();
      open.get(open.size() - 1).complete(new Receipt(1, false));
      MockHttpServletResponse answer = mvc.perform(asyncDispatch(begun)).andReturn().getResponse();
      assertThat(answer.getStatus()).isIn(200, 204);
    }
  }

  @Test
  void answersEachProviderInItsShape() throws Exception {
    Map<String, Wallets.Request> genuine = genuine();
    MockHttpServletResponse wechat = send("wechat", genuine.get("wechat"));
    assertThat(wechat.getStatus()).isEqualTo(204);
    assertThat(wechat.getContentAsByteArray()).isEmpty();
    MockHttpServletResponse alipay = send("alipay", genuine.get("alipay"));
    assertThat(alipay.getStatus()).isEqualTo(200);
    assertThat(alipay.getContentAsString()).isEqualTo("success");
    assertThat(alipay.getContentType()).startsWith("text/plain");
    assertThat(send("gov", genuine.get("gov")).getContentAsString())
        .isEqualTo("{\"code\":\"SUCCESS\",\"message\":\"\"}");
    assertThat(journaled)
        .extracting(NewMessage::source, NewMessage::controlId, NewMessage::trigger)
        .containsExactly(
            tuple("wx", "E1", "TRANSACTION.SUCCESS"),
            tuple("ali", "N1", "TRADE_SUCCESS"),
            tuple("gov", "", ""));
  }

  @Test
  void asksToSendAgainWhileTheStoreCannotCommit() throws Exception {
    outage = new StoreUnavailable("disk full", null);
    Map<String, Wallets.Request> genuine = genuine();
    MockHttpServletResponse wechat = send("wechat", genuine.get("wechat"));
    assertThat(wechat.getStatus()).isEqualTo(503);
    assertThat(wechat.getContentAsString()).startsWith("{\"code\":\"FAIL\",\"message\":\"");
    assertThat(wechat.getHeader("Retry-After")).isNotNull();
    MockHttpServletResponse alipay = send("alipay", genuine.get("alipay"));
    assertThat(alipay.getStatus()).isEqualTo(503);
    assertThat(alipay.getContentAsString()).isEqualTo("failure");
    assertThat(send("gov", genuine.get("gov")).getStatus()).isEqualTo(503);

    outage = new IllegalStateException("text of a driver with Zhang San in it");
    assertThat(send("gov", genuine.get("gov")).getContentAsString()).doesNotContain("Zhang");
  }

  @Test
  void refusesInTheProvidersShapeWithTheReason() throws Exception {
    Wallets.Request forged =
        new Wallets.Request(
            genuine().get("wechat").headers(), "{}".getBytes(StandardCharsets.UTF_8));
    MockHttpServletResponse wechat = send("wechat", forged);
    assertThat(wechat.getStatus()).isEqualTo(401);
    assertThat(wechat.getContentAsString())
        .startsWith("{\"code\":\"FAIL\",\"message\":\"wrong-signature: ");
    MockHttpServletResponse alipay = send("alipay", forged);
    assertThat(alipay.getStatus()).isEqualTo(400);
    assertThat(alipay.getContentAsString()).isEqualTo("failure");
    byte[] large = new byte[(256 << 10) + 1];
    assertThat(send("gov", new Wallets.Request(Map.of(), large)).getStatus()).isEqualTo(413);
    assertThat(send("gov", new Wallets.Request(Map.of(), new byte[0])).getStatus()).isEqualTo(400);
    assertThat(send("nobody", forged).getStatus()).isEqualTo(404);
    assertThat(journaled).isEmpty();
  }
}
