package org.bianmin.hub.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The receivers of messages as their makers describe them: they check signatures, times and sizes
 * by themselves and answer as those do.
 */
public final class HttpReceiver implements AutoCloseable {

  public static final String SECRET = "SECabc123";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HOUR = 3_600_000;

  private final HttpServer server;
  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();

  public HttpReceiver() throws IOException {
    this(0);
  }

  public HttpReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/cgi-bin/webhook/send", exchange -> answer(exchange, this::wecom));
    server.createContext("/robot/send", exchange -> answer(exchange, this::dingtalk));
    server.createContext("/open-apis/bot/v2/hook/", exchange -> answer(exchange, this::feishu));
    server.createContext("/hook", exchange -> answer(exchange, this::webhook));
    server.start();
  }

  /** What one of them says: status and body. */
  private record Said(int status, String body) {}

  @FunctionalInterface
  private interface Judge {
    Said judge(HttpExchange exchange, byte[] body, JsonNode json) throws GeneralSecurityException;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI address(String target) {
    return URI.create("http://127.0.0.1:" + port() + target);
  }

  /** What was taken, oldest first. */
  public List<JsonNode> taken() {
    return taken;
  }

  private void answer(HttpExchange exchange, Judge judge) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Said said;
    try {
      JsonNode json = JSON.readTree(body);
      said = judge.judge(exchange, body, json);
      if (said.status() == 200 && !said.body().matches(".*code\":[1-9].*")) {
        taken.add(json);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    byte[] answer = said.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(said.status(), answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private Said wecom(HttpExchange exchange, byte[] body, JsonNode json) {
    if (!"key=k1".equals(exchange.getRequestURI().getQuery())) {
      return new Said(200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}");
    }
    String text = json.at("/markdown/content").asText();
    boolean fits =
        json.path("msgtype").asText().equals("markdown")
            && text.getBytes(StandardCharsets.UTF_8).length <= 2048;
    return fits
        ? new Said(200, "{\"errcode\":0,\"errmsg\":\"ok\"}")
        : new Said(200, "{\"errcode\":40058,\"errmsg\":\"markdown.content exceed max length\"}");
  }

  private Said dingtalk(HttpExchange exchange, byte[] body, JsonNode json)
      throws GeneralSecurityException {
    Map<String, String> query = new HashMap<>();
    for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    String timestamp = query.getOrDefault("timestamp", "0");
    String sign = base64(hmac(SECRET, timestamp + "\n" + SECRET));
    if (Math.abs(System.currentTimeMillis() - Long.parseLong(timestamp)) > HOUR) {
      return new Said(200, "{\"errcode\":310000,\"errmsg\":\"invalid timestamp\"}");
    }
    if (!sign.equals(query.get("sign"))) {
      return new Said(200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}");
    }
    return json.at("/markdown/title").asText().isEmpty() || body.length > 20_000
        ? new Said(200, "{\"errcode\":40035,\"errmsg\":\"missing parameter\"}")
        : new Said(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
  }

  private Said feishu(HttpExchange exchange, byte[] body, JsonNode json)
      throws GeneralSecurityException {
    String timestamp = json.path("timestamp").asText("0");
    boolean late =
        Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)) > HOUR / 1000;
    boolean signed = base64(hmac(timestamp + "\n" + SECRET, "")).equals(json.path("sign").asText());
    if (late || !signed) {
      return new Said(
          200, "{\"code\":19021,\"msg\":\"sign match fail or timestamp is not within one hour\"}");
    }
    return body.length > 20 << 10
        ? new Said(200, "{\"code\":9499,\"msg\":\"Bad Request\"}")
        : new Said(200, "{\"StatusCode\":0,\"code\":0,\"msg\":\"success\"}");
  }

  private Said webhook(HttpExchange exchange, byte[] body, JsonNode json)
      throws GeneralSecurityException {
    var headers = exchange.getRequestHeaders();
    String digest = hex(MessageDigest.getInstance("SHA-256").digest(body));
    String lines =
        String.join(
            "\n",
            "POST",
            exchange.getRequestURI().toString(),
            headers.getFirst("X-Timestamp"),
            headers.getFirst("X-Nonce"),
            digest);
    boolean signed =
        digest.equals(headers.getFirst("X-Digest"))
            && hex(hmac(SECRET, lines)).equals(headers.getFirst("X-Signature"));
    return new Said(signed ? 200 : 401, "");
  }

  private static byte[] hmac(String key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
