package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.Condition;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.KeyPart;
import org.bianmin.hub.mapping.Rule;

/** An event file in the words of its own format, as a page shows it. */
final class EventFileView {

  /**
   * An attribute.
   *
   * @param name {@code items.value} inside of a group
   */
  record Attribute(String name, String type, String valueSet, boolean required) {}

  /**
   * Messages of one kind that tell it.
   *
   * @param when what has to hold
   * @param rules where each attribute is found
   */
  record Told(
      String format,
      String on,
      String action,
      List<String> when,
      String key,
      String file,
      int line,
      Map<String, String> rules) {}

  private EventFileView() {}

  static List<Attribute> attributes(EventDefinition event) {
    List<Attribute> attributes = new ArrayList<>();
    for (AttributeDefinition one : event.attributes().values()) {
      attributes.add(attribute("", one));
      one.items().values().forEach(item -> attributes.add(attribute(one.name() + ".", item)));
    }
    return attributes;
  }

  private static Attribute attribute(String prefix, AttributeDefinition of) {
    return new Attribute(
        prefix + of.name(),
        of.type().name().toLowerCase(Locale.ROOT),
        of.valueSet(),
        of.required());
  }

  static List<Told> of(List<Binding> bindings) {
    // the messages of most hospitals come first
    return bindings.stream()
        .sorted(Comparator.comparing((Binding one) -> one.format().equals("hl7v2") ? 0 : 1))
        .map(EventFileView::of)
        .toList();
  }

  private static Told of(Binding binding) {
    Map<String, String> rules = new TreeMap<>();
    binding.attributes().forEach((name, rule) -> rules(name, rule, rules));
    return new Told(
        binding.format(),
        String.join(", ", binding.on()),
        binding.action().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        binding.when().stream().map(EventFileView::condition).toList(),
        String.join(" / ", binding.key().stream().map(EventFileView::part).toList()),
        binding.file(),
        binding.line(),
        rules);
  }

  private static void rules(String name, Rule rule, Map<String, String> into) {
    into.put(name, rule(rule));
    if (rule.group() != null) {
      rule.group().attributes().forEach((item, of) -> rules(name + "." + item, of, into));
    }
  }

  private static String rule(Rule rule) {
    StringBuilder text = new StringBuilder();
    if (rule.fixed() != null) {
      text.append('"').append(rule.fixed()).append('"');
    }
    if (rule.group() != null && rule.group().each() != null) {
      text.append("each ").append(rule.group().each().path());
    }
    if (rule.derived() != null) {
      text.append(rule.derived().kind().word())
          .append(' ')
          .append(String.join(" | ", rule.derived().from().alternatives()));
      if (!rule.derived().to().isEmpty()) {
        text.append(" … ").append(String.join(" | ", rule.derived().to().alternatives()));
      }
      text.append(' ');
    }
    text.append(String.join(" | ", rule.paths().alternatives()));
    if (!rule.key().isEmpty()) {
      text.append(String.join(" / ", rule.key().stream().map(EventFileView::part).toList()));
    }
    rule.tables().forEach(table -> text.append(" → ").append(table).append(".csv"));
    if (rule.otherwise() != null) {
      text.append(", else \"").append(rule.otherwise()).append('"');
    }
    return text.toString().strip();
  }

  private static String part(KeyPart part) {
    String paths = String.join(" | ", part.alternatives());
    return part.table() == null ? paths : paths + " → " + part.table() + ".csv";
  }

  private static String condition(Condition condition) {
    StringBuilder text = new StringBuilder(String.join(" | ", condition.paths().alternatives()));
    if (condition.table() != null) {
      text.append(" → ").append(condition.table()).append(".csv");
    }
    if (!condition.in().isEmpty()) {
      text.append(" in ").append(condition.in());
    }
    if (!condition.notIn().isEmpty()) {
      text.append(" not in ").append(condition.notIn());
    }
    if (condition.present() != null) {
      text.append(condition.present() ? " present" : " absent");
    }
    if (condition.negative() != null) {
      text.append(condition.negative() ? " < 0" : " not < 0");
    }
    return text.toString();
  }
}
