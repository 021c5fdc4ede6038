package org.bianmin.hub.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.simulator.SimulatorSettings.App;
import org.bianmin.hub.simulator.SimulatorSettings.Seal;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** Opens and makes sealed bodies (recognition.md, "Sealed bodies"). */
final class Seals {

  static final String TYPE = "application/vnd.bianmin.sealed+json";

  private static final Map<String, Integer> KEY_BYTES = Map.of("SM4-GCM", 16, "AES-256-GCM", 32);
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;
  private static final int MAX_KEYS = 2;

  private record Agreed(String algorithm, List<byte[]> keys) {}

  /**
   * What was inside of a body.
   *
   * @param key the one that opened it, null where it was not sealed
   */
  record Opened(byte[] body, String algorithm, byte[] key) {}

  private final Contract contract;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Agreed> byApp = new HashMap<>();

  /**
   * Reads the keys.
   *
   * @throws IllegalStateException naming the setting that is wrong
   */
  Seals(Map<String, App> apps, Contract contract) {
    this.contract = contract;
    apps.forEach(
        (id, app) -> {
          if (app.seal() != null) {
            byApp.put(id, agreed("hub.simulator.apps." + id + ".seal", app.seal()));
          }
        });
  }

  private static Agreed agreed(String setting, Seal seal) {
    Integer size = KEY_BYTES.get(String.valueOf(seal.algorithm()));
    if (size == null || seal.keyFile() == null) {
      throw new IllegalStateException(
          setting + " has an algorithm, SM4-GCM or AES-256-GCM, and a key-file");
    }
    List<byte[]> keys = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(seal.keyFile(), UTF_8)) {
        if (!line.isBlank()) {
          keys.add(Base64.getDecoder().decode(line.strip()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(setting + ".key-file cannot be read: " + seal.keyFile(), e);
    } catch (IllegalArgumentException e) {
      // the decoder's message would quote of the key
      throw new IllegalStateException(setting + ".key-file holds a line that is not base64");
    }
    if (keys.isEmpty()
        || keys.size() > MAX_KEYS
        || keys.stream().anyMatch(key -> key.length != size)) {
      throw new IllegalStateException(
          setting + ".key-file holds one or two keys of " + size + " bytes, base64, one per line");
    }
    return new Agreed(seal.algorithm(), keys);
  }

  /**
   * Opens the body of a call.
   *
   * @param type media type that the call takes
   * @throws Refusal 400 {@code SEAL} or {@code SEAL_REQUIRED}
   */
  Opened open(Call call, String type) throws Refusal {
    Agreed agreed = byApp.get(call.appId());
    String sent = call.header().apply("Content-Type");
    if (sent == null || !sent.split(";", 2)[0].strip().equalsIgnoreCase(TYPE)) {
      if (agreed != null) {
        throw new Refusal(
            400, "SEAL_REQUIRED", "The body is to be sealed with " + agreed.algorithm + ".");
      }
      return new Opened(call.body(), null, null);
    }
    if (agreed == null) {
      throw new Refusal(400, "SEAL", "No seal was agreed with this app id.");
    }
    JsonNode sealed = read(call.body());
    if (!agreed.algorithm.equals(sealed.get("sealed").textValue())) {
      throw new Refusal(400, "SEAL", "The seal agreed is " + agreed.algorithm + ".");
    }
    if (!type.equals(sealed.get("type").textValue())) {
      throw new Refusal(400, "SEAL", "This call takes " + type + " inside of the seal.");
    }
    byte[] nonce = Base64.getDecoder().decode(sealed.get("nonce").textValue());
    byte[] data = Base64.getDecoder().decode(sealed.get("data").textValue());
    for (byte[] key : agreed.keys) {
      byte[] body = opened(agreed.algorithm, key, nonce, about(call), data);
      if (body != null) {
        return new Opened(body, agreed.algorithm, key);
      }
    }
    throw new Refusal(
        400, "SEAL", "The seal cannot be opened; compare with the contract's worked example.");
  }

  /** Null where another key may be the one. */
  private static byte[] opened(
      String algorithm, byte[] key, byte[] nonce, String about, byte[] data) {
    try {
      return cipher(false, algorithm, key, nonce, about, data);
    } catch (InvalidCipherTextException e) {
      return null;
    }
  }

  private JsonNode read(byte[] body) throws Refusal {
    JsonNode sealed;
    try {
      sealed = Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Refusal(400, "SEAL", "The sealed body is not JSON.");
    } catch (IOException e) {
      throw new Refusal(400, "SEAL", "The sealed body is not UTF-8 JSON.");
    }
    var breach = contract.breachOfSealed(sealed);
    if (breach.isPresent()) {
      throw new Refusal(400, "SEAL", "The sealed body's " + breach.get());
    }
    return sealed;
  }

  /** Seals an answer as its request was, or leaves it. */
  Reply seal(Call call, Opened request, Reply reply) {
    if (request.key() == null || reply.body() == null) {
      return reply;
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String about = about(call) + '\n' + call.header().apply("X-Nonce");
    byte[] data;
    try {
      data = cipher(true, request.algorithm(), request.key(), nonce, about, reply.body());
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("A body can always be sealed", e);
    }
    ObjectNode sealed =
        Json.MAPPER
            .createObjectNode()
            .put("sealed", request.algorithm())
            .put("type", reply.type())
            .put("nonce", Base64.getEncoder().encodeToString(nonce))
            .put("data", Base64.getEncoder().encodeToString(data));
    return Reply.of(TYPE, sealed);
  }

  private static String about(Call call) {
    return String.join("\n", call.appId(), call.method(), call.target());
  }

  private static byte[] cipher(
      boolean seal, String algorithm, byte[] key, byte[] nonce, String about, byte[] data)
      throws InvalidCipherTextException {
    GCMModeCipher cipher =
        GCMBlockCipher.newInstance(
            algorithm.equals("SM4-GCM") ? new SM4Engine() : AESEngine.newInstance());
    cipher.init(
        seal, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, about.getBytes(UTF_8)));
    byte[] out = new byte[cipher.getOutputSize(data.length)];
    int length = cipher.processBytes(data, 0, data.length, out, 0);
    length += cipher.doFinal(out, length);
    return length == out.length ? out : Arrays.copyOf(out, length);
  }
}
