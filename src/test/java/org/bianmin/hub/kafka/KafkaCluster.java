package org.bianmin.hub.kafka;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.bianmin.hub.FreePorts;

/**
 * Three real brokers, each in a JVM of its own, so that one can be killed; each is a controller,
 * too. A broker that is killed keeps its port and what it has on its disk.
 */
public final class KafkaCluster implements AutoCloseable {

  public static final int BROKERS = 3;

  private static final Duration SOON = Duration.ofMinutes(2);

  private final Path folder;
  private final List<Integer> ports = new ArrayList<>();
  private final List<Integer> controllers = new ArrayList<>();
  private final Map<Integer, Process> processes = new TreeMap<>();
  private final Admin admin;

  /**
   * Starts them, empty.
   *
   * @param folder empty or new, for what they keep
   */
  public KafkaCluster(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    for (int id = 1; id <= BROKERS; id++) {
      ports.add(FreePorts.next());
      controllers.add(FreePorts.next());
    }
    for (int id = 1; id <= BROKERS; id++) {
      start(id);
    }
    admin = Admin.create(Map.of("bootstrap.servers", addresses()));
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .until(() -> KafkaBroker.join(admin.describeCluster().nodes()).size() == BROKERS);
  }

  /** Bootstrap addresses. */
  public String addresses() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Starts a broker, by its number from 1, and does not wait for it. */
  public void start(int id) throws IOException {
    String voters =
        IntStream.rangeClosed(1, BROKERS)
            .mapToObj(of -> of + "@127.0.0.1:" + controllers.get(of - 1))
            .collect(Collectors.joining(","));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                System.getProperty("java.class.path"),
                KafkaCluster.class.getName(),
                folder.resolve("broker-" + id).toString(),
                Integer.toString(id),
                ports.get(id - 1).toString(),
                controllers.get(id - 1).toString(),
                voters)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(id + ".log").toFile()))
            .start();
    processes.put(id, process);
  }

  /** One broker; it ends with its standard input. */
  public static void main(String[] args) throws Exception {
    Map<String, String> more =
        Map.of(
            "node.id",
            args[1],
            "controller.quorum.voters",
            args[4],
            "offsets.topic.replication.factor",
            Integer.toString(BROKERS),
            "transaction.state.log.replication.factor",
            Integer.toString(BROKERS),
            // a dead one is found out while a sender waits
            "broker.heartbeat.interval.ms",
            "500",
            "broker.session.timeout.ms",
            "3000");
    try (KafkaBroker unused =
        new KafkaBroker(
            Path.of(args[0]), Integer.parseInt(args[2]), Integer.parseInt(args[3]), more)) {
      while (System.in.read() >= 0) {
        // nothing is said
      }
    }
    System.exit(0);
  }

  /** SIGKILL. */
  public void kill(int id) throws InterruptedException {
    processes.get(id).destroyForcibly().waitFor();
  }

  /** The broker that leads more partitions of a topic than any other. */
  public int leaderOfMost(String topic) {
    Map<Integer, Long> led =
        KafkaBroker.describe(admin, topic).partitions().stream()
            .collect(
                Collectors.groupingBy(partition -> partition.leader().id(), Collectors.counting()));
    return led.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** Waits until every partition of these topics has all its replicas in sync. */
  public void awaitInSync(String... topics) {
    for (String topic : topics) {
      await()
          .alias("replicas of " + topic)
          .atMost(SOON)
          .ignoreExceptionsInstanceOf(IllegalStateException.class)
          .until(
              () ->
                  KafkaBroker.describe(admin, topic).partitions().stream()
                      .allMatch(
                          partition ->
                              partition.leader() != null && partition.isr().size() == BROKERS));
    }
  }

  /** What a topic's setting is. */
  public String setting(String topic, String name) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return KafkaBroker.join(admin.describeConfigs(List.of(resource)).all())
        .get(resource)
        .get(name)
        .value();
  }

  /** Records that were ever written to a topic. */
  public long written(String topic) {
    return KafkaBroker.written(admin, topic);
  }

  @Override
  public void close() throws InterruptedException {
    admin.close(Duration.ofSeconds(5));
    for (Process process : processes.values()) {
      process.destroyForcibly().waitFor();
    }
  }
}
