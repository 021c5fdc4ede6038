package org.bianmin.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The HTTP API of a running hub. */
final class HubApi {

  /**
   * An answer.
   *
   * @param body its JSON; missing where there is none
   */
  record Answer(int status, JsonNode body) {

    boolean ok() {
      return status < 300;
    }

    /** What the hub says is wrong. */
    String problem() {
      String detail = body.path("detail").asText();
      return detail.isEmpty() ? "the hub answers with status " + status : detail;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI hub;
  private final String token;

  /**
   * @param token of {@code Authorization: Bearer}, null to ask without
   */
  HubApi(URI hub, String token) {
    this.hub = hub;
    this.token = token;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  /** The bytes of a file. */
  byte[] file(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    Answer answer = new Answer(response.statusCode(), MissingNode.getInstance());
    if (!answer.ok()) {
      throw new IOException(new Answer(response.statusCode(), json(response.body())).problem());
    }
    return response.body();
  }

  /** Waits as long as the hub works on it. */
  Answer post(String path, Object body) throws IOException, InterruptedException {
    byte[] json = JSON.writeValueAsBytes(body);
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve("/api/v1/" + path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IOException("no answer from " + hub + ": is the hub running? Check --url", e);
    }
    return new Answer(response.statusCode(), json(response.body()));
  }

  private static JsonNode json(byte[] body) throws IOException {
    try {
      return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
