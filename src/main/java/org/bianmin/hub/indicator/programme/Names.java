package org.bianmin.hub.indicator.programme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.SideAttributes;
import org.bianmin.hub.mapping.YamlMap;

/** What paths mean at a place of a formula: the attributes of the events that are named there. */
final class Names {

  /** What a value is, as far as conditions and measures care. */
  enum Kind {
    CODE,
    TEXT,
    /** A text of which only its identity is kept: equal or not, and no more. */
    IDENTITY,
    TIME,
    NUMBER,
    BOOLEAN,
    GROUP;

    boolean isText() {
      return this == CODE || this == TEXT || this == IDENTITY;
    }
  }

  /**
   * A path that leads somewhere.
   *
   * @param valueSet of a code, else null
   * @param items of a group, else empty
   */
  record Value(Path path, Kind kind, String valueSet, Map<String, AttributeDefinition> items) {}

  private static final Set<String> TIMES = Set.of("$occurredAt", "$asOf", "$cut");

  /** Attributes of which day blocks keep the identity only. */
  private static final Pattern IDENTITIES =
      Pattern.compile(".*(Ref|Key|No|Id)|orderGroup|accession");

  /** Attributes that day blocks do not keep. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(".*Url|documents|candidates|conclusion|findings");

  /** Several paths, in place of one. */
  static final String FIRST_OF = "first-of";

  private static final Set<String> OWN_IDENTITIES = Set.of("$key", "$person");

  private final List<EventDefinition> events = new ArrayList<>();
  private final Map<String, EventDefinition> aliases = new LinkedHashMap<>();
  private final List<EventDefinition> counted;
  // shared by all places of a formula: what nothing names is read for nothing
  private final Set<String> named;
  private boolean labelled;

  private Names(List<EventDefinition> counted, Set<String> named) {
    this.counted = counted;
    this.named = named;
  }

  /** Of a set of which nothing is known yet. */
  static Names empty() {
    return new Names(List.of(), new LinkedHashSet<>());
  }

  /** Adds what is counted; nothing for an event that is not known. */
  void add(EventDefinition event) {
    if (event != null) {
      events.add(event);
    }
  }

  /** Adds an alias; its attributes are not checked where its event is not known (null). */
  void alias(String alias, EventDefinition event) {
    aliases.put(alias, event);
  }

  void label() {
    labelled = true;
  }

  /** As the conditions of a join have them: its own attributes are plain, {@code this} counts. */
  Names inside(EventDefinition joined) {
    Names inside = new Names(List.copyOf(events), named);
    inside.add(joined);
    inside.aliases.putAll(aliases);
    return inside;
  }

  /** Those of several members of a union together. */
  void addAll(Names member) {
    events.addAll(member.events);
    aliases.putAll(member.aliases);
    named.addAll(member.named);
    labelled |= member.labelled;
  }

  boolean isAlias(String alias) {
    named.add(alias);
    return aliases.containsKey(alias);
  }

  Set<String> aliases() {
    return aliases.keySet();
  }

  /** Aliases that nothing names. */
  Set<String> unnamed() {
    Set<String> unnamed = new TreeSet<>(aliases.keySet());
    unnamed.removeAll(named);
    return unnamed;
  }

  /** As {@link #value(YamlMap, String, String)}, where {@code {first-of: [a, b]}} may stand too. */
  Value value(YamlMap yaml, String key) {
    if (!yaml.isMap(key)) {
      String text = yaml.required(key);
      return text.isEmpty() ? null : value(yaml, key, text);
    }
    YamlMap several = yaml.map(key);
    Value value = firstOf(several);
    several.done();
    return value;
  }

