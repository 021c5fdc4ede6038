package org.bianmin.hub.kafka;

import ch.qos.logback.classic.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.bianmin.hub.FreePorts;
import org.slf4j.LoggerFactory;

/**
 * One real broker in this JVM, its own controller (KRaft), on a port that stays the same when it
 * starts again with what it had.
 */
public final class KafkaBroker implements AutoCloseable {

  private static final String CLUSTER = "bXktdGVzdC1jbHVzdGVyMQ";
  private static final long SECONDS = 60;

  static {
    // until a Spring context sets up logging, everything is logged
    for (String name : List.of("kafka", "org.apache.kafka", "org.apache.zookeeper", "state")) {
      ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(name)).setLevel(Level.ERROR);
    }
  }

  /** Settings of a hub that shares the JVM with a broker. */
  public static final List<String> QUIET =
      List.of("--logging.level.kafka=ERROR", "--logging.level.org.apache.kafka=ERROR");

  private final Properties settings = new Properties();
  private final int port;
  private KafkaRaftServer server;
  private Admin admin;

  /**
   * Starts an empty broker.
   *
   * @param folder empty or new, for what it keeps
   */
  public KafkaBroker(Path folder) throws IOException {
    this(folder, Map.of());
  }

  /** The same, with settings of the broker's besides. */
  public KafkaBroker(Path folder, Map<String, String> more) throws IOException {
    this(folder, FreePorts.next(), FreePorts.next(), more);
  }

  /**
   * One broker of several, or one that starts again with what it had.
   *
   * @param more among them, of one of several, its {@code node.id} and who the others are
   */
  KafkaBroker(Path folder, int port, int controller, Map<String, String> more) throws IOException {
    this.port = port;
    Files.createDirectories(folder);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.resolve("log").toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("message.max.bytes", Integer.toString(8 << 20));
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("offsets.topic.num.partitions", "2");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("log.flush.offset.checkpoint.interval.ms", "1000");
    settings.putAll(more);
    Path file = folder.resolve("server.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    var told = new ByteArrayOutputStream();
    int exit =
        StorageTool.execute(
            new String[] {"format", "-g", "-t", CLUSTER, "-c", file.toString()},
            new PrintStream(told, true, StandardCharsets.UTF_8));
    if (exit != 0) {
      throw new IllegalStateException(
          "Kafka's storage was not formatted: " + told.toString(StandardCharsets.UTF_8));
    }
    start();
  }

  /** Starts it again after {@link #stop}, with its topics and offsets. */
  public void start() {
    server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    server.startup();
  }

  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Bootstrap address. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Makes a topic, and waits until its partitions answer: that they were made does not say so. */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /** The same, with settings of the topic's. */
  public void createTopic(String name, int partitions, Map<String, String> of) {
    NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(of);
    join(admin().createTopics(List.of(topic)).all());
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!answers(ends)) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("topic " + name + " does not answer");
      }
    }
  }

  /** A broker may not know yet what the controller has made. */
  private boolean answers(Map<TopicPartition, OffsetSpec> ends) {
    try {
      join(admin().listOffsets(ends).all());
      return true;
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof ExecutionException failed
          && failed.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  /** A producer that loses nothing and sends nothing twice. The caller closes it. */
  public Producer<String, byte[]> producer() {
    Properties of = new Properties();
    of.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address());
    of.put(ProducerConfig.ACKS_CONFIG, "all");
    of.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    of.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(8 << 20));
    of.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "60000");
    return new KafkaProducer<>(of, new StringSerializer(), new ByteArraySerializer());
  }

  /** Offsets that a group has committed, by partition of a topic; without those never committed. */
  public Map<Integer, Long> committed(String group, String topic) {
    return join(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().partition(),
                entry -> entry.getValue().offset(),
                (a, b) -> a,
                TreeMap::new));
  }

  /** Sum of what {@link #committed} tells. */
  public long committedRecords(String group, String topic) {
    return committed(group, topic).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Records that were ever written to a topic. */
  public long written(String topic) {
    return written(admin(), topic);
  }

  static long written(Admin admin, String topic) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (var partition : describe(admin, topic).partitions()) {
      ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
    }
    return join(admin.listOffsets(ends).all()).values().stream()
        .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
        .sum();
  }

  static TopicDescription describe(Admin admin, String topic) {
    return join(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
  }

  /** Values of the records of a topic, partition after partition, each in its order. */
  public List<byte[]> values(String topic) {
    List<byte[]> values = TopicView.of(this, topic).stream().map(ConsumerRecord::value).toList();
    if (values.size() < written(topic)) {
      throw new IllegalStateException("topic " + topic + " has lost records");
    }
    return values;
  }

  /** Deletes the records of a partition before an offset, as its retention does. */
  public void deleteRecords(String topic, int partition, long before) {
    join(
        admin()
            .deleteRecords(
                Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
            .all());
  }

  public void deleteTopic(String name) {
    join(admin().deleteTopics(List.of(name)).all());
  }

  /** Takes a group without members back to where it was before it committed. */
  public void forget(String group, String topic) {
    Map<TopicPartition, OffsetAndMetadata> begin =
        committed(group, topic).keySet().stream()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition),
                    partition -> new OffsetAndMetadata(0)));
    join(admin().alterConsumerGroupOffsets(group, begin).all());
  }

  public ConsumerGroupDescription group(String group) {
    return join(admin().describeConsumerGroups(List.of(group)).all()).get(group);
  }

  private Admin admin() {
    if (admin == null) {
      admin = Admin.create(Map.of("bootstrap.servers", address()));
    }
    return admin;
  }

  static <T> T join(KafkaFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(5));
    }
    stop();
  }
}
