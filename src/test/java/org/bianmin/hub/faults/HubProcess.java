package org.bianmin.hub.faults;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bianmin.hub.FreePorts;

/** A hub in a JVM of its own, so that it can be killed or run short of memory. */
public final class HubProcess implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final Duration START = Duration.ofMinutes(3);

  /**
   * Where a hub runs.
   *
   * @param command what its command begins with
   * @param address that it listens on
   */
  record Place(List<String> command, String address) {

    /** This machine's own network. */
    static final Place HERE = new Place(List.of(), "127.0.0.1");
  }

  private final Process process;
  private final Path log;
  private final String address;

  private HubProcess(Process process, Path log, String address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /**
   * Starts a hub and does not wait for it.
   *
   * @param log where its output is added
   * @param heap of its JVM, for example {@code 256m}
   * @param port of its HTTP listener
   */
  static HubProcess launch(Path log, String heap, int port, List<String> settings)
      throws IOException {
    return launch(Place.HERE, log, heap, port, settings);
  }

  /** The same, elsewhere. */
  static HubProcess launch(Place place, Path log, String heap, int port, List<String> settings)
      throws IOException {
    List<String> command = new ArrayList<>(place.command());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // many short lives: the second compiler does not pay
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8"));
    command.addAll(List.of("-cp", classPath(), "org.bianmin.hub.HubApplication"));
    command.add("--server.port=" + port);
    command.add("--server.address=" + place.address());
    command.add("--spring.main.banner-mode=off");
    command.addAll(settings);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new HubProcess(process, log, place.address() + ":" + port);
  }

  /** Settings of an MLLP source on the loopback. */
  static List<String> mllp(String source, int port, String charset) {
    return mllp(Place.HERE, source, port, charset);
  }

  static List<String> mllp(Place place, String source, int port, String charset) {
    String name = "--hub.sources." + source + ".";
    return List.of(
        name + "transport=mllp",
        name + "host=" + place.address(),
        name + "port=" + port,
        name + "charset=" + charset);
  }

  /** Without the tests' classes, which a hub would scan for parts of its own. */
  public static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.replaceAll("/$", "").endsWith("test-classes"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A TCP port that nobody uses at the moment, and that stays free while the hub is dead. */
  public static int freePort() throws IOException {
    return FreePorts.next();
  }

  /** Waits until it says that it is ready. */
  HubProcess ready() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !process.isAlive() || health("/readiness") == 200);
    if (!process.isAlive()) {
      throw new IllegalStateException("The hub ended while it started:\n" + lastLines());
    }
    return this;
  }

  private int health(String group) {
    try {
      return get("/actuator/health" + group).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  HttpResponse<String> get(String path) throws IOException {
    return call(request(path).GET());
  }

  /** Posts one FHIR resource. */
  HttpResponse<String> postFhir(String json) throws IOException {
    return call(
        request("/fhir")
            .header("Content-Type", "application/fhir+json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Posts JSON, and answers the status. */
  int post(String path, String json) throws IOException {
    return call(request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)))
        .statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path))
        .timeout(Duration.ofSeconds(70));
  }

  private static HttpResponse<String> call(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits so long, or until it has ended by itself. */
  boolean ends(Duration within) throws InterruptedException {
    return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** SIGKILL: no shutdown hook runs, no buffer is written. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, as an operator stops it. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The hub does not stop:\n" + lastLines());
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The end of what it and those before it have logged. */
  String lastLines() {
    List<String> lines = log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  /** What it logged last, and where its threads stand. */
  String threads() {
    String before = lastLines();
    try {
      // SIGQUIT: a JVM writes its threads to its output and goes on
      new ProcessBuilder("kill", "-3", Long.toString(process.pid())).start().waitFor();
      boolean unused = process.waitFor(3, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      return before + "\n" + e;
    }
    String all = log();
    int dump = all.lastIndexOf("Full thread dump");
    return before + "\n" + (dump < 0 ? "no threads" : all.substring(dump));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
