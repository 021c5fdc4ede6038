package org.bianmin.hub.receive;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.bianmin.hub.kafka.KafkaClientFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer whose poll answers that there is nothing when Kafka refuses it, after a pause that
 * grows. The consumer stands behind the records of the poll before, which camel-kafka holds: an
 * exception makes it forget them, an empty poll makes it hand them on. Used on one thread.
 */
final class KafkaPolls implements InvocationHandler {

  private static final Logger log = LoggerFactory.getLogger(KafkaPolls.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** One partition may be refused while the next is read, many times a second. */
  private static final Duration TOLD_AGAIN = Duration.ofMinutes(5);

  private final Consumer<byte[], byte[]> consumer;
  private final String name;
  private final KafkaClientFile file;
  private Duration pause = FIRST_PAUSE;
  private boolean open;
  private Long toldAt;

  private KafkaPolls(Consumer<byte[], byte[]> consumer, String name, KafkaClientFile file) {
    this.consumer = consumer;
    this.name = name;
    this.file = file;
  }

  /**
   * Wraps a consumer.
   *
   * @param name what the log calls its reader, {@code hub.sources.adt}
   */
  @SuppressWarnings("unchecked")
  static Consumer<byte[], byte[]> patient(
      Consumer<byte[], byte[]> consumer, String name, KafkaClientFile file) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            KafkaPolls.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            new KafkaPolls(consumer, name, file));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    boolean poll = method.getName().equals("poll");
    try {
      Object answer = method.invoke(consumer, arguments);
      if (poll) {
        answered();
      }
      return answer;
    } catch (InvocationTargetException e) {
      if (poll && e.getCause() instanceof Exception refusal && !isStop(refusal)) {
        refused(refusal);
        return ConsumerRecords.empty();
      }
      throw e.getCause();
    }
  }

  /** How camel-kafka ends a consumer. */
  private static boolean isStop(Exception e) {
    return e instanceof WakeupException || e instanceof InterruptException;
  }

  private void refused(Exception refusal) {
    if (!open && (toldAt == null || System.nanoTime() - toldAt > TOLD_AGAIN.toNanos())) {
      open = true;
      toldAt = System.nanoTime();
      log.warn(
          "{}: Kafka refuses a poll ({}: {}); reading goes on by itself from the same"
              + " offsets when it no longer does",
          name,
          refusal.getClass().getSimpleName(),
          file.said(refusal));
    }
    LockSupport.parkNanos(pause.toNanos());
    Duration longer = pause.multipliedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  private void answered() {
    pause = FIRST_PAUSE;
    if (open) {
      open = false;
      log.info("{}: Kafka answers polls again", name);
    }
  }
}
