package org.bianmin.hub.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.bianmin.hub.http.TimedCall;

/** Webhooks and robots: a signed POST each, and what the receiver says to it. */
final class HttpChannels implements ChannelClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int NONCE_BYTES = 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the robots' codes mean (docs/alerts.md). */
  private static final Map<String, Remedy> CODES =
      Map.ofEntries(
          Map.entry("wecom 93000", Remedy.TOKEN),
          Map.entry("wecom 40058", Remedy.BODY),
          Map.entry("wecom 45009", Remedy.TOO_FAST),
          Map.entry("wecom 45033", Remedy.TOO_FAST),
          Map.entry("dingtalk 300001", Remedy.TOKEN),
          Map.entry("dingtalk 300005", Remedy.TOKEN),
          Map.entry("dingtalk 130101", Remedy.TOO_FAST),
          Map.entry("dingtalk 660026", Remedy.TOO_FAST),
          Map.entry("dingtalk 40035", Remedy.BODY),
          Map.entry("feishu 19001", Remedy.TOKEN),
          Map.entry("feishu 19021", Remedy.SIGN),
          Map.entry("feishu 19022", Remedy.ADDRESS),
          Map.entry("feishu 19024", Remedy.KEYWORD),
          Map.entry("feishu 9499", Remedy.BODY),
          Map.entry("feishu 11232", Remedy.TOO_FAST));

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  HttpChannels(Clock clock) {
    this.clock = clock;
  }

  @Override
  public ChannelAnswer send(ChannelProperties channel, Letter letter) {
    HttpRequest request;
    try {
      request = request(channel, letter);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      return ChannelAnswer.failed(
          Remedy.FILE, "url-file or secret-file of the channel cannot be read");
    }
    try {
      HttpResponse<String> response =
          TimedCall.send(http, request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return read(channel.kind(), response.statusCode(), response.body());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return ChannelAnswer.failed(Remedy.CONNECTION, "no connection to " + request.uri().getHost());
    } catch (HttpTimeoutException e) {
      return ChannelAnswer.failed(
          Remedy.ANSWER, "no answer within " + channel.timeout().toSeconds() + " s");
    } catch (SSLException e) {
      return ChannelAnswer.failed(Remedy.TLS, "TLS: " + e.getMessage());
    } catch (IOException e) {
      return ChannelAnswer.failed(Remedy.ANSWER, "no answer: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ChannelAnswer.failed(Remedy.ANSWER, "the hub is stopping");
    }
  }

  private HttpRequest request(ChannelProperties channel, Letter letter) {
    URI address = address(channel);
    String secret = SecretText.of(channel.secretFile());
    long now = clock.millis();
    byte[] body = letter.body().getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request = HttpRequest.newBuilder();
    if (secret != null && channel.kind() == ChannelKind.DINGTALK) {
      address = RobotSigns.dingtalk(address, secret, now);
    } else if (secret != null && channel.kind() == ChannelKind.FEISHU) {
      body = withSign(letter.body(), secret, now / 1000);
    } else if (channel.kind() == ChannelKind.WEBHOOK) {
      sign(request, address, secret, body, now);
    }
    return request
        .uri(address)
        .timeout(channel.timeout())
        .header("Content-Type", "application/json; charset=utf-8")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  static URI address(ChannelProperties channel) {
    return channel.urlFile() == null ? channel.url() : URI.create(SecretText.of(channel.urlFile()));
  }

  private static byte[] withSign(String body, String secret, long seconds) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(body);
      json.put("timestamp", Long.toString(seconds));
      json.put("sign", RobotSigns.feishu(secret, seconds));
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("alerts/messages: the body of feishu is no JSON", e);
    }
  }

  private void sign(
      HttpRequest.Builder request, URI address, String secret, byte[] body, long now) {
    byte[] drawn = new byte[NONCE_BYTES];
    random.nextBytes(drawn);
    String nonce = HexFormat.of().formatHex(drawn);
    String timestamp = Long.toString(now);
    String digest = RobotSigns.digest(body);
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    String target = address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    request
        .header("X-Timestamp", timestamp)
        .header("X-Nonce", nonce)
        .header("X-Digest", digest)
        .header("X-Signature-Algorithm", "HMAC-SHA256")
        .header("X-Signature", RobotSigns.webhook(secret, target, timestamp, nonce, digest));
  }

  private static ChannelAnswer read(ChannelKind kind, int status, String body) {
    if (status / 100 != 2) {
      return ChannelAnswer.failed(remedy(status), "HTTP " + status);
    }
    if (!kind.robot()) {
      return ChannelAnswer.taken("HTTP " + status);
    }
    // robots answer 200 to what they do not take, too
    String code = kind == ChannelKind.FEISHU ? "code" : "errcode";
    String said = kind == ChannelKind.FEISHU ? "msg" : "errmsg";
    JsonNode answer = json(body);
    if (answer == null || !answer.has(code)) {
      return ChannelAnswer.failed(
          Remedy.TOKEN, "the answer is none of a robot (no " + code + " in it)");
    }
    String number = answer.path(code).asText();
    String text = code + " " + number + " " + answer.path(said).asText();
    return number.equals("0")
        ? ChannelAnswer.taken(text)
        : ChannelAnswer.failed(remedy(kind, number, text), text);
  }

  private static Remedy remedy(ChannelKind kind, String code, String text) {
    if (kind == ChannelKind.DINGTALK && code.equals("310000")) {
      // one code for the three ways to protect a robot
      String why = text.toLowerCase(Locale.ROOT);
      return why.contains("sign") || why.contains("timestamp")
          ? Remedy.SIGN
          : why.contains("keyword") ? Remedy.KEYWORD : Remedy.ADDRESS;
    }
    return CODES.getOrDefault(kind.code() + " " + code, Remedy.REFUSED);
  }

  private static Remedy remedy(int status) {
    return switch (status) {
      case 401, 403 -> Remedy.SIGN;
      case 404, 410 -> Remedy.TOKEN;
      case 429 -> Remedy.TOO_FAST;
      case 400, 413, 415, 422 -> Remedy.BODY;
      case 408 -> Remedy.ANSWER;
      default -> status / 100 == 5 ? Remedy.SERVER : Remedy.REFUSED;
    };
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
