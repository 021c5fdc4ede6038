package org.bianmin.hub.indicator.programme;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.YamlMap;

/** Reads conditions on one value: {@code attr}, and {@code group} with {@code item}. */
final class ValueConditions {

  /** What may stand beside {@code attr}. */
  static final Set<String> OF_ATTRIBUTE =
      Set.of(
          "in",
          "not-in",
          "present",
          "is",
          "unless",
          "starts",
          "at-least",
          "at-most",
          "more-than",
          "less-than");

  /** What may stand beside {@code group}. */
  static final Set<String> OF_GROUP = Set.of("item", "in", "starts", "present");

  private final Vocabulary words;
  private final Names names;

  ValueConditions(Vocabulary words, Names names) {
    this.words = words;
    this.names = names;
  }

  Condition attr(YamlMap yaml) {
    Names.Value value = names.value(yaml, "attr", yaml.required("attr"));
    if (value == null) {
      return null;
    }
    Path path = value.path();
    List<Condition> asked = new ArrayList<>();
    codes(yaml, "in", value).ifPresentAdd(asked, in -> new Condition.In(path, in));
    codes(yaml, "not-in", value).ifPresentAdd(asked, in -> new Condition.NotIn(path, in));
    Boolean present = yaml.flag("present");
    if (present != null) {
      asked.add(new Condition.Present(path, present));
    }
    Boolean is = yaml.flag("is");
    Boolean unless = yaml.flag("unless");
    if (is != null && Fit.fits(yaml, "is", value, Names.Kind.BOOLEAN)) {
      asked.add(new Condition.Is(path, is));
    }
    if (unless != null && Fit.fits(yaml, "unless", value, Names.Kind.BOOLEAN)) {
      asked.add(new Condition.Unless(path, unless));
    }
    Bounds bounds = Reading.bounds(yaml);
    if (bounds != null && Fit.fits(yaml, bound(yaml), value, Names.Kind.NUMBER)) {
      asked.add(new Condition.Within(path, bounds));
    }
    if (yaml.has("starts") && Fit.starts(yaml, value.kind(), path.toString())) {
      asked.add(new Condition.Starts(path, yaml.texts("starts")));
    }
    if (asked.isEmpty() && OF_ATTRIBUTE.stream().noneMatch(yaml::has)) {
      yaml.problem(
          yaml.line(),
          "says nothing of '" + path + "'; say one of " + String.join(", ", OF_ATTRIBUTE));
    }
    return asked.size() == 1 ? asked.get(0) : new Condition.All(asked);
  }

  /** Values that a code or text is compared with. */
  private Codes codes(YamlMap yaml, String key, Names.Value value) {
    if (!yaml.has(key)) {
      return new Codes(null);
    }
    Set<String> codes = new LinkedHashSet<>(yaml.texts(key));
    if (codes.isEmpty()) {
      yaml.problem(yaml.line(key), "'" + key + "' takes at least one value");
    }
    if (value.kind() != Names.Kind.CODE && value.kind() != Names.Kind.TEXT) {
      yaml.problem(
          yaml.line(key),
          "'"
              + value.path()
              + "' is "
              + Fit.said(value.kind())
              + "; '"
              + key
              + "' asks for codes and texts"
              + (value.kind() == Names.Kind.BOOLEAN ? " (write is: true)" : ""));
      return new Codes(null);
    }
    words.codes(yaml, key, codes, value.kind(), value.valueSet());
    return new Codes(codes);
  }

  private record Codes(Set<String> codes) {
    void ifPresentAdd(List<Condition> asked, Function<Set<String>, Condition> make) {
      if (codes != null) {
        asked.add(make.apply(codes));
      }
    }
  }

  private static String bound(YamlMap yaml) {
    return ConditionFile.BOUNDS.stream().sorted().filter(yaml::has).findFirst().orElse("at-least");
  }

  Condition group(YamlMap yaml) {
    Names.Value group = names.value(yaml, "group", yaml.required("group"));
    String item = yaml.required("item");
    if (group == null) {
      return null;
    }
    AttributeDefinition attribute = group.items().get(item);
    if (group.kind() != Names.Kind.GROUP || attribute == null) {
      yaml.problem(
          yaml.line(group.kind() == Names.Kind.GROUP ? "item" : "group"),
          group.kind() == Names.Kind.GROUP
              ? "'"
                  + item
                  + "' is no attribute of its items; known are "
                  + String.join(", ", group.items().keySet())
              : "'"
                  + group.path()
                  + "' is no group but "
                  + Fit.said(group.kind())
                  + "; write {attr: …}");
      return null;
    }
    Names.Kind kind = Names.kind(attribute);
    List<String> in = yaml.texts("in");
    List<String> starts = yaml.texts("starts");
    words.codes(yaml, "in", in, kind, attribute.valueSet());
    if (!starts.isEmpty() && !Fit.starts(yaml, kind, item)) {
      return null;
    }
    if (yaml.has("present")) {
      Boolean present = yaml.flag("present");
      if (!Boolean.TRUE.equals(present) || !in.isEmpty() || !starts.isEmpty()) {
        yaml.problem(
            yaml.line("present"),
            "of a group 'present: true' alone may be asked; for none write {not: {group: …}}");
      }
    }
    return Reading.make(yaml, () -> new Condition.Item(group.path(), item, Set.copyOf(in), starts));
  }
}
