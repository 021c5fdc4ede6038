package org.bianmin.hub.indicator.programme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.YamlMap;

/** Reads conditions, and tells of those that can never be meant: a bound on a text, and the like. */
final class ConditionFile {

  private static final Set<String> BOUNDS =
      Set.of("at-least", "at-most", "more-than", "less-than");

  /** Each kind of condition by its key, and what may stand beside it. */
  private static final Map<String, Set<String>> BESIDE = new LinkedHashMap<>();

  /** All keys of conditions. */
  private static final Set<String> KEYS = new LinkedHashSet<>();

  static {
    Set<String> attr = new LinkedHashSet<>(BOUNDS);
    attr.addAll(Set.of("in", "not-in", "present", "is", "unless", "starts"));
    BESIDE.put("attr", attr);
    BESIDE.put("group", Set.of("item", "in", "starts", "present"));
    Set<String> joined = new LinkedHashSet<>(BOUNDS);
    joined.add("none");
    BESIDE.put("joined", joined);
    for (String pair : List.of("same", "different", "same-day", "before", "not-after")) {
      BESIDE.put(pair, Set.of());
    }
    BESIDE.put("days", BOUNDS);
    BESIDE.put("minutes", BOUNDS);
    BESIDE.put("weekday", Set.of("in"));
    BESIDE.put("parameter", Set.of("in", "not-in", "present"));
    for (String list : List.of("any", "all", "not")) {
      BESIDE.put(list, Set.of());
    }
    KEYS.addAll(BESIDE.keySet());
    BESIDE.values().forEach(KEYS::addAll);
    KEYS.add("when");
  }

  private final Vocabulary words;
  private final Names names;

  ConditionFile(Vocabulary words, Names names) {
    this.words = words;
    this.names = names;
  }

  /** The conditions of a list, those that are in order. */
  List<Condition> list(YamlMap holder, String key) {
    return holder.maps(key).stream().map(this::read).filter(Objects::nonNull).toList();
  }

  private Condition read(YamlMap yaml) {
    List<String> heads = BESIDE.keySet().stream().filter(yaml::has).toList();
    KEYS.forEach(yaml::has);
    Condition condition = null;
    if (heads.size() == 1) {
      String head = heads.get(0);
      Set<String> wanted = new LinkedHashSet<>(BESIDE.get(head));
      wanted.add(head);
      wanted.add("when");
      Reading.only(yaml, head, KEYS, wanted);
      condition = of(yaml, head);
    } else {
      yaml.problem(
          yaml.line(),
          "a condition says one of "
              + String.join(", ", BESIDE.keySet())
              + (heads.isEmpty() ? "" : ", not " + String.join(" and ", heads) + " together"));
    }
    Map<String, String> when = words.when(yaml);
    yaml.done();
    return condition == null || when.isEmpty() ? condition : new Condition.When(when, condition);
  }

  private Condition of(YamlMap yaml, String head) {
    return switch (head) {
      case "attr" -> attr(yaml);
      case "group" -> group(yaml);
      case "joined" -> joined(yaml);
      case "same" -> pair(yaml, head, false, Condition.Same::new);
      case "different" -> pair(yaml, head, false, Condition.Different::new);
      case "same-day" -> pair(yaml, head, true, Condition.SameDay::new);
      case "before" -> pair(yaml, head, true, Condition.Before::new);
      case "not-after" -> pair(yaml, head, true, Condition.NotAfter::new);
      case "days", "minutes" -> span(yaml, head);
      case "weekday" -> weekday(yaml);
      case "parameter" -> parameter(yaml);
      case "any" -> new Condition.AnyOf(list(yaml, "any"));
      case "all" -> new Condition.All(list(yaml, "all"));
      default -> not(yaml);
    };
  }

  private Condition not(YamlMap yaml) {
    if (!yaml.isMap("not")) {
      yaml.problem(yaml.line("not"), "'not' takes one condition: {not: {attr: …}}");
      return null;
    }
    Condition condition = read(yaml.map("not"));
    return condition == null ? null : new Condition.Not(condition);
  }

