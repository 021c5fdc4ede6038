package org.bianmin.hub.indicator.programme;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.YamlMap;

/**
 * Reads conditions, and tells of those that can never be meant: a bound on a text, and the like.
 */
final class ConditionFile {

  static final Set<String> BOUNDS = Set.of("at-least", "at-most", "more-than", "less-than");

  /** Each kind of condition by its key, and what may stand beside it. */
  private static final Map<String, Set<String>> BESIDE = new LinkedHashMap<>();

  /** All keys of conditions. */
  private static final Set<String> KEYS = new LinkedHashSet<>();

  static {
    BESIDE.put("attr", ValueConditions.OF_ATTRIBUTE);
    BESIDE.put("group", ValueConditions.OF_GROUP);
    Set<String> joined = new LinkedHashSet<>(BOUNDS);
    joined.add("none");
    BESIDE.put("joined", joined);
    for (String pair : List.of("same", "different", "same-day", "before", "not-after")) {
      BESIDE.put(pair, Set.of());
    }
    BESIDE.put("days", BOUNDS);
    BESIDE.put("minutes", BOUNDS);
    BESIDE.put("weekday", Set.of("in"));
    BESIDE.put("void", Set.of("key"));
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
  private final ValueConditions values;

  ConditionFile(Vocabulary words, Names names) {
    this.words = words;
    this.names = names;
    this.values = new ValueConditions(words, names);
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
      case "attr" -> values.attr(yaml);
      case "group" -> values.group(yaml);
      case "joined" -> joined(yaml);
      case "same" -> pair(yaml, head, false, Condition.Same::new);
      case "different" -> pair(yaml, head, false, Condition.Different::new);
      case "same-day" -> pair(yaml, head, true, Condition.SameDay::new);
      case "before" -> pair(yaml, head, true, Condition.Before::new);
      case "not-after" -> pair(yaml, head, true, Condition.NotAfter::new);
      case "days", "minutes" -> span(yaml, head);
      case "weekday" -> weekday(yaml);
      case "parameter" -> parameter(yaml);
      case "void" -> isVoid(yaml);
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

  private Condition joined(YamlMap yaml) {
    String alias = yaml.required("joined");
    boolean none = Boolean.TRUE.equals(yaml.flag("none"));
    Bounds bounds = Reading.bounds(yaml);
    if (!names.isAlias(alias)) {
      yaml.problem(
          yaml.line("joined"),
          "'"
              + alias
              + "' names no join; "
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
      boolean first = Fit.fits(yaml, key, one, Names.Kind.TIME);
      boolean second = Fit.fits(yaml, key, other, Names.Kind.TIME);
      return first && second ? make.apply(one.path(), other.path()) : null;
    }
    boolean alike = one.kind() == other.kind() || (one.kind().isText() && other.kind().isText());
    if (!alike || one.kind() == Names.Kind.GROUP) {
      yaml.problem(
          yaml.line(key),
          "'"
              + one.path()
              + "' is "
              + Fit.said(one.kind())
              + " and '"
              + other.path()
              + "' is "
              + Fit.said(other.kind())
              + "; they cannot be compared");
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
      yaml.problem(yaml.line(key), "'" + key + "' needs a bound beside it, for example at-most: 2");
    }
    if (bounds == null || from == null || to == null) {
      return null;
    }
    boolean first = Fit.fits(span, "from", from, Names.Kind.TIME);
    boolean second = Fit.fits(span, "to", to, Names.Kind.TIME);
    if (!first || !second) {
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
          Reading.word(yaml, "in", word, Condition.DayKind.values(), Condition.DayKind::written);
      if (kind != null) {
        kinds.add(kind);
      }
    }
    if (at == null || !Fit.fits(yaml, "weekday", at, Names.Kind.TIME)) {
      return null;
    }
    return Reading.make(yaml, () -> new Condition.Weekday(at.path(), kinds));
  }

  private Condition isVoid(YamlMap yaml) {
    EventDefinition event = words.event(yaml, "void");
    Names.Value key = names.value(yaml, "key");
    if (event == null || key == null) {
      return null;
    }
    if (!key.kind().isText()) {
      yaml.problem(
          yaml.line("key"), "'" + key.path() + "' is " + Fit.said(key.kind()) + " and no key");
      return null;
    }
    return new Condition.VoidFact(event.type(), key.path());
  }

  /** Of the roster: parameters have any name there. */
  private static Condition parameter(YamlMap yaml) {
    String name = yaml.required("parameter");
    Boolean present = yaml.flag("present");
    return Reading.make(
        yaml,
        () ->
            new Condition.Parameter(
                name,
                new LinkedHashSet<>(yaml.texts("in")),
                new LinkedHashSet<>(yaml.texts("not-in")),
                present));
  }
}
