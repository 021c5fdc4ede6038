package org.bianmin.hub.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** Seals bodies and opens answers (docs/platform-contract/recognition.md, "Sealed bodies"). */
final class Seal {

  /** Media type of a sealed body. */
  static final String TYPE = "application/vnd.bianmin.sealed+json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int SM4_KEY = 16;
  private static final int AES_KEY = 32;

  private final String algorithm;
  private final KeyParameter key;
  private final SecureRandom random = new SecureRandom();

  /** What was inside of a seal. */
  record Opened(String type, byte[] body) {}

  /**
   * For one destination.
   *
   * @param algorithm {@code SM4-GCM} or {@code AES-256-GCM}
   * @param key the key in base64
   * @throws IllegalArgumentException for another algorithm, or a key of another length
   */
  Seal(String algorithm, String key) {
    this.algorithm = algorithm;
    byte[] bytes = Base64.getDecoder().decode(key);
    int length = algorithm.equals("SM4-GCM") ? SM4_KEY : AES_KEY;
    if (bytes.length != length) {
      throw new IllegalArgumentException("the key of " + algorithm + " has " + length + " bytes");
    }
    this.key = new KeyParameter(bytes);
  }

  /**
   * Seals a body.
   *
   * @param type media type of the body
   * @param bound app id, method and target of the request, each on a line
   */
  byte[] close(byte[] body, String type, String bound) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] closed = crypt(true, nonce, body, bound);
      Base64.Encoder base64 = Base64.getEncoder();
      return JSON.writeValueAsBytes(
          JSON.createObjectNode()
              .put("sealed", algorithm)
              .put("type", type)
              .put("nonce", base64.encodeToString(nonce))
              .put("data", base64.encodeToString(closed)));
    } catch (IOException | InvalidCipherTextException e) {
      throw new IllegalStateException("a body cannot be sealed", e);
    }
  }

  /**
   * Opens an answer.
   *
   * @throws IOException when it is no sealed body, or another key or request sealed it
   */
  Opened open(byte[] answer, String bound) throws IOException {
    JsonNode json = JSON.readTree(answer);
    if (!algorithm.equals(json.path("sealed").asText())) {
      throw new IOException("the answer is not sealed with " + algorithm);
    }
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      byte[] nonce = base64.decode(json.path("nonce").asText());
      byte[] closed = base64.decode(json.path("data").asText());
      return new Opened(json.path("type").asText(), crypt(false, nonce, closed, bound));
    } catch (InvalidCipherTextException | IllegalArgumentException e) {
      // the cause may quote what was inside
      throw new IOException("the answer's seal does not open: is it the platform's key?");
    }
  }

  private byte[] crypt(boolean closing, byte[] nonce, byte[] text, String bound)
      throws InvalidCipherTextException {
    BlockCipher engine = algorithm.equals("SM4-GCM") ? new SM4Engine() : AESEngine.newInstance();
    GCMModeCipher cipher = GCMBlockCipher.newInstance(engine);
    cipher.init(
        closing, new AEADParameters(key, TAG_BITS, nonce, bound.getBytes(StandardCharsets.UTF_8)));
    byte[] made = new byte[cipher.getOutputSize(text.length)];
    int end = cipher.processBytes(text, 0, text.length, made, 0);
    end += cipher.doFinal(made, end);
    return end == made.length ? made : Arrays.copyOf(made, end);
  }
}
