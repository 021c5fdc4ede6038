package org.bianmin.hub.platform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.bianmin.hub.delivery.Destinations;
import org.springframework.stereotype.Component;

/**
 * Writes records to topics, and waits until all replicas in sync have them or it is clear why not.
 */
@Component
final class TopicWriter {

  /**
   * What became of one record.
   *
   * @param at where it is, or null
   * @param fault why it is not there, or null
   */
  record Written(RecordMetadata at, TopicFault fault) {}

  /**
   * One on its way.
   *
   * @param left whether it was taken into the producer's buffer, from where it may reach a broker
   */
  private record Sent(Future<RecordMetadata> future, boolean left) {

    /** Whether the next record would only wait for the same: no metadata, no room, no login. */
    boolean endsAll() {
      return !left && TopicFault.of(failure(future), "", false).kind() != TopicFault.Kind.REJECTED;
    }
  }

  /** The producer ends its own waiting; this is for one that is broken. */
  private static final long SPARE_MILLIS = 10_000;

  private final Destinations destinations;
  private final TopicProducers producers;

  TopicWriter(Destinations destinations, TopicProducers producers) {
    this.destinations = destinations;
    this.producers = producers;
  }

  /**
   * Writes them, one per key, in their order.
   *
   * @param id of the destination
   * @return one per record, in their order; what goes wrong is in it, never thrown
   */
  List<Written> write(String id, List<ProducerRecord<byte[], byte[]>> records) {
    if (records.isEmpty()) {
      return List.of();
    }
    Producer<byte[], byte[]> producer;
    try {
      producer = producers.of(id);
    } catch (IllegalArgumentException e) {
      // a name that no server knows is no matter for a person yet: servers are away, too
      TopicFault.Kind kind =
          e.getMessage().contains("No resolvable bootstrap")
              ? TopicFault.Kind.AWAY
              : TopicFault.Kind.CLOSED;
      var none = new Written(null, new TopicFault(kind, null, e.getMessage(), false));
      return Collections.nCopies(records.size(), none);
    }
    List<Sent> sent = new ArrayList<>(records.size());
    for (ProducerRecord<byte[], byte[]> record : records) {
      Future<RecordMetadata> future = send(id, producer, record);
      // what fails at once has failed on its way into the producer's buffer
      Sent one = new Sent(future, !future.isDone() || failure(future) == null);
      sent.add(one);
      if (one.endsAll()) {
        break;
      }
    }
    return wait(id, producer, sent, records.size());
  }

  private Future<RecordMetadata> send(
      String id, Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    try {
      return producer.send(record);
    } catch (InterruptException e) {
      return CompletableFuture.failedFuture(e);
    } catch (KafkaException | IllegalStateException e) {
      if (!(e instanceof ApiException)) {
        // it has failed for good, or another call has closed it
        producers.drop(id, producer);
      }
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Throwable failure(Future<RecordMetadata> done) {
    try {
      done.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new InterruptException(e);
    }
  }

  private List<Written> wait(
      String id, Producer<byte[], byte[]> producer, List<Sent> sent, int records) {
    long timeout = destinations.destinations().get(id).timeout().toMillis();
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout + SPARE_MILLIS);
    List<Written> written = new ArrayList<>(records);
    for (Sent one : sent) {
      written.add(wait(id, producer, one, until));
    }
    // those behind the one that ended it were not sent
    while (written.size() < records) {
      TopicFault last = written.get(sent.size() - 1).fault();
      written.add(
          new Written(null, new TopicFault(last.kind(), last.code(), last.reason(), false)));
    }
    return written;
  }

  private Written wait(String id, Producer<byte[], byte[]> producer, Sent one, long until) {
    try {
      long nanos = Math.max(0, until - System.nanoTime());
      return new Written(one.future().get(nanos, TimeUnit.NANOSECONDS), null);
    } catch (ExecutionException e) {
      Throwable failure = e.getCause();
      TopicFault fault = TopicFault.of(failure, producers.said(id, failure), one.left());
      if (fault.kind() == TopicFault.Kind.CLOSED) {
        producers.drop(id, producer);
      }
      return new Written(null, fault);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Written(null, TopicFault.of(new InterruptException(e), "", one.left()));
    } catch (TimeoutException e) {
      producers.drop(id, producer);
      return new Written(
          null, new TopicFault(TopicFault.Kind.AWAY, null, "the producer does not end", true));
    }
  }
}
