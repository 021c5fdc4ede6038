package org.bianmin.hub.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.bianmin.hub.kafka.KafkaBroker;

/**
 * A system that writes to a topic whether or not a hub reads it, so far ahead of the hub that there
 * is always something to read, and no farther. Remembers where the broker put every record.
 */
final class TopicFeed implements AutoCloseable {

  /** More than a hub's consumers. */
  private static final int PARTITIONS = 3;

  private static final int AHEAD = 3_000;
  private static final int AT_ONCE = 50;

  private record Place(String controlId, int partition, long offset) {}

  private final KafkaBroker broker;
  private final String topic;
  private final String group;
  private final Iterator<byte[]> messages;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> running;
  private final List<Place> places = new ArrayList<>();
  private volatile boolean ended;

  /**
   * Makes the topic and begins to write.
   *
   * @param group whose committed offsets it stays ahead of
   * @param messages endless
   */
  TopicFeed(KafkaBroker broker, String topic, String group, Iterator<byte[]> messages) {
    broker.createTopic(topic, PARTITIONS);
    this.broker = broker;
    this.topic = topic;
    this.group = group;
    this.messages = messages;
    this.running = thread.submit(this::run);
  }

  private Void run() throws ExecutionException, InterruptedException {
    try (Producer<String, byte[]> producer = broker.producer()) {
      while (!ended) {
        if (ahead() < AHEAD) {
          write(producer);
        } else {
          await().atMost(Duration.ofMinutes(5)).until(() -> ended || ahead() < AHEAD);
        }
      }
    }
    return null;
  }

  private void write(Producer<String, byte[]> producer)
      throws ExecutionException, InterruptedException {
    List<String> ids = new ArrayList<>(AT_ONCE);
    List<Future<RecordMetadata>> sent = new ArrayList<>(AT_ONCE);
    for (int i = 0; i < AT_ONCE; i++) {
      byte[] message = messages.next();
      ids.add(LoadSenders.controlId(message));
      // without a key a partition takes all of some time: in turn it is spread over all
      int partition = (written() + i) % PARTITIONS;
      sent.add(producer.send(new ProducerRecord<>(topic, partition, null, message)));
    }
    for (int i = 0; i < AT_ONCE; i++) {
      RecordMetadata at = sent.get(i).get();
      synchronized (places) {
        places.add(new Place(ids.get(i), at.partition(), at.offset()));
      }
    }
  }

  /** Records in the topic. */
  int written() {
    synchronized (places) {
      return places.size();
    }
  }

  /** Records that the group will not read again. */
  long committed() {
    return broker.committedRecords(group, topic);
  }

  /** Records that the group has yet to commit. */
  long ahead() {
    return written() - committed();
  }

  /** Control ids of the records in the topic. */
  Set<String> controlIds() {
    Set<String> ids = new HashSet<>();
    synchronized (places) {
      places.forEach(place -> ids.add(place.controlId()));
    }
    return ids;
  }

  /** Control ids of the records that the group will not read again. */
  Set<String> committedIds() {
    Map<Integer, Long> committed = broker.committed(group, topic);
    Set<String> ids = new HashSet<>();
    synchronized (places) {
      for (Place place : places) {
        if (place.offset() < committed.getOrDefault(place.partition(), 0L)) {
          ids.add(place.controlId());
        }
      }
    }
    return ids;
  }

  /** Whether it has ended before it was told to. */
  boolean failed() {
    return running.isDone() && !ended;
  }

  /**
   * Writes no more.
   *
   * @throws ExecutionException when the broker did not take a record
   */
  void end() throws ExecutionException, InterruptedException {
    ended = true;
    running.get();
  }

  @Override
  public String toString() {
    return topic + ": " + written() + " written, committed " + broker.committed(group, topic);
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.shutdown();
    thread.awaitTermination(1, TimeUnit.MINUTES);
  }
}
