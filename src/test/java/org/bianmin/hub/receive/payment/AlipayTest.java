package org.bianmin.hub.receive.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.receive.payment.PaymentFixture.NOW;
import static org.bianmin.hub.receive.payment.PaymentFixture.refused;
import static org.bianmin.hub.receive.payment.PaymentFixture.told;

import com.alipay.api.internal.util.AlipaySignature;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bianmin.hub.LongForm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlipayTest {

  private static final Wallets WALLETS = new Wallets();
  private static final Charset GBK = Charset.forName("GBK");
  private static final int FORMS = LongForm.tries(1_000, 4_000);
  private static final String TIME = "2026-11-03 09:31:05";

  @TempDir private Path folder;
  private Provider alipay;

  @BeforeEach
  void start() {
    alipay = PaymentFixture.sources(WALLETS.settings(folder)).named("alipay").provider();
  }

  private static Map<String, String> trade() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("notify_id", "N1");
    fields.put("trade_no", "2026110322001402110000000001");
    fields.put("out_trade_no", "OT1");
    fields.put("trade_status", "TRADE_SUCCESS");
    fields.put("total_amount", "120.01");
    fields.put("subject", "门诊缴费 & 挂号=费+1%");
    fields.put("gmt_payment", "2026-11-03 09:31:00");
    return fields;
  }

  @Test
  void takesAGenuineNotificationInUtf8AndGbk() {
    for (Charset charset : List.of(StandardCharsets.UTF_8, GBK)) {
      Told told = told(alipay, WALLETS.alipay(trade(), charset, TIME));

      assertThat(told.id()).isEqualTo("N1");
      assertThat(told.kind()).isEqualTo("TRADE_SUCCESS");
      assertThat(told.resource().get("subject").asText()).isEqualTo("门诊缴费 & 挂号=费+1%");
      assertThat(told.resource().has("sign")).isFalse();
    }
    assertThat(new String(alipay.received().body(), StandardCharsets.UTF_8)).isEqualTo("success");
    assertThat(alipay.received().type()).startsWith("text/plain");
    assertThat(new String(alipay.failed(503, "x").body(), StandardCharsets.UTF_8))
        .isEqualTo("failure");
  }

  @Test
  void isTheSameWhenItIsSentAgainAtAnotherTime() {
    Told first = told(alipay, WALLETS.alipay(trade(), StandardCharsets.UTF_8, TIME));
    Told again =
        told(
            alipay,
            WALLETS.alipay(trade(), StandardCharsets.UTF_8, "2026-11-03 10:31:05"),
            NOW + Duration.ofHours(1).toMillis());

    assertThat(again.identity()).isEqualTo(first.identity());
  }

  @Test
  void takesASecondKeyWhileTheFirstIsBeingReplaced() {
    Wallets next = new Wallets();
    List<String> settings = new ArrayList<>(WALLETS.settings(folder));
    Path second = folder.resolve("next.pem");
    write(second, Wallets.pem("PUBLIC KEY", next.alipay.getPublic().getEncoded()));
    settings.add("--hub.sources.ali.payment.keys[1].file=" + second);
    Provider both = PaymentFixture.sources(settings).named("alipay").provider();

    assertThat(told(both, WALLETS.alipay(trade(), StandardCharsets.UTF_8, TIME))).isNotNull();
    assertThat(told(both, next.alipay(trade(), StandardCharsets.UTF_8, TIME))).isNotNull();
    assertThat(refused(alipay, next.alipay(trade(), StandardCharsets.UTF_8, TIME)))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void refusesWhatIsOldOrAheadOrOthers() {
    Wallets.Request genuine = WALLETS.alipay(trade(), StandardCharsets.UTF_8, TIME);
    assertThat(told(alipay, genuine, NOW + Duration.ofHours(25).toMillis())).isNotNull();
    assertThat(refused(alipay, genuine, NOW + Duration.ofHours(27).toMillis()))
        .isEqualTo(Reason.STALE);
    assertThat(refused(alipay, genuine, NOW - Duration.ofMinutes(6).toMillis()))
        .isEqualTo(Reason.STALE);

    Map<String, String> others = trade();
    others.put("app_id", "2021000000000002");
    assertThat(refused(alipay, WALLETS.alipay(others, StandardCharsets.UTF_8, TIME)))
        .isEqualTo(Reason.OTHER_MERCHANT);
    others = trade();
    others.put("seller_id", "2088000000000002");
    assertThat(refused(alipay, WALLETS.alipay(others, StandardCharsets.UTF_8, TIME)))
        .isEqualTo(Reason.OTHER_MERCHANT);
  }

  @Test
  void refusesItWithAnySingleByteAlteredUnlessItSaysTheSame() {
    Wallets.Request genuine = WALLETS.alipay(trade(), GBK, TIME);
    byte[] identity = told(alipay, genuine).identity();
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < genuine.body().length; i++) {
      byte[] body = genuine.body().clone();
      body[i] = (byte) (body[i] ^ (1 << random.nextInt(7)));
      Wallets.Request altered = new Wallets.Request(genuine.headers(), body);
      try {
        // %2B and %2b are one byte of one field
        assertThat(told(alipay, altered).identity()).as("byte %d", i).isEqualTo(identity);
      } catch (RefusedNotification e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(genuine.body().length * 8 / 10);
  }

  /** True forms, altered ones and such that were never signed, judged by Alipay's own SDK. */
  @Test
  void agreesWithAlipaysSdkOnManyForms() throws Exception {
    Random random = new Random(11);
    String key = Wallets.base64(WALLETS.alipay.getPublic().getEncoded());
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < FORMS; i++) {
      Charset charset = random.nextBoolean() ? StandardCharsets.UTF_8 : GBK;
      Map<String, String> fields = trade();
      for (int n = random.nextInt(5); n > 0; n--) {
        fields.put("x" + random.nextInt(100), random.nextInt(4) == 0 ? "  " : word(random));
      }
      Wallets.Request request = WALLETS.alipay(fields, charset, TIME);
      Map<String, String> form = fields(request, charset);
      if (random.nextInt(3) > 0) {
        alter(form, random);
        request = Wallets.form(form, charset);
      }
      boolean theirs = sdk(form, key, charset);
      boolean ours;
      try {
        told(alipay, request);
        ours = true;
      } catch (RefusedNotification e) {
        // signed by Alipay, and still not for this hospital, or of another time
        ours = e.reason() == Reason.OTHER_MERCHANT || e.reason() == Reason.STALE;
      }
      // a signature that no encoder writes so is another one here, though it decodes to the same
      boolean sloppy = Base64Text.strict(form.get("sign")) == null;
      assertThat(ours).as("form %d: %s", i, form).isEqualTo(theirs && !sloppy);
      taken += ours ? 1 : 0;
      refused += ours ? 0 : 1;
    }
    assertThat(taken).isGreaterThan(FORMS / 4);
    assertThat(refused).isGreaterThan(FORMS / 4);
  }

  private static boolean sdk(Map<String, String> form, String key, Charset charset) {
    try {
      return AlipaySignature.rsaCheckV1(new HashMap<>(form), key, charset.name(), "RSA2");
    } catch (com.alipay.api.AlipayApiException e) {
      return false;
    }
  }

  private static Map<String, String> fields(Wallets.Request request, Charset charset) {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : request.text().split("&", -1)) {
      int equals = pair.indexOf('=');
      fields.put(
          pair.substring(0, equals),
          java.net.URLDecoder.decode(pair.substring(equals + 1), charset));
    }
    return fields;
  }

  private static void alter(Map<String, String> form, Random random) {
    List<String> names = new ArrayList<>(form.keySet());
    names.removeAll(List.of("sign_type", "charset"));
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(4)) {
      case 0 -> form.put(name, form.get(name) + word(random));
      case 1 -> form.remove(name.equals("sign") ? "subject" : name);
      case 2 -> form.put("y" + random.nextInt(100), word(random));
      default -> {
        String value = form.get(name);
        int at = value.isEmpty() ? 0 : random.nextInt(value.length());
        form.put(
            name, value.substring(0, at) + "7" + value.substring(Math.min(value.length(), at + 1)));
      }
    }
  }

  private static String word(Random random) {
    String letters = "abcXYZ019 &=+%门诊挂号费用，";
    StringBuilder word = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
