package org.bianmin.hub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bianmin.hub.HubApplication;

/**
 * The whole hub in a JVM of its own, so that its processor time is nobody else's; the simulated
 * platform stays in this one.
 */
final class HubProcess implements AutoCloseable {

  /** Linux counts a hundred a second to programs, whatever its own clock. */
  private static final long NANOS_OF_A_TICK = 10_000_000;

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

  private final Path folder;
  private final int http = Ports.free();
  private final int mllp = Ports.free();
  private final BenchPlatform platform;
  private final List<String> more;
  private Process process;

  /** A hub with its embedded store, beside a platform of its own. */
  HubProcess(Path folder) throws IOException {
    this(folder, new BenchPlatform(folder), List.of());
  }

  /**
   * A hub.
   *
   * @param folder of its data and its log
   * @param platform where it delivers to, closed with it
   * @param more settings
   */
  HubProcess(Path folder, BenchPlatform platform, List<String> more) {
    this.folder = folder;
    this.platform = platform;
    this.more = more;
  }

  /** Starts it, and waits until its first page answers. */
  HubProcess start() throws IOException, InterruptedException {
    launch();
    long deadline = System.nanoTime() + PATIENCE;
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the hub does not start: see " + folder.resolve("hub.log"));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    return this;
  }

  /** Starts it, and waits for nothing. */
  HubProcess launch() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + Wish.text("bench.hub-start", "1g"),
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-Dorg.apache.camel.jmx.disabled=true",
                "-classpath",
                System.getProperty("java.class.path"),
                HubApplication.class.getName()));
    command.addAll(
        List.of(
            "--spring.main.banner-mode=off",
            "--logging.level.root=WARN",
            "--server.port=" + http,
            "--server.address=127.0.0.1",
            "--hub.console.open-loopback=true",
            "--hub.data=" + folder.resolve("data"),
            "--hub.mappings=mappings",
            "--hub.facility=" + HubSubject.FACILITY,
            "--hub.sources.bench.transport=mllp",
            "--hub.sources.bench.host=127.0.0.1",
            "--hub.sources.bench.port=" + mllp));
    command.addAll(platform.settings());
    command.addAll(more);
    String wished = Wish.text("bench.settings", "");
    if (!wished.isEmpty()) {
      command.addAll(List.of(wished.split(" ", -1)));
    }
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("hub.log").toFile())
            .start();
    return this;
  }

  private boolean answers() throws InterruptedException {
    try {
      HttpRequest first =
          HttpRequest.newBuilder(URI.create(base() + "/overview"))
              .timeout(Duration.ofSeconds(30))
              .build();
      return HttpClient.newHttpClient()
              .send(first, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  String base() {
    return "http://127.0.0.1:" + http;
  }

  int mllp() {
    return mllp;
  }

  /** JDBC URL of its embedded store. */
  String store() {
    return "jdbc:sqlite:" + folder.resolve("data/hub.db");
  }

  /** Most memory that was in use for it at a time, in bytes, as Linux tells it. */
  long peakBytes() throws IOException {
    return memory("VmHWM:");
  }

  /** Memory that is in use for it, in bytes. */
  long bytes() throws IOException {
    return memory("VmRSS:");
  }

  /** Memory of its objects that are in use, in bytes: what a whole collection leaves. */
  long liveBytes() throws IOException {
    Process asked =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = asked.inputReader(StandardCharsets.UTF_8)) {
      // Total, instances, bytes
      return lines
          .lines()
          .filter(line -> line.startsWith("Total"))
          .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[2]))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("the JVM tells no live memory"));
    }
  }

  private long memory(String what) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
      if (line.startsWith(what)) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IllegalStateException("the system tells no memory");
  }

  /** Processor time since its start, of all its threads. */
  long cpuNanos() {
    return process
        .toHandle()
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("the system tells no processor time"))
        .toNanos();
  }

  /**
   * Processor time of its threads whose name begins so, as Linux tells it by thread, in steps of 10
   * ms.
   */
  long cpuNanos(List<String> names) throws IOException {
    long ticks = 0;
    try (Stream<Path> threads =
        Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      for (Path thread : threads.toList()) {
        ticks += ticks(thread, names);
      }
    }
    return ticks * NANOS_OF_A_TICK;
  }

  private static long ticks(Path thread, List<String> names) throws IOException {
    String stat;
    try {
      stat = Files.readString(thread.resolve("stat"));
    } catch (NoSuchFileException e) {
      return 0;
    }
    // pid (name) state ...: utime and stime are the 14th and 15th, the name may have spaces
    int end = stat.lastIndexOf(')');
    String name = stat.substring(stat.indexOf('(') + 1, end);
    if (names.stream().noneMatch(name::startsWith)) {
      return 0;
    }
    String[] fields = stat.substring(end + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    }
    platform.close();
  }
}
