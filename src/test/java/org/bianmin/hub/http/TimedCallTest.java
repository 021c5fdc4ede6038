package org.bianmin.hub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose answer comes in part, or not at all. */
class TimedCallTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String REQUEST_END = "\r\n\r\n";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMinutes(10))
          .build();
  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** Answers the first request with this, and says no more; waits for the client to hang up. */
  private void answering(String text) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                StringBuilder request = new StringBuilder();
                while (request.indexOf(REQUEST_END) < 0) {
                  int next = in.read();
                  if (next < 0) {
                    closed.complete(true);
                    return;
                  }
                  request.append((char) next);
                }
                asked.complete(null);
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                closed.complete(in.read() < 0);
              } catch (IOException e) {
                closed.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private HttpResponse<String> call(Duration timeout) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
            .timeout(timeout)
            .build();
    return TimedCall.send(client, request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void answersWhatTheServerSays() throws Exception {
    answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell");

    HttpResponse<String> answer = call(PATIENCE);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("well");
  }

  @Test
  void endsWhereThePartOfTheAnswerThatCameIsNotAll() throws Exception {
    answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");

    assertThatThrownBy(
            () -> assertTimeoutPreemptively(PATIENCE, () -> call(Duration.ofMillis(500))))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("connection closed").isTrue();
  }

  @Test
  void endsWhereNoAnswerComes() {
    answering("");

    assertThatThrownBy(
            () -> assertTimeoutPreemptively(PATIENCE, () -> call(Duration.ofMillis(500))))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void endsAtOnceWhenItsThreadIsToldTo() throws Exception {
    answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
    var failure = new CompletableFuture<Throwable>();
    Thread thread =
        new Thread(() -> failure.complete(catchThrowable(() -> call(Duration.ofHours(1)))));
    thread.setDaemon(true);
    thread.start();
    asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    thread.interrupt();

    assertThat(failure.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
    assertThat(closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("connection closed").isTrue();
  }

  @Test
  void doesNotBeginWhereItsThreadWasToldToStop() {
    answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> call(PATIENCE)).isInstanceOf(InterruptedException.class);

    assertThat(asked).isNotDone();
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    server.close();

    assertThatThrownBy(() -> call(PATIENCE)).isInstanceOf(ConnectException.class);
  }

  @Test
  void saysThatThereWasNoConnectionWhereItWouldWaitLongerForOneThanForTheAnswer() throws Exception {
    // nobody accepts, and the kernel lets in no more
    List<Socket> queue = new ArrayList<>();
    try {
      for (boolean room = true; room && queue.size() < 100; ) {
        Socket waiting = new Socket();
        queue.add(waiting);
        room = connects(waiting);
      }

      assertThatThrownBy(() -> call(Duration.ofMillis(500)))
          .isInstanceOf(HttpConnectTimeoutException.class);
    } finally {
      for (Socket waiting : queue) {
        waiting.close();
      }
    }
  }

  private boolean connects(Socket socket) throws IOException {
    try {
      socket.connect(server.getLocalSocketAddress(), 500);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