  /** The first of several paths that is told. */
  Value firstOf(YamlMap yaml) {
    List<String> texts = yaml.texts(FIRST_OF);
    List<Value> values = new ArrayList<>();
    for (String text : texts) {
      Value value = value(yaml, FIRST_OF, text);
      if (value != null) {
        values.add(value);
      }
    }
    if (texts.size() < 2) {
      yaml.problem(yaml.line(), "'first-of' takes two paths or more: {first-of: [a, b]}");
      return null;
    }
    if (values.size() < texts.size()) {
      return null;
    }
    Kind kind = values.get(0).kind();
    for (Value value : values) {
      if (value.kind() == kind) {
        continue;
      }
      if (!value.kind().isText() || !kind.isText()) {
        yaml.problem(
            yaml.line(FIRST_OF), "'first-of' takes paths of one kind: texts, times or numbers");
        return null;
      }
      kind = Kind.IDENTITY;
    }
    return new Value(Path.firstOf(values.stream().map(Value::path).toList()), kind, null, Map.of());
  }

  /** What a path leads to; null where it leads nowhere, which is then told as a problem. */
  Value value(YamlMap at, String key, String text) {
    Path path;
    try {
      path = Path.parse(text);
    } catch (IllegalArgumentException e) {
      at.problem(at.line(key), e.getMessage());
      return null;
    }
    if (path.alias().isEmpty()) {
      return value(at, key, path, events);
    }
    if (path.alias().equals(Path.THIS)) {
      if (counted.isEmpty() && !events.isEmpty()) {
        at.problem(
            at.line(key),
            "'"
                + text
                + "': 'this' is the counted event, in the conditions of a join; write '"
                + path.name()
                + "' here");
        return null;
      }
      return value(at, key, path, counted);
    }
    if (!isAlias(path.alias())) {
      at.problem(
          at.line(key),
          "'"
              + text
              + "' names no join; "
              + (aliases.isEmpty()
                  ? "there is none here (join: {" + path.alias() + ": …})"
                  : "known here are " + String.join(", ", aliases.keySet())));
      return null;
    }
    EventDefinition event = aliases.get(path.alias());
    return event == null ? null : value(at, key, path, List.of(event));
  }

  private Value value(YamlMap at, String key, Path path, List<EventDefinition> of) {
    String name = path.name();
    if (name.startsWith("$")) {
      return own(at, key, path);
    }
    List<String> types = new ArrayList<>();
    for (EventDefinition event : of) {
      AttributeDefinition attribute = attribute(event, name);
      if (attribute != null && isLeftOut(name)) {
        at.problem(at.line(key), "'" + name + "' is read by people and not kept for counting");
        return null;
      }
      if (attribute != null) {
        return new Value(path, kind(attribute), attribute.valueSet(), attribute.items());
      }
      types.add(event.type());
    }
    if (!of.isEmpty()) {
      at.problem(
          at.line(key),
          "'"
              + name
              + "' is no attribute of "
              + String.join(", ", types)
              + "; known are "
              + String.join(", ", new TreeSet<>(of.get(0).attributes().keySet())));
    }
    return null;
  }

  private Value own(YamlMap at, String key, Path path) {
    String name = path.name();
    if (TIMES.contains(name)) {
      return new Value(path, Kind.TIME, null, Map.of());
    }
    if (name.equals("$label") && !labelled) {
      at.problem(at.line(key), "'$label' needs a set of 'union' with a label");
      return null;
    }
    return new Value(
        path, OWN_IDENTITIES.contains(name) ? Kind.IDENTITY : Kind.TEXT, null, Map.of());
  }

  /** As it was told, or as the hub itself knows it. */
  private static AttributeDefinition attribute(EventDefinition event, String name) {
    AttributeDefinition side = SideAttributes.of(event.type()).get(name);
    return side == null ? event.attributes().get(name) : side;
  }

  private static boolean isLeftOut(String attribute) {
    return LEFT_OUT.matcher(attribute).matches();
  }

  /** What an attribute's value is. */
  static Kind kind(AttributeDefinition attribute) {
    return switch (attribute.type()) {
      case CODE -> Kind.CODE;
      case TIME -> Kind.TIME;
      case VALUE, INTEGER, AMOUNT -> Kind.NUMBER;
      case BOOLEAN -> Kind.BOOLEAN;
      case GROUP -> Kind.GROUP;
      case TEXT -> IDENTITIES.matcher(attribute.name()).matches() ? Kind.IDENTITY : Kind.TEXT;
    };
  }
}
