package org.bianmin.hub.receive.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub that could verify nothing does not start, and says what to do. */
class PaymentSettingsTest {

  private static final Wallets WALLETS = new Wallets();

  @TempDir private Path folder;

  private List<String> without(String... names) {
    List<String> settings = new ArrayList<>(WALLETS.settings(folder));
    for (String name : names) {
      settings.removeIf(setting -> setting.startsWith("--hub.sources." + name));
    }
    return settings;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wx.payment.keys",
        "wx.payment.api-v3-key-file",
        "wx.payment.merchants",
        "ali.payment.keys",
        "ali.payment.apps",
        "up.payment.merchants",
        "gov.payment.secret-file",
        "gov.payment.merchants"
      })
  void nameThePropertyThatIsMissing(String name) {
    assertThatThrownBy(() -> PaymentFixture.sources(without(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hub.sources." + name)
        .hasMessageContaining("is missing");
  }

  @Test
  void needACertificateOrAnAuthorityOfUnionPay() {
    assertThatThrownBy(() -> PaymentFixture.sources(without("up.payment.keys", "up.payment.auth")))
        .hasMessageContaining("hub.sources.up.payment.authorities");
  }

  @Test
  void nameAFileThatIsNotThereOrHoldsSomethingElse() throws IOException {
    List<String> settings = without("wx.payment.keys[0].file");
    settings.add("--hub.sources.wx.payment.keys[0].file=" + folder.resolve("gone.pem"));
    assertThatThrownBy(() -> PaymentFixture.sources(settings))
        .hasMessageContaining("hub.sources.wx.payment.keys[0].file")
        .hasMessageContaining("gone.pem")
        .hasMessageContaining("put the file there");

    Files.writeString(folder.resolve("gone.pem"), "secret text");
    assertThatThrownBy(() -> PaymentFixture.sources(settings))
        .hasMessageContaining("holds no RSA public key")
        .hasMessageNotContaining("secret text");
  }

  @Test
  void refuseAnApiV3KeyOfAnotherLengthWithoutQuotingIt() {
    List<String> settings = without();
    write("api-v3.key", "too-short");
    assertThatThrownBy(() -> PaymentFixture.sources(settings))
        .hasMessageContaining("hub.sources.wx.payment.api-v3-key-file")
        .hasMessageContaining("32 characters")
        .hasMessageNotContaining("too-short");
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void wantTheSerialOfAPublicKeyAndTakeThatOfACertificateFromIt() {
    assertThatThrownBy(() -> PaymentFixture.sources(without("wx.payment.keys[0].serial")))
        .hasMessageContaining("hub.sources.wx.payment.keys[0].serial is missing");
    List<String> settings = without("up.payment.keys[0].serial");
    settings.add("--hub.sources.up.payment.keys[0].serial=7");
    assertThatThrownBy(() -> PaymentFixture.sources(settings))
        .hasMessageContaining("is not that of the certificate")
        .hasMessageContaining("69026276696");
  }

  @Test
  void wantAProfileThatReadsTheProvidersDocuments() {
    assertThatThrownBy(() -> PaymentFixture.bound(without("wx.profile")))
        .hasStackTraceContaining("hub.sources.wx.profile is missing, for example payment-wechat");
  }

  @Test
  void nameProvidersAndFormatsThatAreNotKnown() {
    assertThatThrownBy(
            () ->
                PaymentFixture.bound(
                    List.of(
                        "--hub.sources.x.transport=payment",
                        "--hub.sources.x.payment.provider=paypal")))
        .hasStackTraceContaining("hub.sources.x.payment.provider is 'paypal'");
    assertThatThrownBy(() -> PaymentFixture.bound(List.of("--hub.sources.x.transport=payment")))
        .hasStackTraceContaining("hub.sources.x.payment.provider");
    assertThatThrownBy(
            () ->
                PaymentFixture.bound(
                    List.of(
                        "--hub.sources.x.transport=file",
                        "--hub.sources.x.path=drop",
                        "--hub.sources.x.format=bill-wechat")))
        .hasStackTraceContaining("hub.sources.x.rank is 10");
  }

  @Test
  void wantAJsonPointerToTheMerchant() {
    List<String> settings = without();
    settings.add("--hub.sources.gov.payment.merchant-place=merchantNo");
    assertThatThrownBy(() -> PaymentFixture.sources(settings))
        .hasMessageContaining("hub.sources.gov.payment.merchant-place is 'merchantNo'")
        .hasMessageContaining("begin it with a slash");
  }

  @Test
  void wantTheRootOfUnionPaysAuthorities() {
    List<String> settings = without("up.payment.authorities");
    settings.add("--hub.sources.up.payment.authorities=" + folder.resolve("middle.pem"));
    assertThatThrownBy(() -> PaymentFixture.sources(settings))
        .hasMessageContaining("hub.sources.up.payment.authorities holds no root certificate")
        .hasMessageContaining("add the root");
  }

  @Test
  void refuseOneFileUnderTwoKindsOfKey() {
    List<String> settings = without("up.payment.keys");
    settings.add("--hub.sources.up.payment.keys[0].file=" + folder.resolve("middle.pem"));
    assertThatThrownBy(() -> PaymentFixture.sources(settings))
        .hasMessageContaining("hub.sources.up.payment.authorities[1]")
        .hasMessageContaining("as keys does");
  }

  @Test
  void wantBillsToComeAfterThePaymentsOfTheirFacility() {
    List<String> settings = without();
    settings.addAll(
        List.of(
            "--hub.sources.wx.rank=60",
            "--hub.sources.b.transport=file",
            "--hub.sources.b.path=drop",
            "--hub.sources.b.profile=bill-wechat",
            "--hub.sources.b.format=bill-wechat"));
    List<String> same = new ArrayList<>(settings);
    same.add("--hub.sources.b.rank=60");
    assertThatThrownBy(() -> PaymentFixture.bound(same))
        .hasStackTraceContaining("hub.sources.wx.rank is 60")
        .hasStackTraceContaining("hub.sources.b is 60")
        .hasStackTraceContaining("give the bill the larger number");
    List<String> after = new ArrayList<>(settings);
    after.add("--hub.sources.b.rank=61");
    assertThat(PaymentFixture.bound(after).sources()).containsKey("b");
    same.add("--hub.sources.b.facility=H002");
    assertThat(PaymentFixture.bound(same).sources()).containsKey("b");
  }

  @Test
  void findASourceByItsIdAndByAProviderThatOnlyOneHas() {
    List<String> settings = without();
    PaymentSources sources = PaymentFixture.sources(settings);
    assertThat(sources.named("wx").id()).isEqualTo("wx");
    assertThat(sources.named("wechat").id()).isEqualTo("wx");
    assertThat(sources.named("signed-json").id()).isEqualTo("gov");
    assertThat(sources.named("other")).isNull();

    List<String> two = new ArrayList<>(settings);
    settings.stream()
        .filter(setting -> setting.startsWith("--hub.sources.ali."))
        .forEach(setting -> two.add(setting.replace(".ali.", ".ali2.")));
    assertThat(PaymentFixture.sources(two).named("alipay")).isNull();
    assertThat(PaymentFixture.sources(two).named("ali2").id()).isEqualTo("ali2");
  }
}
