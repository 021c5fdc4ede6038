package org.bianmin.hub.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.kafka.KafkaBroker;

/** One broker in a JVM of its own, so that its processor time is nobody else's. */
final class KafkaProcess implements AutoCloseable {

  private static final String READY = "broker at ";

  private final Process process;
  private final String address;

  KafkaProcess(Path folder) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-XX:+UseParallelGC",
                "-classpath",
                System.getProperty("java.class.path"),
                KafkaProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var told =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = told.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = told.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("the broker does not start");
    }
    address = line.substring(READY.length());
  }

  /** The broker; it ends with its standard input. */
  public static void main(String[] args) throws Exception {
    try (KafkaBroker broker = new KafkaBroker(Path.of(args[0]))) {
      System.out.println(READY + broker.address());
      while (System.in.read() >= 0) {
        // nothing is said
      }
    }
    System.exit(0);
  }

  String address() {
    return address;
  }

  /** Processor time since its start. */
  long cpuNanos() {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toNanos();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
