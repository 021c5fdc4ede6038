package org.bianmin.hub.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads how attributes are filled, in files of events and of profiles. */
final class RuleFile {

  private RuleFile() {}

  /** Rules by attribute: a path, a list of paths, or a mapping with path, table, value, each. */
  static Map<String, Rule> rules(YamlMap yaml, Map<String, AttributeDefinition> known) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (String name : yaml.keys()) {
      AttributeDefinition definition = known.get(name);
      if (definition == null) {
        yaml.problem(
            yaml.line(name),
            "attribute '"
                + name
                + "' is not defined; defined are "
                + String.join(", ", known.keySet()));
        continue;
      }
      rules.put(name, rule(yaml, name, definition));
    }
    return rules;
  }

  private static Rule rule(YamlMap yaml, String name, AttributeDefinition definition) {
    if (!yaml.isMap(name)) {
      return Rule.of(yaml.paths(name), yaml.line(name));
    }
    YamlMap rule = yaml.map(name);
    Rule.Group group = null;
    boolean told = rule.has("lines");
    if (definition.type() == AttributeType.GROUP) {
      Each each = EventFile.each(rule);
      if (each == null) {
        rule.problem(rule.line(), "group '" + name + "' needs 'each'");
      }
      group =
          new Rule.Group(
              each,
              EventFile.conditions(rule, "when"),
              EventFile.conditions(rule, "remove"),
              rules(rule.map("attributes"), definition.items()),
              rule.text("less"),
              Boolean.TRUE.equals(rule.flag("whole")));
      String key = definition.by().get(0);
      if (!group.attributes().containsKey(key)) {
        rule.problem(rule.line(), "group '" + name + "' needs a rule for '" + key + "'");
      }
    } else if (told) {
      group = lines(rule, definition);
    }
    Rule result =
        new Rule(
            rule.paths("path"),
            rule.paths("coded"),
            rule.texts("table"),
            rule.text("value"),
            rule.text("otherwise"),
            group,
            derived(rule, definition),
            key(rule, definition),
            currency(rule, definition),
            fen(rule, definition),
            unsigned(rule, definition),
            yaml.line(name));
    rule.done();
    return result;
  }

  /** A text of several parts of the message, or of all repetitions of a field. */
  private static Rule.Group lines(YamlMap rule, AttributeDefinition definition) {
    if (definition.type() != AttributeType.TEXT && definition.type() != AttributeType.VALUE) {
      rule.problem(rule.line(), "'lines' makes an attribute of type text or value");
    }
    YamlMap lines = rule.map("lines");
    if (lines.paths("path").isEmpty()) {
      rule.problem(rule.line(), "'lines' needs a 'path'");
    }
    Rule line = Rule.of(lines.paths("path"), rule.line());
    Rule.Group group =
        new Rule.Group(
            EventFile.each(lines),
            EventFile.conditions(lines, "when"),
            List.of(),
            Map.of(Rule.LINE, line),
            null,
            false);
    lines.done();
    return group;
  }

  private static List<KeyPart> key(YamlMap rule, AttributeDefinition definition) {
    if (rule.has("key") && definition.type() != AttributeType.TEXT) {
      rule.problem(rule.line("key"), "'key' makes an attribute of type text");
    }
    return EventFile.key(rule);
  }

  private static Paths currency(YamlMap rule, AttributeDefinition definition) {
    if (rule.has("currency") && definition.type() != AttributeType.AMOUNT) {
      rule.problem(rule.line("currency"), "'currency' is that of an attribute of type amount");
    }
    return rule.paths("currency");
  }

  private static boolean fen(YamlMap rule, AttributeDefinition definition) {
    String unit = rule.text("unit");
    boolean known = unit == null || unit.equals("yuan") || unit.equals("fen");
    if (!known || (unit != null && definition.type() != AttributeType.AMOUNT)) {
      rule.problem(rule.line("unit"), "'unit' is yuan or fen, of an attribute of type amount");
    }
    return "fen".equals(unit);
  }

  private static boolean unsigned(YamlMap rule, AttributeDefinition definition) {
    String sign = rule.text("sign");
    if (sign != null && (!sign.equals("ignored") || definition.type() != AttributeType.AMOUNT)) {
      rule.problem(rule.line("sign"), "'sign' is 'ignored', of an attribute of type amount");
    }
    return sign != null;
  }

  private static Rule.Derived derived(YamlMap rule, AttributeDefinition definition) {
    for (Rule.Kind kind : Rule.Kind.values()) {
      if (!rule.has(kind.word())) {
        continue;
      }
      if (definition.type() != kind.type()) {
        String type = kind.type().name().toLowerCase(Locale.ROOT);
        rule.problem(rule.line(), "'" + kind.word() + "' makes an attribute of type " + type);
      }
      if (!kind.span()) {
        return new Rule.Derived(kind, rule.paths(kind.word()), Paths.NONE);
      }
      YamlMap span = rule.map(kind.word());
      Rule.Derived derived =
          new Rule.Derived(kind, span.paths(kind.first()), span.paths(kind.second()));
      if (derived.from().isEmpty() || (derived.to().isEmpty() && kind != Rule.Kind.DOCUMENT)) {
        rule.problem(
            rule.line(),
            "'" + kind.word() + "' needs '" + kind.first() + "' and '" + kind.second() + "'");
      }
      span.done();
      return derived;
    }
    return null;
  }
}
