package org.bianmin.hub.receive.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.receive.payment.PaymentFixture.refused;
import static org.bianmin.hub.receive.payment.PaymentFixture.told;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnionPayTest {

  private static final Wallets WALLETS = new Wallets();
  private static final Charset GBK = Charset.forName("GBK");

  @TempDir private Path folder;
  private Provider unionpay;

  @BeforeEach
  void start() {
    unionpay = PaymentFixture.sources(WALLETS.settings(folder)).named("unionpay").provider();
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static Map<String, String> trade() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("txnType", "01");
    fields.put("orderId", "OT1");
    fields.put("queryId", "742611030931000000018");
    fields.put("txnTime", "20261103093100");
    fields.put("txnAmt", "500000");
    fields.put("reqReserved", "门诊|1");
    return fields;
  }

  @Test
  void takesBothVersionsInUtf8AndGbk() {
    for (Charset charset : List.of(StandardCharsets.UTF_8, GBK)) {
      Told newer = told(unionpay, WALLETS.unionpay(trade(), charset), now());
      Told older = told(unionpay, WALLETS.unionpayOld(trade(), charset), now());

      assertThat(newer.id()).isEqualTo("742611030931000000018");
      assertThat(newer.kind()).isEqualTo("01");
      assertThat(newer.resource().get("reqReserved").asText()).isEqualTo("门诊|1");
      assertThat(newer.resource().has("signPubKeyCert")).isFalse();
      assertThat(older.resource().get("txnAmt").asText()).isEqualTo("500000");
    }
    assertThat(unionpay.received().status()).isEqualTo(200);
  }

  @Test
  void isTheSameWhenItIsSignedAnew() {
    Wallets other = new Wallets();
    Told first = told(unionpay, WALLETS.unionpay(trade(), StandardCharsets.UTF_8), now());
    Provider others = PaymentFixture.sources(other.settings(folder)).named("up").provider();
    Told again = told(others, other.unionpay(trade(), StandardCharsets.UTF_8), now());

    assertThat(again.identity()).isEqualTo(first.identity());
  }

  @Test
  void refusesItWithAnySingleByteAlteredUnlessItSaysTheSame() {
    for (Wallets.Request genuine :
        List.of(WALLETS.unionpay(trade(), GBK), WALLETS.unionpayOld(trade(), GBK))) {
      byte[] identity = told(unionpay, genuine, now()).identity();
      Random random = new Random(9);
      int refused = 0;
      for (int i = 0; i < genuine.body().length; i++) {
        byte[] body = genuine.body().clone();
        body[i] = (byte) (body[i] ^ (1 << random.nextInt(7)));
        try {
          Told told = told(unionpay, new Wallets.Request(genuine.headers(), body), now());
          assertThat(told.identity()).as("byte %d", i).isEqualTo(identity);
        } catch (RefusedNotification e) {
          refused++;
        }
      }
      assertThat(refused).isGreaterThan(genuine.body().length * 8 / 10);
    }
  }

  /** Anybody can have a certificate and send it along. */
  @Test
  void refusesCertificatesThatUnionPaysAuthoritiesDidNotIssueToUnionPay() {
    TestCertificates.Issued stranger =
        TestCertificates.issue(
            "CN=041@Z12@中国银联股份有限公司@1",
            TestCertificates.root("CN=Test Middle"),
            BigInteger.TEN,
            false);
    TestCertificates.Issued shop =
        TestCertificates.issue(
            "CN=041@Z12@some shop@1", WALLETS.middle, BigInteger.valueOf(11), false);
    TestCertificates.Issued noAuthority =
        TestCertificates.issue(
            "CN=041@Z12@中国银联股份有限公司@1", WALLETS.unionpay, BigInteger.valueOf(12), false);
    TestCertificates.Issued ended =
        TestCertificates.issue(
            "CN=041@Z12@中国银联股份有限公司@1", WALLETS.middle, BigInteger.valueOf(13), false, -1);
    for (TestCertificates.Issued issued : List.of(stranger, shop, noAuthority, ended)) {
      assertThat(refused(unionpay, signedBy(issued), now())).isEqualTo(Reason.UNKNOWN_KEY);
    }
    TestCertificates.Issued renewed =
        TestCertificates.issue(
            "CN=041@Z12@中国银联股份有限公司@2", WALLETS.middle, BigInteger.valueOf(14), false);
    assertThat(told(unionpay, signedBy(renewed), now())).isNotNull();
  }

  /** The owner is one part of the common name, and no other name or part counts. */
  @Test
  void readsTheOwnerFromItsPlaceInTheCommonNameOnly() {
    for (String subject :
        List.of(
            "O=041@Z12@中国银联股份有限公司@1,CN=041@Z12@some shop@1",
            "CN=041@中国银联股份有限公司@some shop@1",
            "CN=中国银联股份有限公司",
            "O=x\\,CN\\=041@Z12@中国银联股份有限公司@1,CN=041@Z12@some shop@1")) {
      TestCertificates.Issued issued =
          TestCertificates.issue(subject, WALLETS.middle, BigInteger.valueOf(20), false);
      assertThat(refused(unionpay, signedBy(issued), now()))
          .as(subject)
          .isEqualTo(Reason.UNKNOWN_KEY);
    }
    TestCertificates.Issued with =
        TestCertificates.issue(
            "C=CN,O=CFCA,CN=041@Z12@中国银联股份有限公司@1", WALLETS.middle, BigInteger.valueOf(21), false);
    assertThat(told(unionpay, signedBy(with), now())).isNotNull();
  }

  private static Wallets.Request signedBy(TestCertificates.Issued issued) {
    Map<String, String> all = new LinkedHashMap<>(trade());
    all.put("version", "5.1.0");
    all.put("encoding", "UTF-8");
    all.put("signMethod", "01");
    all.put("merId", Wallets.UNIONPAY_MERCHANT);
    all.put("signPubKeyCert", issued.pem());
    return Wallets.unionpaySigned(all, StandardCharsets.UTF_8, "SHA-256", issued.key());
  }

  @Test
  void refusesOtherMerchantsAndSerialsAndParksOtherCurrencies() {
    Map<String, String> others = trade();
    others.put("merId", "777290058110098");
    assertThat(refused(unionpay, WALLETS.unionpay(others, StandardCharsets.UTF_8), now()))
        .isEqualTo(Reason.OTHER_MERCHANT);
    Map<String, String> serial = trade();
    serial.put("certId", "1");
    assertThat(refused(unionpay, WALLETS.unionpayOld(serial, StandardCharsets.UTF_8), now()))
        .isEqualTo(Reason.UNKNOWN_KEY);
    Map<String, String> dollars = trade();
    dollars.put("currencyCode", "344");
    assertThat(told(unionpay, WALLETS.unionpay(dollars, GBK), now()).parked()).isNotNull();
  }

  @Test
  void saysThatABodyIsNoForm() {
    for (String body : new String[] {"{}", "a", "=b", "a=%", "a=%4", "a=1&a=2", "encoding=x"}) {
      Wallets.Request request =
          new Wallets.Request(Map.of(), body.getBytes(StandardCharsets.US_ASCII));
      assertThat(refused(unionpay, request, now())).as(body).isEqualTo(Reason.MALFORMED);
    }
  }
}
