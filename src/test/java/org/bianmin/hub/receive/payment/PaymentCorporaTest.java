package org.bianmin.hub.receive.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bianmin.hub.receive.payment.PaymentFixture.NOW;
import static org.bianmin.hub.receive.payment.PaymentFixture.refused;
import static org.bianmin.hub.receive.payment.PaymentFixture.told;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of the payment corpora: true ones are taken, the others refused. */
class PaymentCorporaTest {

  private static final Wallets WALLETS = new Wallets();
  private static final String WECHAT = "wechatpay-apiv3+wechatpay-java/core/src/test/resources/";

  @TempDir private Path folder;
  private Path corpora;
  private List<String> settings;

  @BeforeEach
  void find() {
    corpora = Path.of(System.getProperty("corpora", "../shared/corpora")).resolve("payment");
    assumeThat(corpora)
        .as("the corpora are missing: put them at ../shared/corpora or give -Dcorpora=DIR")
        .isDirectory();
    settings = new ArrayList<>(WALLETS.settings(folder));
  }

  private String text(String file) throws IOException {
    String text = Files.readString(corpora.resolve(file));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private JsonNode json(String file) throws IOException {
    return PaymentJson.own(text(file));
  }

  private Provider provider(String source) {
    return PaymentFixture.sources(settings).named(source).provider();
  }

  private void set(String name, String value) {
    settings.removeIf(setting -> setting.startsWith("--hub.sources." + name + "="));
    settings.add("--hub.sources." + name + "=" + value);
  }

  /** So that no file of it stays unread. */
  @Test
  void isReadToTheLastFile() throws IOException {
    TreeSet<String> folders = new TreeSet<>();
    long files = 0;
    try (Stream<Path> all = Files.walk(corpora)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        folders.add(corpora.relativize(file.getParent()).toString());
        files++;
      }
    }
    assertThat(files).isEqualTo(31);
    assertThat(folders)
        .containsExactly(
            "FlurlHttpClient.Wechat",
            "go-pay+gopay/alipay",
            "go-pay+gopay/alipay/cert",
            "go-pay+gopay/wechat",
            "go-pay+gopay/wechat/v3",
            "wechatpay-apiv3+wechatpay-java/core/src/test/resources",
            "wechatpay-apiv3+wechatpay-java/core/src/test/resources/notification",
            "wechatpay-apiv3+wechatpay-java/service/src/test/resources/certificate");
  }

  @Test
  void verifiesTheTrueSignatureOfAlipayAndNoneThatIsAltered() throws IOException {
    JsonNode vector = json("go-pay+gopay/alipay/sync-response-signature.json");
    var key =
        PublicKeys.rsa(vector.get("alipayPublicKey").asText().getBytes(StandardCharsets.US_ASCII));
    byte[] content = vector.get("signData").asText().getBytes(StandardCharsets.UTF_8);
    byte[] signature = Base64Text.strict(vector.get("sign").asText());

    assertThat(Alipay.signed(key.key(), content, signature)).isTrue();
    for (int i = 0; i < content.length; i++) {
      byte[] altered = content.clone();
      altered[i] ^= 1;
      assertThat(Alipay.signed(key.key(), altered, signature)).isFalse();
    }
  }

  /** Recorded forms whose keys nobody has: for every key that there is they are forged. */
  @Test
  void refusesTheFormsThatNoneOfTheKeysSigned() throws IOException {
    String own =
        json("go-pay+gopay/alipay/sync-response-signature.json").get("alipayPublicKey").asText();
    Path key = Files.writeString(folder.resolve("theirs.txt"), own);
    set("ali.payment.keys[1].file", key.toString());
    set(
        "ali.payment.keys[2].file",
        corpora.resolve("go-pay+gopay/alipay/cert/alipayPublicCert.crt").toString());
    set("ali.payment.apps", "2015102700040153");
    for (String name : List.of("TestVerifySign", "TestVerifySignWithCert")) {
      byte[] form = Files.readAllBytes(corpora.resolve("go-pay+gopay/alipay/" + name + ".form"));
      assertThat(refused(provider("ali"), new Wallets.Request(Map.of(), form)))
          .isEqualTo(Reason.WRONG_SIGNATURE);
      JsonNode fields = json("go-pay+gopay/alipay/" + name + ".json");
      assertThat(Form.read(form, "charset").json(Set.of())).isEqualTo(fields);

      // the same fields, signed by a key of this test, in the shape that Alipay gave them
      Map<String, String> again = new TreeMap<>();
      for (Map.Entry<String, JsonNode> field : fields.properties()) {
        again.put(field.getKey(), field.getValue().asText());
      }
      again.remove("sign");
      again.remove("sign_type");
      set("ali.payment.merchants", again.get("seller_id"));
      long then = 1_577_952_000_000L;
      again.put("notify_time", "2020-01-02 16:00:00");
      Told told =
          told(
              provider("ali"),
              WALLETS.alipay(again, StandardCharsets.UTF_8, "2020-01-02 16:00:00"),
              then);
      assertThat(told.resource().get("trade_no")).isEqualTo(fields.get("trade_no"));
    }
  }

