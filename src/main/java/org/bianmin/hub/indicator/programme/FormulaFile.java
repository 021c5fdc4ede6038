package org.bianmin.hub.indicator.programme;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.mapping.YamlMap;

/** Reads how a value is made of facts: {@code measure}, its set, and what else belongs to it. */
final class FormulaFile {

  private static final String QUANTITY = "quantity";
  private static final Set<String> STATISTIC = Set.of(QUANTITY, "reject", "shown");
  private static final Set<String> NO_SET = Set.of("ratio", "stay-days", "cells");

  /** Each measure, and what stands beside its set. */
  private static final Map<String, Set<String>> BESIDE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("share", Set.of("numerator", "sum")),
              Map.entry("count", Set.of()),
              Map.entry("distinct", Set.of("of", "among")),
              Map.entry("sum", Set.of("of")),
              Map.entry("mean", STATISTIC),
              Map.entry("median", STATISTIC),
              Map.entry("percentile", Set.of(QUANTITY, "reject", "shown", "rank")),
              Map.entry("max", STATISTIC),
              Map.entry("ratio", Set.of("numerator", "denominator", "times")),
              Map.entry("share-of-persons", Set.of("of", "also", "valid")),
              Map.entry("stock", Set.of("valid", "of")),
              Map.entry("stay-days", Set.of("stays", "where", "census", "covered")),
              Map.entry("weeks", Set.of("working-days")),
              Map.entry("per-day", Set.of("of", "days", "once")),
              Map.entry("cells", Set.of("rows", "among"))));

  /** All keys of formulas. */
  private static final Set<String> KEYS = new LinkedHashSet<>(SetFile.KEYS);

  static {
    KEYS.add("measure");
    BESIDE.values().forEach(KEYS::addAll);
    KEYS.add("yes");
  }

  private final Vocabulary words;
  private final SetFile sets;
  private final StatisticFile statistics;

  FormulaFile(Vocabulary words) {
    this.words = words;
    this.sets = new SetFile(words);
    this.statistics = new StatisticFile();
  }

  /** A formula and what becomes of its value; null where something is wrong with it. */
  Measure measure(YamlMap yaml) {
    Formula formula = read(yaml, true);
    Bounds yes = null;
    String parameter = null;
    FactSet without = null;
    if (yaml.has("yes")) {
      YamlMap bounds = yaml.map("yes");
      yes = Reading.bounds(bounds);
      parameter = bounds.text("parameter");
      if (bounds.has("without")) {
        YamlMap none = bounds.map("without");
        without = sets.read(none).set();
        none.done();
      }
      bounds.done();
      if (yes == null) {
        bounds.problem(bounds.line(), "'yes' needs a bound, for example {at-least: 20}");
      }
    }
    yaml.done();
    return formula == null ? null : new Measure(formula, yes, parameter, without);
  }

  /** One part of a ratio, which is no yes or no. */
  private Formula part(YamlMap holder, String key) {
    if (!holder.isMap(key)) {
      holder.problem(
          holder.line(key), "'" + key + "' of a ratio is a measure: {measure: count, from: …}");
      return null;
    }
    YamlMap yaml = holder.map(key);
    Formula formula = read(yaml, false);
    yaml.done();
    return formula;
  }

  private Formula read(YamlMap yaml, boolean whole) {
    KEYS.forEach(yaml::has);
    String measure = yaml.required("measure");
    if (measure.isEmpty()) {
      return null;
    }
    if (!BESIDE.containsKey(measure)) {
      yaml.problem(
          yaml.line("measure"),
          "'" + measure + "' is no measure; known are " + String.join(", ", BESIDE.keySet()));
      return null;
    }
    Set<String> wanted = new TreeSet<>(BESIDE.get(measure));
    wanted.add("measure");
    if (!NO_SET.contains(measure)) {
      wanted.addAll(SetFile.KEYS);
    }
    if (whole) {
      wanted.add("yes");
    }
    Reading.only(yaml, "measure: " + measure, KEYS, wanted);
    return NO_SET.contains(measure) ? withoutSet(yaml, measure) : withSet(yaml, measure);
  }

  private Formula withoutSet(YamlMap yaml, String measure) {
    return switch (measure) {
      case "ratio" -> ratio(yaml);
      case "stay-days" -> new StayDaysFile(words).read(yaml);
      default -> new CellsFile(words, sets).read(yaml);
    };
  }

  private Formula ratio(YamlMap yaml) {
    Formula numerator = part(yaml, "numerator");
    Formula denominator = part(yaml, "denominator");
    int times = Reading.whole(yaml, "times", 1, 100, 1);
    return numerator == null || denominator == null
        ? null
        : Reading.make(yaml, () -> new Formula.Ratio(numerator, denominator, times));
  }

  private Formula withSet(YamlMap yaml, String measure) {
    SetFile.Read read = sets.read(yaml);
    Formula formula =
        switch (measure) {
          case "share" -> share(yaml, read);
          case "count" -> read.set() == null ? null : new Formula.Count(read.set());
          case "distinct" -> distinct(yaml, read);
          case "sum" -> sum(yaml, read);
          case "share-of-persons" -> shareOfPersons(yaml, read);
          case "stock" -> stock(yaml, read);
          case "weeks" -> weeks(yaml, read);
          case "per-day" -> perDay(yaml, read);
          default -> statistics.read(yaml, measure, read);
        };
    for (String alias : read.names().unnamed()) {
      words.warn(yaml, yaml.line("join"), "nothing uses the join '" + alias + "'");
    }
    return formula;
  }

  private Formula share(YamlMap yaml, SetFile.Read read) {
    List<Condition> numerator = new ConditionFile(words, read.names()).list(yaml, "numerator");
    if (!yaml.has("numerator") || yaml.maps("numerator").isEmpty()) {
      yaml.problem(
          yaml.line("numerator"),
          "'numerator' is missing: the conditions of those that count, [{attr: …}]");
    }
    Path sum = yaml.has("sum") ? number(yaml, "sum", read.names()) : null;
    return read.set() == null ? null : new Formula.Share(read.set(), numerator, sum);
  }

  private Formula distinct(YamlMap yaml, SetFile.Read read) {
    List<Names.Value> of = values(yaml, "of", read.names());
    List<String> among = yaml.texts("among");
    if (of == null) {
      return null;
    }
    if (of.size() == 1) {
      words.codes(yaml, "among", among, of.get(0).kind(), of.get(0).valueSet());
    }
    List<Path> paths = of.stream().map(Names.Value::path).toList();
    return read.set() == null
        ? null
        : Reading.make(yaml, () -> new Formula.Distinct(read.set(), paths, among));
  }

  private Formula sum(YamlMap yaml, SetFile.Read read) {
    Path of = number(yaml, "of", read.names());
    return read.set() == null || of == null ? null : new Formula.Sum(read.set(), of);
  }

  private Formula shareOfPersons(YamlMap yaml, SetFile.Read read) {
    List<Path> of = paths(yaml, "of", read.names());
    Formula.Valid valid = yaml.has("valid") ? valid(yaml, "valid", read.names()) : null;
    YamlMap also = yaml.map("also");
    if (!yaml.has("also")) {
      yaml.problem(
          yaml.line(), "'also' is missing: the set whose persons count, {from: …, of: [$person]}");
      return null;
    }
    SetFile.Read other = sets.read(also);
    List<Path> alsoOf = paths(also, "of", other.names());
    also.done();
    return read.set() == null || other.set() == null || of == null || alsoOf == null
        ? null
        : Reading.make(
            yaml, () -> new Formula.ShareOfPersons(read.set(), valid, of, other.set(), alsoOf));
  }

  private Formula stock(YamlMap yaml, SetFile.Read read) {
    Formula.Valid valid = valid(yaml, "valid", read.names());
    List<Path> of = yaml.has("of") ? paths(yaml, "of", read.names()) : List.of();
    return read.set() == null || valid == null || of == null
        ? null
        : new Formula.Stock(read.set(), valid, of);
  }

  private Formula weeks(YamlMap yaml, SetFile.Read read) {
    if (!yaml.has("working-days")) {
      yaml.problem(yaml.line(), "'working-days' is missing: on so many days of a week, 3");
    }
    int days = Reading.whole(yaml, "working-days", 1, 7, 1);
    return read.set() == null ? null : new Formula.Weeks(read.set(), days);
  }

  private Formula perDay(YamlMap yaml, SetFile.Read read) {
    Quantity of = QuantityFile.read(yaml, "of", read.names());
    Formula.Days days = Reading.word(yaml, "days", Formula.Days.values());
    boolean once = Boolean.TRUE.equals(yaml.flag("once"));
    return read.set() == null || of == null || days == null
        ? null
        : Reading.make(yaml, () -> new Formula.PerDay(read.set(), of, days, once));
  }

  /** From when, and until when where it ends. */
  static Formula.Valid valid(YamlMap holder, String key, Names names) {
    if (!holder.has(key)) {
      holder.problem(holder.line(), "'" + key + "' is missing: {from: …, to: …}");
      return null;
    }
    YamlMap yaml = holder.map(key);
    Path from = time(yaml, "from", names);
    Path to = yaml.has("to") ? time(yaml, "to", names) : null;
    yaml.done();
    return from == null ? null : new Formula.Valid(from, to);
  }

  static Path time(YamlMap yaml, String key, Names names) {
    String text = yaml.required(key);
    Names.Value value = text.isEmpty() ? null : names.value(yaml, key, text);
    return value != null && Fit.fits(yaml, key, value, Names.Kind.TIME) ? value.path() : null;
  }

  private static Path number(YamlMap yaml, String key, Names names) {
    String text = yaml.required(key);
    Names.Value value = text.isEmpty() ? null : names.value(yaml, key, text);
    return value != null && Fit.fits(yaml, key, value, Names.Kind.NUMBER) ? value.path() : null;
  }

  /** Paths whose values are told apart; null where one leads nowhere or there is none. */
  private static List<Path> paths(YamlMap yaml, String key, Names names) {
    List<Names.Value> values = values(yaml, key, names);
    return values == null ? null : values.stream().map(Names.Value::path).toList();
  }

  private static List<Names.Value> values(YamlMap yaml, String key, Names names) {
    List<YamlMap> items = yaml.maps(key, "path");
    if (items.isEmpty()) {
      yaml.problem(yaml.line(key), "'" + key + "' takes a path or several, for example [$person]");
      return null;
    }
    List<Names.Value> values = new ArrayList<>();
    for (YamlMap item : items) {
      Names.Value value =
          item.has(Names.FIRST_OF) ? names.firstOf(item) : names.value(item, "path");
      item.done();
      if (value != null && value.kind() == Names.Kind.GROUP) {
        item.problem(item.line(), "'" + value.path() + "' is a group, which is no value");
      } else if (value != null) {
        values.add(value);
      }
    }
    return values.size() < items.size() ? null : values;
  }
}
