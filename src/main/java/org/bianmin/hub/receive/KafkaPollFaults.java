package org.bianmin.hub.receive;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.component.kafka.PollExceptionStrategy;

/**
 * Keeps a consumer going, whatever is thrown while it reads. Refused polls do not come here ({@link
 * KafkaPolls}): camel-kafka has forgotten the records that it held when it asks this. The
 * strategies that it brings either skip the record, or end the consumer when a login fails and
 * leave the source silent after the login was mended.
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