  @Test
  void readsTheCertificatesAndKeysOfBothProviders() throws IOException {
    var certificate =
        PublicKeys.rsa(Files.readAllBytes(corpora.resolve(WECHAT + "wechat_pay_certificate.pem")));
    var key =
        PublicKeys.rsa(Files.readAllBytes(corpora.resolve(WECHAT + "wechat_pay_public_key.pem")));
    assertThat(certificate.key()).isEqualTo(key.key());
    assertThat(certificate.hexSerial()).isEqualTo("440024045C4A427599D09BB4E3DE0279F2E813FD");
    for (String file :
        List.of(
            WECHAT + "merchant_certificate.pem",
            "wechatpay-apiv3+wechatpay-java/service/src/test/resources/certificate/wechat_pay_certificate.pem",
            "go-pay+gopay/alipay/cert/alipayPublicCert.crt",
            "go-pay+gopay/alipay/cert/appPublicCert.crt")) {
      assertThat(PublicKeys.rsa(Files.readAllBytes(corpora.resolve(file))).hexSerial())
          .isNotBlank();
    }
    // roots of Alipay, the first of them on the curve of SM2: no key, and said so
    byte[] roots =
        Files.readAllBytes(corpora.resolve("go-pay+gopay/alipay/cert/alipayRootCert.crt"));
    assertThatThrownBy(() -> PublicKeys.rsa(roots))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("put in the provider's public key");
  }

  @Test
  void refusesASignatureOfWechatPayWhoseKeyNobodyHas() throws IOException {
    JsonNode vector = json("go-pay+gopay/wechat/v3/response_signature_no_key.json");
    Map<String, String> headers =
        Map.of(
            "wechatpay-serial", Wallets.SERIAL,
            "wechatpay-timestamp", vector.get("timestamp").asText(),
            "wechatpay-nonce", vector.get("nonce").asText(),
            "wechatpay-signature", vector.get("signature").asText());
    byte[] body = vector.get("body").asText().getBytes(StandardCharsets.UTF_8);
    set(
        "wx.payment.keys[0].file",
        corpora.resolve(WECHAT + "wechat_pay_public_key.pem").toString());

    assertThat(refused(provider("wx"), new Wallets.Request(headers, body)))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @Test
  void saysOfMalformedCiphertextsAndNoncesThatTheyAreUnreadable() throws IOException {
    JsonNode cases = json("go-pay+gopay/wechat/v3/malformed_decrypt_cases.json");
    Files.writeString(folder.resolve("api-v3.key"), cases.get("apiV3Key").asText());
    Provider wechat = provider("wx");
    int tried = 0;
    for (JsonNode nonce : cases.get("bad_nonces")) {
      for (JsonNode ciphertext : cases.get("bad_ciphertexts")) {
        assertThat(unreadable(wechat, "0123456789ab", ciphertext.asText()))
            .isEqualTo(Reason.UNREADABLE);
        assertThat(unreadable(wechat, nonce.asText(), "AAAABBBBCCCCDDDDEEEEFFFF"))
            .isEqualTo(Reason.UNREADABLE);
        tried++;
      }
    }
    JsonNode sealed = json(WECHAT + "notification/wechat_pay_notification.json").get("resource");
    JsonNode served =
        json("wechatpay-apiv3+wechatpay-java/service/src/test/resources/certificate/download_certificate_response.json")
            .at("/data/0/encrypt_certificate");
    for (JsonNode foreign : List.of(sealed, served)) {
      assertThat(
              unreadable(wechat, foreign.get("nonce").asText(), foreign.get("ciphertext").asText()))
          .isEqualTo(Reason.UNREADABLE);
    }
    assertThat(tried).isEqualTo(12);
  }

  private static Reason unreadable(Provider wechat, String nonce, String ciphertext) {
    String body =
        "{\"id\":\"E\",\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":{\"algorithm\":"
            + "\"AEAD_AES_256_GCM\",\"associated_data\":\"transaction\",\"nonce\":\""
            + nonce
            + "\",\"ciphertext\":\""
            + ciphertext
            + "\"}}";
    return refused(wechat, WALLETS.wechatSigned(body, Wallets.SERIAL, NOW));
  }

  /** As they are after decryption: sealed and signed as WeChat Pay does it, they are taken. */
  @Test
  void takesEachResourceOfVersionThree() throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(corpora.resolve("FlurlHttpClient.Wechat"))) {
      all.map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("TenpayV3"))
          .forEach(name -> files.add("FlurlHttpClient.Wechat/" + name));
    }
    files.add("go-pay+gopay/wechat/v3/papay_notify_plain_0.json");
    files.add("go-pay+gopay/wechat/v3/papay_notify_plain_1.json");
    assertThat(files).hasSize(11);
    set("wx.payment.merchants", "1900000109,1900000100,10000100,20000100,1230000109");
    for (String file : files) {
      Told told = told(provider("wx"), WALLETS.wechat("E", "TRANSACTION.SUCCESS", text(file), NOW));
      assertThat(told.resource()).isEqualTo(json(file));
      assertThat(told.parked() != null).as(file).isEqualTo(file.contains("Global"));
    }
  }

  @Test
  void refusesWhatVersionTwoAndOthersSend() throws IOException {
    for (String file :
        List.of(
            "FlurlHttpClient.Wechat/TenpayBusiness_Refund_RefundEvent.json",
            "FlurlHttpClient.Wechat/TenpayV2_OrderEvent.json",
            "FlurlHttpClient.Wechat/TenpayV2_PAPOrderEvent.json",
            "go-pay+gopay/wechat/v2_refund_req_info.json")) {
      byte[] body = text(file).getBytes(StandardCharsets.UTF_8);
      assertThat(refused(provider("wx"), new Wallets.Request(Map.of(), body)))
          .isEqualTo(Reason.NOT_SIGNED);
      assertThat(refused(provider("wx"), WALLETS.wechatSigned(text(file), Wallets.SERIAL, NOW)))
          .isEqualTo(Reason.MALFORMED);
    }
  }
}
