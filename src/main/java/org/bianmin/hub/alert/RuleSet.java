package org.bianmin.hub.alert;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a folder.
 *
 * @param calendars by name, always with {@code always}
 */
public record RuleSet(List<AlertRule> rules, Map<String, Hours> calendars) {

  static final String ALWAYS = "always";

  /** Asks for nothing. */
  static RuleSet none() {
    return new RuleSet(List.of(), Map.of(ALWAYS, Hours.ALWAYS));
  }

  /** A rule by its id. */
  public Optional<AlertRule> find(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