  private Condition attr(YamlMap yaml) {
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
    if (is != null && fits(yaml, "is", value, Names.Kind.BOOLEAN)) {
      asked.add(new Condition.Is(path, is));
    }
    if (unless != null && fits(yaml, "unless", value, Names.Kind.BOOLEAN)) {
      asked.add(new Condition.Unless(path, unless));
    }
    Bounds bounds = Reading.bounds(yaml);
    if (bounds != null && fits(yaml, bound(yaml), value, Names.Kind.NUMBER)) {
      asked.add(new Condition.Within(path, bounds));
    }
    if (yaml.has("starts") && starts(yaml, value.kind(), path.toString())) {
      asked.add(new Condition.Starts(path, yaml.texts("starts")));
    }
    if (asked.isEmpty() && BESIDE.get("attr").stream().noneMatch(yaml::has)) {
      yaml.problem(
          yaml.line(),
          "says nothing of '" + path + "'; say one of " + String.join(", ", BESIDE.get("attr")));
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
          "'" + value.path() + "' is " + said(value.kind()) + "; '" + key + "' asks for codes and texts"
              + (value.kind() == Names.Kind.BOOLEAN ? " (write is: true)" : ""));
      return new Codes(null);
    }
    words.codes(yaml, key, codes, value.kind(), value.valueSet());
    return new Codes(codes);
  }

  private record Codes(Set<String> codes) {
    void ifPresentAdd(
        List<Condition> asked, java.util.function.Function<Set<String>, Condition> make) {
      if (codes != null) {
        asked.add(make.apply(codes));
      }
    }
  }

  private static boolean fits(YamlMap yaml, String key, Names.Value value, Names.Kind wanted) {
    if (value.kind() == wanted) {
      return true;
    }
    yaml.problem(
        yaml.line(key),
        "'"
            + value.path()
            + "' is "
            + said(value.kind())
            + ", and '"
            + key
            + "' asks for "
            + said(wanted));
    return false;
  }

  private static boolean starts(YamlMap yaml, Names.Kind kind, String path) {
    if (kind == Names.Kind.CODE || kind == Names.Kind.TEXT) {
      return true;
    }
    yaml.problem(
        yaml.line("starts"),
        "'"
            + path
            + "' is "
            + said(kind)
            + ", and 'starts' looks into a text"
            + (kind == Names.Kind.IDENTITY ? "; compare it with same, or ask whether it is present" : ""));
    return false;
  }

  private static String bound(YamlMap yaml) {
    return BOUNDS.stream().sorted().filter(yaml::has).findFirst().orElse("at-least");
  }

  static String said(Names.Kind kind) {
    return switch (kind) {
      case CODE -> "a code";
      case TEXT -> "a text";
      case IDENTITY -> "a number or key of which only the identity is kept";
      case TIME -> "a time";
      case NUMBER -> "a number";
      case BOOLEAN -> "a yes or no";
      case GROUP -> "a group (write {group: …, item: …})";
    };
  }

  private Condition group(YamlMap yaml) {
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
              ? "'" + item + "' is no attribute of its items; known are "
                  + String.join(", ", group.items().keySet())
              : "'" + group.path() + "' is no group but " + said(group.kind()) + "; write {attr: …}");
      return null;
    }
    Names.Kind kind = Names.kind(attribute);
    List<String> in = yaml.texts("in");
    List<String> starts = yaml.texts("starts");
    words.codes(yaml, "in", in, kind, attribute.valueSet());
    if (!starts.isEmpty() && !starts(yaml, kind, item)) {
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
    return Reading.make(
        yaml, () -> new Condition.Item(group.path(), item, Set.copyOf(in), starts));
  }

  private Condition joined(YamlMap yaml) {
    String alias = yaml.required("joined");
    boolean none = Boolean.TRUE.equals(yaml.flag("none"));
    Bounds bounds = Reading.bounds(yaml);
    if (!names.isAlias(alias)) {
      yaml.problem(
          yaml.line("joined"),
          "'" + alias + "' names no join; "
              + (names.aliases().isEmpty()
                  ? "there is none here (join: {" + alias + ": …})"
                  : "known here are " + String.join(", ", names.aliases())));
      return null;
    }
    if (none && bounds != null) {
      yaml.problem(yaml.line("none"), "'none: true' and a number of matches exclude each other");
    }
    if (none) {
      return new Condition.Joined(alias, Bounds.atMost(0));
    }
    return new Condition.Joined(alias, bounds == null ? Bounds.atLeast(1) : bounds);
  }

  private Condition pair(
      YamlMap yaml, String key, boolean times, BiFunction<Path, Path, Condition> make) {
    List<String> two = yaml.texts(key);
    if (two.size() != 2) {
      yaml.problem(yaml.line(key), "'" + key + "' takes two paths: {" + key + ": [a, b]}");
      return null;
    }
    Names.Value one = names.value(yaml, key, two.get(0));
    Names.Value other = names.value(yaml, key, two.get(1));
    if (one == null || other == null) {
      return null;
    }
    if (times) {
      boolean fit = fits(yaml, key, one, Names.Kind.TIME);
      return fit & fits(yaml, key, other, Names.Kind.TIME)
          ? make.apply(one.path(), other.path())
          : null;
    }
    boolean alike =
        one.kind() == other.kind() || (one.kind().isText() && other.kind().isText());
    if (!alike || one.kind() == Names.Kind.GROUP) {
      yaml.problem(
          yaml.line(key),
          "'" + one.path() + "' is " + said(one.kind()) + " and '" + other.path() + "' is "
              + said(other.kind()) + "; they cannot be compared");
      return null;
    }
    return make.apply(one.path(), other.path());
  }

  private Condition span(YamlMap yaml, String key) {
    YamlMap span = yaml.map(key);
    Names.Value from = names.value(span, "from", span.required("from"));
    Names.Value to = names.value(span, "to", span.required("to"));
    span.done();
    Bounds bounds = Reading.bounds(yaml);
    if (bounds == null) {
      yaml.problem(
          yaml.line(key), "'" + key + "' needs a bound beside it, for example at-most: 2");
    }
    if (bounds == null || from == null || to == null) {
      return null;
    }
    boolean fit = fits(span, "from", from, Names.Kind.TIME);
    if (!(fit & fits(span, "to", to, Names.Kind.TIME))) {
      return null;
    }
    return key.equals("days")
        ? new Condition.Days(from.path(), to.path(), bounds)
        : new Condition.Minutes(from.path(), to.path(), bounds);
  }

  private Condition weekday(YamlMap yaml) {
    Names.Value at = names.value(yaml, "weekday", yaml.required("weekday"));
    Set<Condition.DayKind> kinds = new LinkedHashSet<>();
    for (String word : yaml.texts("in")) {
      Condition.DayKind kind =
          Reading.word(
              yaml, "in", word, Condition.DayKind.values(), Condition.DayKind::written);
      if (kind != null) {
        kinds.add(kind);
      }
    }
    if (at == null || !fits(yaml, "weekday", at, Names.Kind.TIME)) {
      return null;
    }
    return Reading.make(yaml, () -> new Condition.Weekday(at.path(), kinds));
  }
}
