package org.bianmin.hub.alert;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Alerts; the rules are in {@code alerts/rules.yaml} of the mappings folder.
 *
 * @param enabled false holds no rule against anything
 * @param every how often the rules are held against the figures
 */
@ConfigurationProperties("hub.alerts")
public record AlertProperties(
    @DefaultValue("true") boolean enabled, @DefaultValue("15s") Duration every) {

  public AlertProperties {
    if (every.toSeconds() < 1) {
      throw new IllegalArgumentException("hub.alerts.every is one second at least");
    }
  }
}
