package org.bianmin.hub.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/** Browsers that watch the first page, one half in Chinese and one in English. */
final class Viewers implements AutoCloseable {

  private final List<Stream<String>> streams = new ArrayList<>();
  private final List<CompletableFuture<Void>> readers = new ArrayList<>();
  private final AtomicLongArray events;

  Viewers(String base, int number) throws IOException, InterruptedException {
    this.events = new AtomicLongArray(number);
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < number; i++) {
      int viewer = i;
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + "/overview/stream"))
              .header("Accept", "text/event-stream")
              .header("Accept-Language", i % 2 == 0 ? "zh-CN" : "en")
              .timeout(Duration.ofSeconds(30))
              .build();
      HttpResponse<Stream<String>> answer =
          client.send(request, HttpResponse.BodyHandlers.ofLines());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the stream answers " + answer.statusCode());
      }
      streams.add(answer.body());
      readers.add(
          CompletableFuture.runAsync(
              () ->
                  answer
                      .body()
                      .filter(line -> line.startsWith("event: part"))
                      .forEach(line -> events.incrementAndGet(viewer)),
              task -> start(task, viewer)));
    }
  }

  private static void start(Runnable task, int viewer) {
    Thread thread = new Thread(task, "viewer-" + viewer);
    thread.setDaemon(true);
    thread.start();
  }

  /** Events of all together. */
  long events() {
    long sum = 0;
    for (int i = 0; i < events.length(); i++) {
      sum += events.get(i);
    }
    return sum;
  }

  boolean allSawSomething() {
    for (int i = 0; i < events.length(); i++) {
      if (events.get(i) == 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    streams.forEach(Stream::close);
    // a stream that is closed ends its reader with an exception, which says nothing
    readers.forEach(reader -> reader.handle((done, failure) -> null).join());
  }
}
