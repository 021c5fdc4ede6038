package org.bianmin.hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.simulator.SimulatorSettings.App;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorSignatureTest extends SimulatorFixture {

  private static final String NONCE = "0123456789abcdef";

  private Sender.Answer tasks(Map<String, String> headers) throws IOException {
    return sender.call("GET", "/v1/resend-tasks", "", headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HMAC-SM3", "HMAC-SHA256"})
  void takesBothAlgorithms(String algorithm) throws IOException {
    var signed = sender.signing(algorithm, Sender.KEY);
    assertThat(signed.send(Items.batch(Items.visit("V1", 1))).result(0)).isEqualTo("accepted");
    assertThat(signed.get("/v1/resend-tasks?x=%E4%BD%8F").status()).isEqualTo(200);
    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "X-App-Id,someone,APP_ID",
    "X-App-Id,'',APP_ID",
    "X-Signature-Algorithm,MD5,ALGORITHM",
    "X-Signature-Algorithm,HMAC-SHA256,DIGEST",
    "X-Timestamp,yesterday,CLOCK",
    "X-Timestamp,'',CLOCK",
    "X-Nonce,short,NONCE",
    "X-Nonce,0123456789 bcdef,NONCE",
    "X-Digest,00,DIGEST",
    "X-Signature,00,SIGNATURE",
    "X-Signature,'',SIGNATURE"
  })
  void refusesWhatIsNotSignedAsAgreed(String header, String value, String code) throws IOException {
    var answer = tasks(Map.of(header, value));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.http().headers().firstValue("Content-Type"))
        .contains("application/problem+json");
    assertThat(violations()).isEqualTo(code);
  }

  @Test
  void refusesAnotherKey() throws IOException {
    assertThat(sender.signing("HMAC-SM3", "other").get("/v1/resend-tasks").code())
        .isEqualTo("SIGNATURE");
  }

  @Test
  void refusesASignatureOfAnotherTarget() throws IOException {
    String timestamp = Long.toString(clock.millis());
    String digest = Sender.digest("HMAC-SM3", new byte[0]);
    String signature =
        Sender.sign("HMAC-SM3", Sender.KEY, "GET", "/v1/resend-tasks", timestamp, NONCE, digest);
    var answer =
        sender.call(
            "GET",
            "/v1/checks?batchNo=B-1",
            "",
            Map.of("X-Timestamp", timestamp, "X-Nonce", NONCE, "X-Signature", signature));
    assertThat(answer.code()).isEqualTo("SIGNATURE");
  }

  @ParameterizedTest
  @CsvSource({"-300001,401", "-300000,200", "300000,200", "300001,401"})
  void clockMayDifferByFiveMinutes(long millis, int status) throws IOException {
    var answer = tasks(Map.of("X-Timestamp", Long.toString(clock.millis() + millis)));
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void nonceCountsOnceInTenMinutes() throws IOException {
    assertThat(tasks(Map.of("X-Nonce", NONCE)).status()).isEqualTo(200);
    var again = tasks(Map.of("X-Nonce", NONCE));
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.code()).isEqualTo("NONCE");
    clock.advance(Duration.ofMinutes(10));
    assertThat(tasks(Map.of("X-Nonce", NONCE)).status()).isEqualTo(200);
  }

  @Test
  void badSignatureDoesNotUseUpTheNonce() throws IOException {
    assertThat(tasks(Map.of("X-Nonce", NONCE, "X-Signature", "00")).status()).isEqualTo(401);
    assertThat(tasks(Map.of("X-Nonce", NONCE)).status()).isEqualTo(200);
  }

  @Test
  void twoKeysAreValidAtATime(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), "old key\nnew key\n");
    var apps = Map.of(Sender.APP, new App(null, file, List.of()));
    try (var other = new Simulator(SimulatorSettings.of(0, apps), clock).start()) {
      var first = new Sender(other, clock).signing("HMAC-SM3", "old key");
      var second = new Sender(other, clock).signing("HMAC-SM3", "new key");
      assertThat(first.get("/v1/resend-tasks").status()).isEqualTo(200);
      assertThat(second.get("/v1/resend-tasks").status()).isEqualTo(200);
    }
  }

  @Test
  void doesNotStartWithoutAnAppOrWithoutAKey() {
    assertThatThrownBy(() -> new Simulator(SimulatorSettings.of(0, Map.of())))
        .hasMessageContaining("hub.simulator.apps");
    var keyless = Map.of("a", new App(null, null, List.of()));
    assertThatThrownBy(() -> new Simulator(SimulatorSettings.of(0, keyless)))
        .hasMessageContaining("hub.simulator.apps.a has 0 keys");
  }

  @Test
  void settingsDoNotPrintKeys() {
    assertThat(new App("secret text", null, List.of()).toString()).doesNotContain("secret text");
  }
}
