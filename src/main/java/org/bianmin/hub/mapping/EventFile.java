package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.event.Action;

/** Reads one file of {@code mappings/events/}, and the parts that profiles share with it. */
final class EventFile {

  static final Set<String> FORMATS = Set.of("hl7v2", "fhir");
  private static final Set<String> ACTIONS = Set.of("record", "amend", "void", "void-latest");

  private EventFile() {}

  static EventDefinition read(YamlMap yaml) {
    YamlMap name = yaml.map("name");
    Map<String, AttributeDefinition> attributes = attributes(yaml.map("attributes"));
    List<Binding> bindings = new ArrayList<>();
    for (String format : FORMATS.stream().sorted().toList()) {
      for (YamlMap binding : yaml.maps(format)) {
        bindings.add(binding(binding, format, attributes));
      }
    }
    EventDefinition event =
        new EventDefinition(
            yaml.required("event"),
            name.required("zh"),
            name.required("en"),
            yaml.texts("ledger"),
            occurs(yaml, attributes),
            "optional".equals(yaml.text("person")),
            countsWhile(yaml, attributes),
            yaml.texts("orphan-of"),
            attributes,
            bindings,
            yaml.file());
    name.done();
    yaml.done();
    return event;
  }

  private static List<CountsWhile> countsWhile(
      YamlMap yaml, Map<String, AttributeDefinition> attributes) {
    List<CountsWhile> events = new ArrayList<>();
    for (YamlMap entry : yaml.maps("counts-while", "event")) {
      YamlMap when = entry.map("when");
      Map<String, Set<String>> values = new TreeMap<>();
      for (String name : when.keys()) {
        if (attributes.containsKey(name)) {
          values.put(name, new TreeSet<>(when.texts(name)));
        } else {
          when.problem(when.line(name), "'" + name + "' is no attribute of this event");
        }
      }
      events.add(new CountsWhile(entry.required("event"), values, entry.line()));
      entry.done();
    }
    return events;
  }

  private static String occurs(YamlMap yaml, Map<String, AttributeDefinition> attributes) {
    String occurs = yaml.text("occurs");
    AttributeDefinition named = occurs == null ? null : attributes.get(occurs);
    if (occurs != null && (named == null || named.type() != AttributeType.TIME)) {
      yaml.problem(yaml.line("occurs"), "'" + occurs + "' is no attribute of type time");
    }
    return occurs;
  }

  private static Map<String, AttributeDefinition> attributes(YamlMap yaml) {
    Map<String, AttributeDefinition> attributes = new LinkedHashMap<>();
    for (String name : yaml.keys()) {
      YamlMap attribute = yaml.map(name);
      AttributeType type = type(attribute, name);
      attributes.put(
          name,
          new AttributeDefinition(
              name,
              type,
              attribute.text("values"),
              Boolean.TRUE.equals(attribute.flag("required")),
              type == AttributeType.GROUP ? by(attribute) : List.of(),
              type == AttributeType.GROUP ? attributes(attribute.map("items")) : Map.of(),
              yaml.line(name)));
      attribute.done();
    }
    return attributes;
  }

  private static List<String> by(YamlMap group) {
    List<String> by = group.texts("by");
    if (by.isEmpty()) {
      // says what is missing
      return List.of(group.required("by"));
    }
    Set<String> items = group.map("items").keys();
    for (String name : by) {
      if (!items.contains(name)) {
        group.problem(group.line("by"), "'by' names '" + name + "', which is no item attribute");
      }
    }
    return by;
  }

  private static AttributeType type(YamlMap yaml, String name) {
    String word = yaml.required("type");
    try {
      return AttributeType.of(word);
    } catch (IllegalArgumentException e) {
      yaml.problem(
          yaml.line("type"),
          "attribute '"
              + name
              + "' has type '"
              + word
              + "'; known are code, text, time, value, integer, boolean, amount, group");
      return AttributeType.TEXT;
    }
  }

  static Binding binding(YamlMap yaml, String format, Map<String, AttributeDefinition> attributes) {
    String action = yaml.required("action");
    if (!ACTIONS.contains(action)) {
      if (!action.isEmpty()) {
        yaml.problem(
            yaml.line("action"),
            "action is record, amend, void or void-latest, not '" + action + "'");
      }
      action = "record";
    }
    List<KeyPart> key = key(yaml);
    if (key.stream().noneMatch(KeyPart::isOwn)) {
      yaml.problem(yaml.line(), "'key' is missing: the paths that make the business key");
    }
    if (yaml.texts("on").isEmpty()) {
      yaml.problem(yaml.line(), "'on' is missing: the triggers, for example [ADT^A04]");
    }
    Binding binding =
        new Binding(
            format,
            yaml.texts("on"),
            Action.valueOf(action.toUpperCase(Locale.ROOT).replace('-', '_')),
            each(yaml),
            conditions(yaml, "when"),
            key,
            yaml.paths("recordedAt"),
            yaml.paths("occurredAt"),
            yaml.paths("patient"),
            RuleFile.rules(yaml.map("attributes"), attributes),
            yaml.file(),
            yaml.line());
    yaml.done();
    return binding;
  }

  /** The parts of a key: paths, words, or mappings with path, table and otherwise. */
  static List<KeyPart> key(YamlMap yaml) {
    List<KeyPart> key = new ArrayList<>();
    for (YamlMap part : yaml.maps("key", "path")) {
      List<String> told = part.texts("path");
      boolean optional = told.size() == 1 && told.get(0).length() > 1 && told.get(0).endsWith("?");
      List<String> paths =
          optional ? List.of(told.get(0).substring(0, told.get(0).length() - 1)) : told;
      if (paths.isEmpty()) {
        part.problem(part.line(), "a part of 'key' needs a 'path'");
      }
      key.add(
          new KeyPart(
              new Paths(paths, part.line()), part.text("table"), part.text("otherwise"), optional));
      part.done();
    }
    return key;
  }

  static Each each(YamlMap yaml) {
    if (!yaml.has("each")) {
      return null;
    }
    return new Each(yaml.text("each"), yaml.texts("until"), yaml.line("each"));
  }

  static List<Condition> conditions(YamlMap yaml, String key) {
    List<Condition> conditions = new ArrayList<>();
    for (YamlMap condition : yaml.maps(key)) {
      conditions.add(
          new Condition(
              condition.paths("path"),
              condition.text("table"),
              new TreeSet<>(condition.texts("in")),
              new TreeSet<>(condition.texts("not-in")),
              condition.flag("present"),
              condition.flag("negative"),
              condition.line()));
      if (condition.paths("path").isEmpty()) {
        condition.problem(condition.line(), "a condition needs a 'path'");
      }
      condition.done();
    }
    return conditions;
  }
}
