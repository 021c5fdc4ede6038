package org.bianmin.hub.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bianmin.hub.simulator.SimulatorSettings.App;
import org.bianmin.hub.simulator.SimulatorSettings.Seal;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seals made and opened by another way to the ciphers than the simulator's. */
class SimulatorSealsTest extends RecognitionFixture {

  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final String SEALED = "application/vnd.bianmin.sealed+json";
  private static final String REQUEST_NONCE = "nonce-of-the-request";
  private static final byte[] SM4 = new byte[16];
  private static final byte[] SM4_NEXT = "another key of 16".substring(0, 16).getBytes(UTF_8);
  private static final byte[] AES = new byte[32];

  @TempDir static Path folder;

  @Override
  SimulatorSettings settings() {
    return SimulatorSettings.of(
        0,
        Map.of(
            "app-a", app("SM4-GCM", SM4, SM4_NEXT),
            "app-b", app("AES-256-GCM", AES),
            "app-c", new App(Sender.KEY, null, List.of(C))));
  }

  private static App app(String algorithm, byte[]... keys) {
    StringBuilder lines = new StringBuilder();
    for (byte[] key : keys) {
      lines.append(Base64.getEncoder().encodeToString(key)).append('\n');
    }
    try {
      Path file = Files.writeString(folder.resolve(algorithm), lines);
      return new App(Sender.KEY, null, List.of(), new Seal(algorithm, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] cipher(
      int mode, String algorithm, byte[] key, byte[] nonce, String about, byte[] data)
      throws GeneralSecurityException {
    String name = algorithm.startsWith("SM4") ? "SM4" : "AES";
    Cipher cipher = Cipher.getInstance(name + "/GCM/NoPadding", PROVIDER);
    cipher.init(mode, new SecretKeySpec(key, name), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(about.getBytes(UTF_8));
    return cipher.doFinal(data);
  }

  private static ObjectNode sealed(
      String algorithm, byte[] key, String type, String about, String text)
      throws GeneralSecurityException {
    byte[] nonce = "twelve bytes".getBytes(UTF_8);
    byte[] data = cipher(Cipher.ENCRYPT_MODE, algorithm, key, nonce, about, text.getBytes(UTF_8));
    return Items.MAPPER
        .createObjectNode()
        .put("sealed", algorithm)
        .put("type", type)
        .put("nonce", Base64.getEncoder().encodeToString(nonce))
        .put("data", Base64.getEncoder().encodeToString(data));
  }

  private static String open(JsonNode sealed, byte[] key, String about)
      throws GeneralSecurityException {
    byte[] nonce = Base64.getDecoder().decode(sealed.get("nonce").asText());
    byte[] data = Base64.getDecoder().decode(sealed.get("data").asText());
    String algorithm = sealed.get("sealed").asText();
    return new String(cipher(Cipher.DECRYPT_MODE, algorithm, key, nonce, about, data), UTF_8);
  }

  private static Sender.Answer send(Sender sender, String target, JsonNode body)
      throws IOException {
    return sender.call(
        "POST", target, body.toString(), Map.of("Content-Type", SEALED, "X-Nonce", REQUEST_NONCE));
  }

  @Test
  void workedExamplesOfTheContractAreRight() throws Exception {
    JsonNode examples =
        Items.MAPPER.readTree(Path.of("docs/platform-contract/examples/sealed.json").toFile());
    for (JsonNode example : examples) {
      byte[] key = Base64.getDecoder().decode(example.get("key").asText());
      String about = example.get("additionalData").asText();
      assertThat(about.endsWith("\n" + example.get("requestNonce").asText()))
          .isEqualTo(example.get("part").asText().equals("answer"));
      assertThat(open(example.get("sealed"), key, about))
          .isEqualTo(example.get("plaintext").asText());
    }
  }

  @Test
  void opensTheWorkedExamples() throws Exception {
    JsonNode examples =
        Items.MAPPER.readTree(Path.of("docs/platform-contract/examples/sealed.json").toFile());
    int opened = 0;
    for (JsonNode example : examples) {
      if (example.get("part").asText().equals("request")) {
        String algorithm = example.get("algorithm").asText();
        byte[] key = Base64.getDecoder().decode(example.get("key").asText());
        App app = app(algorithm, key);
        byte[] body = example.get("sealed").toString().getBytes(UTF_8);
        Call call =
            new Call("example-app", app, "POST", null, Published.SEARCH, name -> SEALED, body);
        Seals seals = new Seals(Map.of("example-app", app), new Contract());
        assertThat(seals.open(call, "application/json").body())
            .asString(UTF_8)
            .isEqualTo(example.get("plaintext").asText());
        opened++;
      }
    }
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void answersASealedQuestionUnderTheSameSeal() throws Exception {
    String about = "app-b\nPOST\n" + Published.SEARCH;
    String question = Published.question(Published.B).toString();
    var body = sealed("AES-256-GCM", AES, "application/json", about, question);
    var answer = send(atB, Published.SEARCH, body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.http().headers().firstValue("Content-Type")).contains(SEALED);
    assertThat(ContractFilesTest.schema("sealed").validate(answer.json())).isEmpty();
    assertThat(answer.json().get("type").asText()).isEqualTo("application/fhir+json");
    assertThat(open(answer.json(), AES, about + "\n" + REQUEST_NONCE)).contains("searchset");
    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoKeysAreValidAndTheAnswerHasThatOfItsRequest(boolean next) throws Exception {
    byte[] key = next ? SM4_NEXT : SM4;
    String about = "app-a\nPOST\n" + Published.REPORTS;
    var body =
        sealed("SM4-GCM", key, "application/fhir+json", about, Published.lab("R1", 1).toString());
    var answer = send(atA, Published.REPORTS, body);
    assertThat(open(answer.json(), key, about + "\n" + REQUEST_NONCE)).contains("\"accepted\"");
  }

  @ParameterizedTest
  @CsvSource({
    "AES-256-GCM,application/json,/v1/recognition/reports",
    "AES-256-GCM,application/fhir+json,/v1/recognition/reports/search",
    "SM4-GCM,application/json,/v1/recognition/reports/search"
  })
  void refusesASealOfAnotherKind(String algorithm, String type, String target) throws Exception {
    byte[] key = algorithm.equals("SM4-GCM") ? SM4 : AES;
    var body =
        sealed(algorithm, key, type, "app-b\nPOST\n" + target, Published.question("x").toString());
    var answer = send(atB, Published.SEARCH, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("SEAL");
    assertThat(answer.http().headers().firstValue("Content-Type"))
        .contains("application/problem+json");
    assertThat(violations()).isEqualTo("SEAL");
  }

  @Test
  void refusesWhatWasChangedOrIsNoSeal() throws Exception {
    String about = "app-b\nPOST\n" + Published.SEARCH;
    ObjectNode body = sealed("AES-256-GCM", AES, "application/json", about, "{}");
    ObjectNode changed = body.deepCopy().put("nonce", "AAAAAAAAAAAAAAAA");
    assertThat(send(atB, Published.SEARCH, changed).code()).isEqualTo("SEAL");
    ObjectNode cut = body.deepCopy().put("data", "AAAA");
    var again = Map.of("Content-Type", SEALED);
    assertThat(atB.call("POST", Published.SEARCH, cut.toString(), again).code()).isEqualTo("SEAL");
    assertThat(atB.call("POST", Published.SEARCH, "{", again).code()).isEqualTo("SEAL");
    assertThat(atC.call("POST", Published.SEARCH, body.toString(), again).code()).isEqualTo("SEAL");
  }

  @Test
  void asksForTheSealThatWasAgreed() throws IOException {
    for (String target : new String[] {Published.REPORTS, Published.SEARCH, Published.DECISIONS}) {
      assertThat(atB.post(target, Published.question(Published.B)).code())
          .isEqualTo("SEAL_REQUIRED");
    }
    // without a body there is nothing to seal, and measure events are not part of it
    assertThat(atB.get(Published.NOTICES).status()).isEqualTo(200);
    assertThat(atB.get("/v1/recognition/catalogue").status()).isEqualTo(200);
    assertThat(atB.send(Items.batch(Items.visit("V1", 1))).status()).isEqualTo(200);
    assertThat(atC.post(Published.SEARCH, Published.question(C)).status()).isEqualTo(200);
  }

  @Test
  void settingsDoNotPrintKeys() {
    assertThat(app("SM4-GCM", SM4).toString())
        .doesNotContain(Base64.getEncoder().encodeToString(SM4))
        .contains("SM4-GCM");
  }
}
