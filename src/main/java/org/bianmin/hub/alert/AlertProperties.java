package org.bianmin.hub.alert;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Alerts; the rules are in {@code alerts/rules.yaml} of the mappings folder.
 *
 * @param enabled false holds no rule against anything, and tells nobody
 * @param every how often the rules are held against the figures
 * @param channels ways to tell people, by id
 */
@ConfigurationProperties("hub.alerts")
public record AlertProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("15s") Duration every,
    Map<String, ChannelProperties> channels) {

  public AlertProperties {
    if (every.toSeconds() < 1) {
      throw new IllegalArgumentException("hub.alerts.every is one second at least");
    }
    channels = channels == null ? Map.of() : new TreeMap<>(channels);
    channels.forEach((id, channel) -> channel.check(id));
  }

  /** Channels that are on. */
  Map<String, ChannelProperties> open() {
    return channels.entrySet().stream()
        .filter(channel -> enabled && channel.getValue().enabled())
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }
}
