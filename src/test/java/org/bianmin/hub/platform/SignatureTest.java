package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureTest {

  static Stream<JsonNode> examples() throws IOException {
    Path file = Path.of("docs/platform-contract/examples/signatures.json");
    List<JsonNode> examples = new ArrayList<>();
    new ObjectMapper().readTree(file.toFile()).forEach(examples::add);
    assertThat(examples).isNotEmpty();
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void signsAsTheWorkedExamplesOfTheContract(JsonNode example) {
    Signature signature =
        new Signature(example.get("algorithm").asText(), example.get("key").asText());
    byte[] body = example.get("body").asText().getBytes(StandardCharsets.UTF_8);

    assertThat(signature.digestOf(body)).isEqualTo(example.get("digest").asText());
    assertThat(
            signature.sign(
                example.get("method").asText(),
                example.get("target").asText(),
                example.get("timestamp").asText(),
                example.get("nonce").asText(),
                example.get("digest").asText()))
        .isEqualTo(example.get("signature").asText());
  }

  @Test
  void refusesAnAlgorithmThatTheContractDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Signature("MD5", "key"))
        .withMessageContaining("HMAC-SM3 or HMAC-SHA256");
  }
}
