package org.bianmin.hub.receive;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes the topic where it is missing, looks whether it takes messages again when it did not, and
 * how far the journal is behind. Listening waits for its first look and not for Kafka.
 */
@Component
@ConditionalOnProperty("hub.inbound.enabled")
final class InboundWatch implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(InboundWatch.class);
  private static final long SECONDS = 6;
  private static final int LOOKS_PER_LAG = 5;
  private static final int LOOKS_AFTER_MAKING = 20;
  private static final ConfigResource.Type TOPIC = ConfigResource.Type.TOPIC;

  private final InboundProperties properties;
  private final InboundClients clients;
  private final InboundTopic topic;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "inbound-watch");
            made.setDaemon(true);
            return made;
          });
  private Admin admin;
  private Integer leastInSync;
  private boolean known;
  private long looks;
  private volatile long lag;
  private volatile boolean running;

  InboundWatch(InboundProperties properties, InboundClients clients, InboundTopic topic) {
    this.properties = properties;
    this.clients = clients;
    this.topic = topic;
  }

  /** Records of the topic that are not in the journal yet, when it was last looked. */
  long lag() {
    return lag;
  }

  /** Kafka's id of the topic; null where it cannot be had now. */
  String topicId() {
    try {
      return description().topicId().toString();
    } catch (KafkaException e) {
      return null;
    }
  }

  @Override
  public void start() {
    admin = clients.admin();
    running = true;
    look();
    var unused = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      if (!known || topic.isAway()) {
        take();
      }
      if (looks++ % LOOKS_PER_LAG == 0) {
        lag = known ? measure() : 0;
      }
    } catch (KafkaException e) {
      if (!known) {
        topic.away(clients.said(e), false);
      }
    } catch (RuntimeException e) {
      log.error("hub.inbound: the topic cannot be watched", e);
    }
  }

  private void take() {
    TopicDescription found;
    try {
      found = description();
    } catch (UnknownTopicOrPartitionException e) {
      make();
      found = made();
    }
    String problem = problem(found);
    if (problem != null) {
      topic.away(problem, false);
      return;
    }
    if (!known) {
      topic.prepare();
      known = true;
      log.info(
          "hub.inbound: listeners commit to topic {} of {} partitions",
          properties.topic(),
          found.partitions().size());
    }
    topic.back();
  }

  /** Why no record would be committed, null where it would. */
  private String problem(TopicDescription found) {
    int least = leastInSync();
    for (var partition : found.partitions()) {
      if (partition.leader() == null || partition.isr().size() < least) {
        return "partition "
            + partition.partition()
            + " has "
            + (partition.leader() == null ? "no leader" : "too few replicas in sync");
      }
    }
    return null;
  }

  private int leastInSync() {
    if (leastInSync == null) {
      var resource = new ConfigResource(TOPIC, properties.topic());
      try {
        var settings = join(admin.describeConfigs(List.of(resource)).all()).get(resource);
        leastInSync =
            Integer.valueOf(settings.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value());
      } catch (KafkaException e) {
        // the account may not ask; then a sender finds out
        leastInSync = 1;
      }
    }
    return leastInSync;
  }

  private void make() {
    Map<String, String> settings = new HashMap<>();
    settings.put(TopicConfig.RETENTION_MS_CONFIG, "" + properties.retention().toMillis());
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + InboundClients.MOST_BYTES);
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    // a hub whose clock is ahead must not be refused; the time of receipt is a header
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    if (properties.replicationFactor() == 1) {
      // no other broker has it: what is answered is on the disk
      settings.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
    } else {
      settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    NewTopic made =
        new NewTopic(properties.topic(), properties.partitions(), properties.replicationFactor())
            .configs(settings);
    try {
      join(admin.createTopics(List.of(made)).all());
      log.info("hub.inbound: topic {} made", properties.topic());
    } catch (TopicExistsException e) {
      // another node was faster
    }
  }

  /** A broker may not know yet what the controller has made, nor who leads it. */
  private TopicDescription made() {
    for (int look = 1; look < LOOKS_AFTER_MAKING; look++) {
      try {
        TopicDescription found = description();
        if (problem(found) == null) {
          return found;
        }
      } catch (UnknownTopicOrPartitionException e) {
        // not yet
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    return description();
  }

  private TopicDescription description() {
    return join(admin.describeTopics(List.of(properties.topic())).allTopicNames())
        .get(properties.topic());
  }

  private long measure() {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (var partition : description().partitions()) {
      asked.put(new TopicPartition(properties.topic(), partition.partition()), OffsetSpec.latest());
    }
    var ends = join(admin.listOffsets(asked).all());
    var filled =
        join(admin.listConsumerGroupOffsets(properties.group()).partitionsToOffsetAndMetadata());
    long behind = 0;
    for (var end : ends.entrySet()) {
      OffsetAndMetadata at = filled.get(end.getKey());
      behind += Math.max(0, end.getValue().offset() - (at == null ? 0 : at.offset()));
    }
    return behind;
  }

  private static <T> T join(KafkaFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (TimeoutException e) {
      throw new KafkaException("no answer in time", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException said ? said : new KafkaException(e.getCause());
    }
  }

  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
    admin.close(Duration.ofSeconds(1));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before listeners, after the writer. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1;
  }
}
