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
    refuse(refusals, source, body, Reason.WRONG_SIGNATURE, 7);
  }

  private static void refuse(
      PaymentRefusals refusals, PaymentSource source, String body, Reason reason, long at) {
    refusals.refuse(
        source,
        new Notification(
            Map.of("wechatpay-serial", "S1"), body.getBytes(StandardCharsets.UTF_8), at),
        "192.0.2.1",
        new RefusedNotification(reason, "not signed by it"));
  }

  private double counted(String source) {
    return counted(source, Reason.WRONG_SIGNATURE);
  }

  private double counted(String source, Reason reason) {
    return metrics
        .get("hub.payments.refused")
        .tags("source", source, "reason", reason.code())
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
      refuse(refusals, sources.named("wx"), "body " + i, Reason.STALE, 7);
      refuse(refusals, sources.named("ali"), "x".repeat(30), Reason.STALE, 7);
    }
    refuse(refusals, sources.named("gov"), "y".repeat(300_000), Reason.STALE, 7);
    await().until(() -> refusals.page("gov", null, 10).size() == 1);
    await()
        .untilAsserted(
            () -> {
              refuse(refusals, sources.named("wx"), "the last", Reason.STALE, 7);
              RefusedRow newest = refusals.page("wx", null, 1).get(0);
              assertThat(refusals.find(newest.id()).orElseThrow().body())
                  .isEqualTo("the last".getBytes(StandardCharsets.UTF_8));
            });

    assertThat(counted("wx", Reason.STALE)).isGreaterThan(2_000);
    assertThat(counted("ali", Reason.STALE)).isEqualTo(2_000);
    assertThat(refusals.page("wx", null, 100)).hasSize(5);
    assertThat(refusals.page("ali", null, 100)).hasSize(3);
    RefusedRow large = refusals.page("gov", null, 1).get(0);
    assertThat(large.size()).isEqualTo(300_000);
    assertThat(refusals.find(large.id()).orElseThrow().body()).hasSize(256 << 10);
  }

  @EachEngine
  void keepTenAMinuteOfWhatNobodySignedAndLittleOfEach(TestStore store) {
    PaymentSources sources = sources();
    PaymentRefusals refusals = refusals(store, sources);
    PaymentSource wx = sources.named("wx");
    long now = PaymentFixture.NOW;
    for (int i = 0; i < 500; i++) {
      refuse(refusals, wx, "z".repeat(20_000), Reason.WRONG_SIGNATURE, now);
    }
    await().until(() -> refusals.page("wx", null, 100).size() == 10);
    refuse(refusals, wx, "after six seconds", Reason.MALFORMED, now + 6_000);
    refuse(refusals, wx, "and one more", Reason.MALFORMED, now + 6_000);
    await().until(() -> refusals.page("wx", null, 100).size() == 11);

    RefusedRow oldest = refusals.page("wx", null, 100).get(10);
    assertThat(oldest.size()).isEqualTo(20_000);
    assertThat(refusals.find(oldest.id()).orElseThrow().body()).hasSize(8 << 10);
    assertThat(counted("wx")).isEqualTo(500);
    assertThat(counted("wx", Reason.MALFORMED)).isEqualTo(2);
  }

  /** A flood of forged ones must not wash out those that are payments nobody hears of. */
  @EachEngine
  void displaceNoEvidenceOfGenuineOnesByForgedOnes(TestStore store) {
    PaymentSources sources = sources("--hub.sources.wx.payment.keep-refusals=3");
    PaymentRefusals refusals = refusals(store, sources);
    PaymentSource wx = sources.named("wx");
    refuse(refusals, wx, "genuine", Reason.UNREADABLE, 7);
    await().until(() -> refusals.page("wx", null, 10).size() == 1);
    for (int i = 0; i < 10; i++) {
      refuse(refusals, wx, "forged", Reason.WRONG_SIGNATURE, 7);
    }
    await()
        .until(
            () -> refusals.page("wx", null, 10).stream().anyMatch(r -> r.reason().startsWith("w")));
    refuse(refusals, wx, "genuine too", Reason.STALE, 7);
    await()
        .until(
            () -> refusals.page("wx", null, 10).stream().anyMatch(r -> r.reason().equals("stale")));

    assertThat(refusals.page("wx", null, 10))
        .extracting(RefusedRow::reason)
        .containsExactlyInAnyOrder(
            "stale", "unreadable", "wrong-signature", "wrong-signature", "wrong-signature");
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
