package org.bianmin.hub.recognition;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens at order time and after.
 *
 * @param searchLimit longest wait for the platform's answer to a search; what is missing then is
 *     said to be unknown
 * @param cacheFor how long an answer of the platform is used again for the same person and items
 * @param checkWithin an order is looked at within this time, or not at all: later a prompt would
 *     come after the examination
 * @param noticesEvery how often the platform is asked for corrections and recalls
 * @param callers systems that may ask for candidates and post decisions from other machines, by id
 */
@ConfigurationProperties("hub.recognition")
public record OrderTimeProperties(
    @DefaultValue("300ms") Duration searchLimit,
    @DefaultValue("10m") Duration cacheFor,
    @DefaultValue("10m") Duration checkWithin,
    @DefaultValue("30s") Duration noticesEvery,
    Map<String, Caller> callers) {

  public OrderTimeProperties {
    callers = callers == null ? Map.of() : Map.copyOf(callers);
    callers.forEach(
        (id, caller) -> {
          if (caller.keyFile() == null) {
            throw new IllegalArgumentException(
                "hub.recognition.callers." + id + ".key-file is missing, for example keys/his.key");
          }
        });
  }

  /**
   * A system that asks.
   *
   * @param keyFile file that holds its key; it sends it as {@code Authorization: Bearer …}
   * @param facility the facility that it may speak for; {@code hub.facility} when absent
   * @param source id of the source in {@code hub.sources} that its messages come by
   */
  public record Caller(Path keyFile, String facility, String source) {}
}
