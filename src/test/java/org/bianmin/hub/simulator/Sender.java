package org.bianmin.hub.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** A sender written from the contract's README, over real sockets. */
final class Sender {

  static final String APP = "H001-app";
  static final String KEY = "key of this test only";

  record Answer(int status, JsonNode json, HttpResponse<String> http) {
    JsonNode receipt(int i) {
      return json.get("receipts").get(i);
    }

    String result(int i) {
      return receipt(i).get("result").asText();
    }

    String code() {
      return json.get("code").asText();
    }
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Simulator simulator;
  private final Clock clock;
  private String app = APP;
  private String algorithm = "HMAC-SM3";
  private String key = KEY;

  Sender(Simulator simulator, Clock clock) {
    this.simulator = simulator;
    this.clock = clock;
  }

  Sender signing(String otherAlgorithm, String otherKey) {
    Sender other = new Sender(simulator, clock);
    other.algorithm = otherAlgorithm;
    other.key = otherKey;
    return other;
  }

  /** The same key under another app id. */
  Sender as(String otherApp) {
    Sender other = new Sender(simulator, clock);
    other.app = otherApp;
    return other;
  }

  Answer post(String target, JsonNode body) throws IOException {
    return call("POST", target, body.toString(), Map.of());
  }

  Answer send(JsonNode batch) throws IOException {
    return call("POST", "/v1/measure-events", batch.toString(), Map.of());
  }

  Answer get(String target) throws IOException {
    return call("GET", target, "", Map.of());
  }

  /**
   * A signed call; {@code headers} replace those of the signature, an empty value leaves one out.
   */
  Answer call(String method, String target, String body, Map<String, String> headers)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    String timestamp = headers.getOrDefault("X-Timestamp", Long.toString(clock.millis()));
    String nonce = headers.getOrDefault("X-Nonce", UUID.randomUUID().toString());
    String digest = digest(algorithm, body.getBytes(UTF_8));
    all.put("X-App-Id", app);
    all.put("X-Timestamp", timestamp);
    all.put("X-Nonce", nonce);
    all.put("X-Digest", digest);
    all.put("X-Signature-Algorithm", algorithm);
    all.put("X-Signature", sign(algorithm, key, method, target, timestamp, nonce, digest));
    all.putAll(headers);
    return exchange(simulator.port(), method, target, body, all);
  }

  /** A call of the simulator's own, unsigned. */
  Answer control(String method, String target, String body) throws IOException {
    return exchange(simulator.controlPort(), method, "/simulator" + target, body, Map.of());
  }

  private Answer exchange(
      int port, String method, String target, String body, Map<String, String> headers)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .timeout(Duration.ofSeconds(20))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), MAPPER.readTree(response.body()), response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static String digest(String algorithm, byte[] bytes) {
    ExtendedDigest digest = of(algorithm);
    digest.update(bytes, 0, bytes.length);
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }

  static String sign(String algorithm, String key, String... lines) {
    HMac mac = new HMac(of(algorithm));
    mac.init(new KeyParameter(key.getBytes(UTF_8)));
    byte[] text = String.join("\n", lines).getBytes(UTF_8);
    mac.update(text, 0, text.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }

  private static ExtendedDigest of(String algorithm) {
    return algorithm.equals("HMAC-SHA256") ? new SHA256Digest() : new SM3Digest();
  }
}
