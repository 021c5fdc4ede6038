package org.bianmin.hub.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the hub keeps what it received; the same on all nodes of a store.
 *
 * @param messages how long raw messages are kept, one day at least; those that wait or are parked
 *     are kept until they are decided, and what messages told stays in any case
 */
@ConfigurationProperties("hub.retention")
public record RetentionProperties(@DefaultValue("30d") Duration messages) {

  public RetentionProperties {
    if (messages.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "hub.retention.messages is one day (1d) at least: within it, messages can be replayed");
    }
  }

  /** As people say it: {@code 30d}, or {@code 36h} where it is not whole days. */
  public String text() {
    return messages.toHours() % 24 == 0 ? messages.toDays() + "d" : messages.toHours() + "h";
  }
}
