package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract's seals, by its own worked examples. */
class SealTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SM4_KEY = Base64.getEncoder().encodeToString(new byte[16]);

  static Stream<JsonNode> examples() throws IOException {
    Path file = Path.of("docs/platform-contract/examples/sealed.json");
    List<JsonNode> examples = new ArrayList<>();
    JSON.readTree(file.toFile()).forEach(examples::add);
    assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void opensTheWorkedExamplesOfTheContract(JsonNode example) throws IOException {
    Seal seal = new Seal(example.get("algorithm").asText(), example.get("key").asText());

    Seal.Opened opened =
        seal.open(
            JSON.writeValueAsBytes(example.get("sealed")), example.get("additionalData").asText());

    assertThat(new String(opened.body(), StandardCharsets.UTF_8))
        .isEqualTo(example.get("plaintext").asText());
    assertThat(opened.type()).isEqualTo(example.at("/sealed/type").asText());
  }

  @ParameterizedTest
  @CsvSource({"SM4-GCM, 16", "AES-256-GCM, 32"})
  void opensWhatItClosedForTheSameQuestionOnly(String algorithm, int bytes) throws IOException {
    Seal seal = new Seal(algorithm, Base64.getEncoder().encodeToString(new byte[bytes]));
    byte[] body = "{\"张\":1}".getBytes(StandardCharsets.UTF_8);
    byte[] closed = seal.close(body, "application/json", "app\nPOST\n/a");

    assertThat(seal.open(closed, "app\nPOST\n/a").body()).isEqualTo(body);
    assertThat(new String(closed, StandardCharsets.UTF_8)).doesNotContain("张");
    assertThatThrownBy(() -> seal.open(closed, "app\nPOST\n/b"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not open");
  }

  @Test
  void takesNoNonceTwice() {
    Seal seal = new Seal("SM4-GCM", SM4_KEY);
    assertThat(seal.close(new byte[3], "a/b", "x"))
        .isNotEqualTo(seal.close(new byte[3], "a/b", "x"));
  }

  @Test
  void refusesWhatIsNoSealOfItsKind() {
    Seal seal = new Seal("SM4-GCM", SM4_KEY);
    for (String wrong :
        List.of(
            "{}",
            "[]",
            "{\"sealed\":\"AES-256-GCM\",\"nonce\":\"\",\"data\":\"\"}",
            "{\"sealed\":\"SM4-GCM\",\"nonce\":\"AQIDBAUGBwgJCgsM\",\"data\":\"%\"}",
            "{\"sealed\":\"SM4-GCM\",\"nonce\":\"AQID\",\"data\":\"AQID\"}",
            "no json")) {
      assertThatThrownBy(() -> seal.open(wrong.getBytes(StandardCharsets.UTF_8), "x"))
          .as(wrong)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void saysWhichLengthItsKeyHas() {
    assertThatThrownBy(() -> new Seal("AES-256-GCM", SM4_KEY)).hasMessageContaining("32 bytes");
  }
}
