package org.bianmin.hub.receive.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.receive.payment.PaymentFixture.NOW;
import static org.bianmin.hub.receive.payment.PaymentFixture.refused;
import static org.bianmin.hub.receive.payment.PaymentFixture.told;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedJsonTest {

  private static final BigInteger SM2 =
      new BigInteger("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8", 16);
  private static final String BODY =
      "{\"notifyId\":\"N1\",\"tradeStatus\":\"SUCCESS\",\"merchantNo\":\"GOV0001\",\"amount\":12000}";

  @TempDir private Path folder;
  private List<String> settings;
  private Provider hmac;
  private Provider sm2;

  @BeforeEach
  void start() throws Exception {
    settings = new java.util.ArrayList<>(new Wallets().settings(folder));
    hmac = PaymentFixture.sources(settings).named("gov").provider();
    byte[] point =
        GMNamedCurves.getByName("sm2p256v1").getG().multiply(SM2).normalize().getEncoded(false);
    Path key = Files.writeString(folder.resolve("sm2.txt"), HexFormat.of().formatHex(point));
    settings.removeIf(setting -> setting.contains("secret-file"));
    settings.add("--hub.sources.gov.payment.keys[0].serial=K1");
    settings.add("--hub.sources.gov.payment.keys[0].file=" + key);
    sm2 = PaymentFixture.sources(settings).named("gov").provider();
  }

  @Test
  void takesWhatIsSignedWithHmacSm3OrSm2() {
    assertThat(told(hmac, SignedWallet.signed(BODY, NOW)).resource())
        .isEqualTo(PaymentJson.own(BODY));
    assertThat(told(sm2, SignedWallet.signedSm2(BODY, NOW, "K1", SM2)).resource())
        .isEqualTo(PaymentJson.own(BODY));
  }

  @Test
  void isTheSameWhenItIsSignedAnew() {
    assertThat(told(hmac, SignedWallet.signed(BODY, NOW + 1000)).identity())
        .isEqualTo(told(hmac, SignedWallet.signed(BODY, NOW)).identity());
  }

  @Test
  void refusesItWithAnySingleByteAltered() {
    Map<Provider, Wallets.Request> genuine =
        Map.of(
            hmac,
            SignedWallet.signed(BODY, NOW),
            sm2,
            SignedWallet.signedSm2(BODY, NOW, "K1", SM2));
    genuine.forEach(
        (provider, request) -> {
          for (int i = 0; i < request.body().length; i++) {
            byte[] body = request.body().clone();
            body[i] ^= 1;
            assertThat(refused(provider, new Wallets.Request(request.headers(), body)))
                .isEqualTo(Reason.WRONG_SIGNATURE);
          }
          request
              .headers()
              .forEach(
                  (name, value) -> {
                    for (int i = 0; name.startsWith("x-pay-") && i < value.length(); i++) {
                      Map<String, String> headers = new TreeMap<>(request.headers());
                      char other = value.charAt(i) == '1' ? '2' : '1';
                      headers.put(name, value.substring(0, i) + other + value.substring(i + 1));
                      refused(provider, new Wallets.Request(headers, request.body()));
                    }
                  });
        });
  }

  @Test
  void refusesStaleOnesOtherSerialsAndOtherMerchants() {
    Wallets.Request request = SignedWallet.signed(BODY, NOW);
    assertThat(refused(hmac, request, NOW + 301_000)).isEqualTo(Reason.STALE);
    assertThat(refused(hmac, request, NOW - 301_000)).isEqualTo(Reason.STALE);
    assertThat(refused(sm2, SignedWallet.signedSm2(BODY, NOW, "K2", SM2)))
        .isEqualTo(Reason.UNKNOWN_KEY);
    assertThat(refused(sm2, request)).isEqualTo(Reason.NOT_SIGNED);
    assertThat(refused(hmac, SignedWallet.signed(BODY.replace("GOV0001", "GOV0002"), NOW)))
        .isEqualTo(Reason.OTHER_MERCHANT);
  }

  @Test
  void takesTheSecretBeforeWhileANewOneStandsBesideIt() throws Exception {
    List<String> both = new Wallets().settings(Files.createDirectory(folder.resolve("both")));
    Files.writeString(
        folder.resolve("both").resolve("secret.txt"), "another-secret\n" + Wallets.SECRET + "\n");
    assertThat(
            told(
                PaymentFixture.sources(both).named("gov").provider(),
                SignedWallet.signed(BODY, NOW)))
        .isNotNull();
  }

  /** The example of docs/payments.md, computed again. */
  @Test
  void documentsItsSignatureByAnExampleThatHolds() throws Exception {
    String page = Files.readString(Path.of("docs/payments.md"));
    Matcher example =
        Pattern.compile(
                "X-Pay-Timestamp: (\\d+)\\s+X-Pay-Nonce: (\\S+)\\s+"
                    + "X-Pay-Signature: ([0-9a-f]{64})\\s+(\\{.*\\})")
            .matcher(page);
    assertThat(example.find()).isTrue();
    long sent = Long.parseLong(example.group(1)) * 1000;
    Map<String, String> headers =
        Map.of(
            "x-pay-timestamp", example.group(1),
            "x-pay-nonce", example.group(2),
            "x-pay-signature", example.group(3));
    Wallets.Request request =
        new Wallets.Request(headers, example.group(4).getBytes(StandardCharsets.UTF_8));

    assertThat(told(hmac, request, sent).resource().get("merchantNo").asText())
        .isEqualTo("GOV0001");
  }
}
