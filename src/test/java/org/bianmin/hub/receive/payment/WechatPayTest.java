package org.bianmin.hub.receive.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.receive.payment.PaymentFixture.NOW;
import static org.bianmin.hub.receive.payment.PaymentFixture.refused;
import static org.bianmin.hub.receive.payment.PaymentFixture.told;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WechatPayTest {

  private static final Wallets WALLETS = new Wallets();
  private static final String PAID = "TRANSACTION.SUCCESS";
  private static final String RESOURCE = Wallets.wechatPaid("4200000001", 3550);

  @TempDir private Path folder;
  private Provider wechat;

  @BeforeEach
  void start() {
    wechat = PaymentFixture.sources(WALLETS.settings(folder)).named("wx").provider();
  }

  private static Wallets.Request paid(String resource) {
    return WALLETS.wechat("EV-1", PAID, resource, NOW);
  }

  @Test
  void takesAGenuineNotificationAndDecryptsIt() {
    Told told = told(wechat, paid(RESOURCE));

    assertThat(told.id()).isEqualTo("EV-1");
    assertThat(told.kind()).isEqualTo(PAID);
    assertThat(told.resource()).isEqualTo(PaymentJson.own(RESOURCE));
    assertThat(told.event().get("createTime").asText()).isEqualTo("2026-11-03T09:31:05+08:00");
    assertThat(told.parked()).isNull();
    assertThat(wechat.received().status()).isEqualTo(204);
  }

  @Test
  void isTheSameWhenItIsSealedAndSignedAnew() {
    Wallets.Request first = paid(RESOURCE);
    Wallets.Request again = paid(RESOURCE.replace(",\"attach\"", " , \"attach\""));

    assertThat(first.text()).isNotEqualTo(again.text());
    assertThat(told(wechat, again).identity()).isEqualTo(told(wechat, first).identity());
    assertThat(told(wechat, paid(Wallets.wechatPaid("4200000001", 3551))).identity())
        .isNotEqualTo(told(wechat, first).identity());
  }

  @Test
  void refusesItWithAnySingleByteAltered() {
    Wallets.Request genuine = paid(RESOURCE);
    Random random = new Random(5);
    for (int i = 0; i < genuine.body().length; i++) {
      byte[] body = genuine.body().clone();
      body[i] = (byte) (body[i] ^ (1 << random.nextInt(7)));
      Reason reason = refused(wechat, new Wallets.Request(genuine.headers(), body));
      assertThat(reason).isIn(Reason.WRONG_SIGNATURE, Reason.MALFORMED);
    }
    for (String name : genuine.headers().keySet()) {
      if (!name.startsWith("wechatpay-") || name.endsWith("-type")) {
        continue;
      }
      String value = genuine.headers().get(name);
      for (int i = 0; i < value.length(); i++) {
        Map<String, String> headers = new TreeMap<>(genuine.headers());
        char other = value.charAt(i) == 'A' ? 'B' : 'A';
        headers.put(name, value.substring(0, i) + other + value.substring(i + 1));
        assertThat(refused(wechat, new Wallets.Request(headers, genuine.body())))
            .as("%s, character %d", name, i)
            .isIn(Reason.WRONG_SIGNATURE, Reason.UNKNOWN_KEY, Reason.NOT_SIGNED);
      }
    }
  }

  @Test
  void refusesAGenuineOneThatIsSentAgainLaterOrComesFromTheFuture() {
    Wallets.Request genuine = paid(RESOURCE);

    assertThat(told(wechat, genuine, NOW + 299_000)).isNotNull();
    assertThat(refused(wechat, genuine, NOW + 301_000)).isEqualTo(Reason.STALE);
    assertThat(told(wechat, genuine, NOW - 299_000)).isNotNull();
    assertThat(refused(wechat, genuine, NOW - 301_000)).isEqualTo(Reason.STALE);
  }

  @Test
  void refusesAnotherSerialAndMissingHeaders() {
    Wallets.Request genuine = paid(RESOURCE);
    Map<String, String> headers = new TreeMap<>(genuine.headers());
    headers.put("wechatpay-serial", "5157F09EFDC096DE15EBE81A47057A7232F1B8E1");
    assertThat(refused(wechat, new Wallets.Request(headers, genuine.body())))
        .isEqualTo(Reason.UNKNOWN_KEY);
    for (String name : genuine.headers().keySet()) {
      if (name.startsWith("wechatpay-") && !name.endsWith("-type")) {
        Map<String, String> without = new TreeMap<>(genuine.headers());
        without.remove(name);
        assertThat(refused(wechat, new Wallets.Request(without, genuine.body())))
            .isEqualTo(Reason.NOT_SIGNED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "A", "!", "AAAA=", "%00"})
  void refusesASignatureOfAnotherLength(String signature) {
    Wallets.Request genuine = paid(RESOURCE);
    Map<String, String> headers = new TreeMap<>(genuine.headers());
    headers.put("wechatpay-signature", signature);
    assertThat(refused(wechat, new Wallets.Request(headers, genuine.body())))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  /** WeChat Pay sends such ones to see whether a receiver verifies at all. */
  @Test
  void refusesASignatureProbe() {
    Wallets.Request genuine = paid(RESOURCE);
    Map<String, String> headers = new TreeMap<>(genuine.headers());
    headers.put("wechatpay-signature", "WECHATPAY/SIGNTEST/" + headers.get("wechatpay-signature"));
    assertThat(refused(wechat, new Wallets.Request(headers, genuine.body())))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"nonce\":\"\"",
        "\"nonce\":\"0123456789abc\"",
        "\"nonce\":\"0123456789ab\"",
        "\"ciphertext\":\"\"",
        "\"ciphertext\":\"!!!not-base64!!!\"",
        "\"ciphertext\":\"AAAA\"",
        "\"algorithm\":\"AEAD_SM4_GCM\"",
        "\"associated_data\":\"other\""
      })
  void saysThatTheResourceIsUnreadable(String member) {
    String name = member.substring(0, member.indexOf(':'));
    String body = paid(RESOURCE).text().replaceAll(name + ":\"[^\"]*\"", member);

    assertThat(refused(wechat, WALLETS.wechatSigned(body, Wallets.SERIAL, NOW)))
        .isEqualTo(Reason.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"event_type\":\"X\"}", "no json", "{\"a\":1,\"a\":2}"})
  void saysThatTheBodyIsNoNotification(String body) {
    assertThat(refused(wechat, WALLETS.wechatSigned(body, Wallets.SERIAL, NOW)))
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void refusesAnotherMerchantsPaymentThoughItIsGenuine() {
    String others = RESOURCE.replace(Wallets.MERCHANT, "1900000110");
    String partner = "{\"sp_mchid\":\"" + Wallets.MERCHANT + "\",\"sub_mchid\":\"1900000110\"}";
    String combined =
        "{\"combine_mchid\":\""
            + Wallets.MERCHANT
            + "\",\"sub_orders\":[{\"mchid\":\""
            + Wallets.MERCHANT
            + "\"},{\"mchid\":\"1900000110\"}]}";
    for (String resource : new String[] {others, partner, combined, "{}"}) {
      assertThat(refused(wechat, paid(resource))).isEqualTo(Reason.OTHER_MERCHANT);
    }
  }

  @Test
  void takesWhatAPartnerOrACombinedOrderTellsOfThisMerchant() {
    String partner =
        "{\"sp_mchid\":\"1\",\"sub_mchid\":\"" + Wallets.MERCHANT + "\",\"transaction_id\":\"42\"}";
    String combined =
        "{\"combine_mchid\":\"1\",\"sub_orders\":[{\"mchid\":\"" + Wallets.MERCHANT + "\"}]}";
    assertThat(told(wechat, paid(partner)).parked()).isNull();
    assertThat(told(wechat, paid(combined)).parked()).isNull();
  }

  @Test
  void parksAnotherCurrencyThanYuan() {
    String dollars = RESOURCE.replace("\"CNY\"", "\"HKD\"");
    assertThat(told(wechat, paid(dollars)).parked().reason()).contains("not in CNY");
  }

  @Test
  void addsUpWhatTheInsuranceAndThePatientPay() {
    String resource =
        "{\"mix_trade_no\":\"M1\",\"sub_mchid\":\""
            + Wallets.MERCHANT
            + "\",\"total_fee\":202000,"
            + "\"med_ins_gov_fee\":100000,\"med_ins_self_fee\":45000,\"med_ins_other_fee\":5000,"
            + "\"med_ins_cash_fee\":50000,\"wechat_pay_cash_fee\":42000}";
    Told told = told(wechat, WALLETS.wechat("E", "MEDICAL_INSURANCE.SUCCESS", resource, NOW));

    assertThat(told.amounts().get("insuranceFen").asLong()).isEqualTo(150_000);
    assertThat(told.amounts().get("selfFen").asLong()).isEqualTo(42_000);
    assertThat(told.amounts().get("amountFen").asLong()).isEqualTo(192_000);
  }

  /** To a direct merchant they name the application alone. */
  @Test
  void takesInsurancePaymentsWithoutAMerchantNumberByTheirApplication() {
    String direct = "{\"mix_trade_no\":\"M1\",\"appid\":\"wx1\",\"mchid\":null}";
    Wallets.Request request = WALLETS.wechat("E", "MEDICAL_INSURANCE.SUCCESS", direct, NOW);
    assertThat(told(wechat, request).parked()).isNull();
    assertThat(refused(wechat, paid(direct))).isEqualTo(Reason.OTHER_MERCHANT);
    assertThat(told(withApp("wx1"), request)).isNotNull();
    assertThat(refused(withApp("wx2"), request)).isEqualTo(Reason.OTHER_MERCHANT);
    String partner = "{\"appid\":\"wx1\",\"sub_mchid\":\"1900000110\"}";
    assertThat(refused(wechat, WALLETS.wechat("E", "MEDICAL_INSURANCE.SUCCESS", partner, NOW)))
        .isEqualTo(Reason.OTHER_MERCHANT);
  }

  private Provider withApp(String app) {
    List<String> settings = new ArrayList<>(WALLETS.settings(folder));
    settings.add("--hub.sources.wx.payment.apps=" + app);
    return PaymentFixture.sources(settings).named("wx").provider();
  }

  @Test
  void parksWhatTheTestEnvironmentOfTheInsuranceTells() {
    String test = "{\"mix_trade_no\":\"M1\",\"med_ins_test_env\":%s}";
    assertThat(insurance(test.formatted("true")).parked().reason()).contains("test environment");
    assertThat(insurance(test.formatted("false")).parked()).isNull();
    assertThat(insurance(test.formatted("null")).parked()).isNull();
  }

  private Told insurance(String resource) {
    return told(wechat, WALLETS.wechat("E", "MEDICAL_INSURANCE.SUCCESS", resource, NOW));
  }

  /** Whose text, to the parser, is "null". */
  @Test
  void takesNullForWhatIsNotTold() {
    String resource = RESOURCE.replace("\"CNY\"", "null");
    assertThat(resource).isNotEqualTo(RESOURCE);
    assertThat(told(wechat, paid(resource)).parked()).isNull();
    String body = paid(RESOURCE).text().replace("\"EV-1\"", "null");
    assertThat(told(wechat, WALLETS.wechatSigned(body, Wallets.SERIAL, NOW)).id()).isEmpty();
  }

  @Test
  void readsAChangedKeyWithoutARestartAndKeepsTheOldOneWhereTheNewIsNone() throws Exception {
    Wallets next = new Wallets();
    Path key = folder.resolve("wechat.pem");
    assertThat(told(wechat, paid(RESOURCE))).isNotNull();
    changed(key, "half of a k");
    assertThat(told(wechat, paid(RESOURCE))).isNotNull();
    changed(key, Wallets.pem("PUBLIC KEY", next.wechat.getPublic().getEncoded()));

    assertThat(refused(wechat, paid(RESOURCE))).isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(told(wechat, next.wechat("EV-2", PAID, RESOURCE, NOW))).isNotNull();
  }

  private static void changed(Path file, String text) throws Exception {
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 2_000));
  }

  @Test
  void journalsWhatItTellsAndWhatWasSentAndNoKey() {
    Wallets.Request request = paid(RESOURCE);
    Notification notification = new Notification(request.headers(), request.body(), NOW);
    byte[] document = PaymentDocument.of("wechat", wechat.read(notification), notification);
    String text = new String(document, StandardCharsets.UTF_8);

    var json = PaymentJson.own(text);
    assertThat(json.at("/provider").asText()).isEqualTo("wechat");
    assertThat(json.at("/event/type").asText()).isEqualTo(PAID);
    assertThat(json.at("/resource/transaction_id").asText()).isEqualTo("4200000001");
    assertThat(json.at("/sent/body").asText()).isEqualTo(request.text());
    assertThat(json.at("/sent/headers/wechatpay-signature").asText())
        .isEqualTo(request.headers().get("wechatpay-signature"));
    assertThat(text).doesNotContain(Wallets.API_V3_KEY);
  }
}
