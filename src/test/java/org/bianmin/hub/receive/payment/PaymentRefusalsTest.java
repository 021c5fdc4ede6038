package org.bianmin.hub.receive.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.io.TempDir;

class PaymentRefusalsTest {

  private static final Wallets WALLETS = new Wallets();

  @TempDir private Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private PaymentSources sources(String... more) {
    List<String> settings = new ArrayList<>(WALLETS.settings(folder));
    settings.addAll(List.of(more));
    return PaymentFixture.sources(settings);
  }

  private PaymentRefusals refusals(TestStore store, PaymentSources sources) {
    var refusals =
        new PaymentRefusals(
            new Commands(store.commits()), store.commits(), store.queries(), metrics, sources);
    store.commits().start();
    return refusals;
  }

  private static void refuse(PaymentRefusals refusals, PaymentSource source, String body) {
    refusals.refuse(
        source,
        new Notification(
            Map.of("wechatpay-serial", "S1"), body.getBytes(StandardCharsets.UTF_8), 7),
        "192.0.2.1",
        new RefusedNotification(Reason.WRONG_SIGNATURE, "not signed by it"));
  }

  private double counted(String source) {
    return metrics
        .get("hub.payments.refused")
        .tags("source", source, "reason", "wrong-signature")
        .counter()
        .count();
  }

  @EachEngine
  void keepTheEvidenceAndCountIt(TestStore store) {
    PaymentSources sources = sources();
    PaymentRefusals refusals = refusals(store, sources);
    assertThat(counted("wx")).isZero();
    refuse(refusals, sources.named("wx"), "{\"forged\":true}");
    refuse(refusals, sources.named("ali"), "forged=1");
    await().until(() -> refusals.page(null, null, 10).size() == 2);

    assertThat(counted("wx")).isEqualTo(1);
    List<RefusedRow> rows = refusals.page("wx", null, 10);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).reason()).isEqualTo("wrong-signature");
    assertThat(rows.get(0).size()).isEqualTo(15);
    assertThat(rows.get(0).sha256()).hasSize(64);
    PaymentRefusals.Evidence evidence = refusals.find(rows.get(0).id()).orElseThrow();
    assertThat(new String(evidence.body(), StandardCharsets.UTF_8)).isEqualTo("{\"forged\":true}");
    assertThat(evidence.headers().get("wechatpay-serial").asText()).isEqualTo("S1");
    assertThat(evidence.headers().get("from").asText()).isEqualTo("192.0.2.1");
    assertThat(refusals.find(-1)).isEmpty();
  }

  @EachEngine
  void keepNoMoreThanTheNewestRowsAndBytesOfAFlood(TestStore store) {
    PaymentSources sources =
        sources(
            "--hub.sources.wx.payment.keep-refusals=5",
            "--hub.sources.ali.payment.keep-refused-bytes=100B");
    PaymentRefusals refusals = refusals(store, sources);
    for (int i = 0; i < 2_000; i++) {
      refuse(refusals, sources.named("wx"), "body " + i);
      refuse(refusals, sources.named("ali"), "x".repeat(30));
    }
    refuse(refusals, sources.named("gov"), "y".repeat(10_000_000).substring(0, 300_000));
    await().until(() -> refusals.page("gov", null, 10).size() == 1);
    await()
        .untilAsserted(
            () -> {
              refuse(refusals, sources.named("wx"), "the last");
              RefusedRow newest = refusals.page("wx", null, 1).get(0);
              assertThat(refusals.find(newest.id()).orElseThrow().body())
                  .isEqualTo("the last".getBytes(StandardCharsets.UTF_8));
            });

    assertThat(counted("wx")).isGreaterThan(2_000);
    assertThat(counted("ali")).isEqualTo(2_000);
    assertThat(refusals.page("wx", null, 100)).hasSize(5);
    assertThat(refusals.page("ali", null, 100)).hasSize(3);
    RefusedRow large = refusals.page("gov", null, 1).get(0);
    assertThat(large.size()).isEqualTo(300_000);
    assertThat(refusals.find(large.id()).orElseThrow().body()).hasSize(256 << 10);
  }

  @EachEngine
  void arePagedNewestFirst(TestStore store) {
    PaymentSources sources = sources();
    PaymentRefusals refusals = refusals(store, sources);
    for (int i = 1; i <= 3; i++) {
      int wanted = i;
      refuse(refusals, sources.named("wx"), "body " + i);
      await().until(() -> refusals.page("wx", null, 10).size() == wanted);
    }
    List<RefusedRow> first = refusals.page(null, null, 2);
    List<RefusedRow> second = refusals.page(null, first.get(1).id(), 2);

    assertThat(first)
        .hasSize(2)
        .extracting(RefusedRow::id)
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(second).hasSize(1);
    assertThat(second.get(0).id()).isLessThan(first.get(1).id());
  }
}
