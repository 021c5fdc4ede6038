package org.bianmin.hub.receive;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.component.kafka.PollExceptionStrategy;

/**
 * What happens when Kafka refuses a poll: it is tried again from the same offset, for ever. The
 * strategies that camel-kafka brings either skip the record, or end the consumer when a login fails
 * and leave the source silent after the login was mended.
 */
final class KafkaPollFaults implements PollExceptionStrategy {

  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  @Override
  public boolean canContinue() {
    return true;
  }

  /** Camel has logged it; not in a loop that keeps a processor busy. */
  @Override
  public void handle(long partitionLastOffset, Exception exception) {
    LockSupport.parkNanos(WAIT_NANOS);
  }
}
