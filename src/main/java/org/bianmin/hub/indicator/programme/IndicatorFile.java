package org.bianmin.hub.indicator.programme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.YamlMap;

/** Reads one indicator of a programme's folder. */
final class IndicatorFile {

  private static final List<String> UNITS =
      List.of(
          "%",
          "count", "persons", "cases", "s", "min", "h", "days", "fen", "yes/no", "level", "list",
          "times");

  private static final int MOST_DECIMALS = 6;

  private final MappingSet set;
  private final List<MappingProblem> warnings;

  IndicatorFile(MappingSet set, List<MappingProblem> warnings) {
    this.set = set;
    this.warnings = warnings;
  }

  /**
   * The definition; null where something is wrong, which is told.
   *
   * @param id name of the file without its ending
   * @param hash of its content
   */
  IndicatorDefinition read(YamlMap yaml, String programme, String id, String hash) {
    String own = yaml.required("indicator");
    if (!own.isEmpty() && !own.equals(id)) {
      yaml.problem(
          yaml.line("indicator"),
          "indicator '" + own + "' stands in a file of another name; rename one of them");
    }
    List<Switch> switches = switches(yaml.map("switches"));
    Vocabulary words = new Vocabulary(set, switches, warnings);
    FormulaFile formulas = new FormulaFile(words);
    Measure measure = yaml.has("formula") ? formulas.measure(yaml.map("formula")) : null;
    Declaration declared = yaml.has("declared") ? declared(yaml.map("declared")) : null;
    List<Beside> beside = beside(yaml, formulas);
    if (!yaml.has("formula") && !yaml.has("declared")) {
      yaml.problem(
          yaml.line(),
          "there is neither 'formula' (what is computed) nor 'declared' (what a person declares)");
    }
    for (String name : words.unasked()) {
      words.warn(yaml, yaml.line("switches"), "nothing asks for the switch '" + name + "'");
    }
    Words name = Reading.words(yaml, "name");
    Words source = Reading.words(yaml, "source");
    Words reading = Reading.words(yaml, "reading");
    int version = version(yaml);
    String unit = unit(yaml);
    IndicatorDefinition.Direction direction =
        Reading.word(yaml, "direction", IndicatorDefinition.Direction.values());
    int decimals = Reading.whole(yaml, "decimals", 0, MOST_DECIMALS, 0);
    Target target = yaml.has("target") ? target(yaml.map("target")) : null;
    List<String> applies = applies(yaml);
    ReportPeriod period = Reading.word(yaml, "period", ReportPeriod.values());
    IndicatorDefinition.CityRule city =
        yaml.has("city")
            ? Reading.word(yaml, "city", IndicatorDefinition.CityRule.values())
            : IndicatorDefinition.CityRule.POOLED;
    List<String> ledger = yaml.texts("ledger");
    yaml.done();
    if (measure == null && declared == null) {
      return null;
    }
    return Reading.make(
        yaml,
        () ->
            new IndicatorDefinition(
                programme, id, name, ledger, version, unit, direction, decimals, target, applies,
                period, source, reading, switches, city, measure, declared, beside, hash));
  }

  private static int version(YamlMap yaml) {
    if (!yaml.has("version")) {
      yaml.problem(yaml.line(), "'version' is missing: 1, and one more with every new meaning");
    }
    return Reading.whole(yaml, "version", 1, 9999, 1);
  }

  private static String unit(YamlMap yaml) {
    yaml.required("unit");
    return Reading.oneOf(yaml, "unit", UNITS, "");
  }

  private static List<String> applies(YamlMap yaml) {
    List<String> applies = yaml.texts("applies");
    for (String item : applies) {
      if (item.equals("all")) {
        continue;
      }
      for (String term : item.split("\\+", -1)) {
        if (!RosterFile.TERMS.contains(term)) {
          yaml.problem(
              yaml.line("applies"),
              "'"
                  + term
                  + "' is no term of the roster; known are all, "
                  + String.join(", ", RosterFile.TERMS));
        }
      }
    }
    return applies.isEmpty() ? List.of("all") : applies;
  }

  private static Target target(YamlMap yaml) {
    Map<Target.Is, BigDecimal> bounds = new LinkedHashMap<>();
    for (Target.Is is : List.of(Target.Is.AT_LEAST, Target.Is.AT_MOST, Target.Is.EQUAL)) {
      BigDecimal number = Reading.number(yaml, Reading.written(is));
      if (number != null) {
        bounds.put(is, number);
      }
    }
    String from = yaml.required("from");
    yaml.done();
    BigDecimal least = bounds.get(Target.Is.AT_LEAST);
    BigDecimal most = bounds.get(Target.Is.AT_MOST);
    if (bounds.size() == 2 && least != null && most != null) {
      if (least.compareTo(most) > 0) {
        yaml.problem(yaml.line(), "'at-least' of the target is above its 'at-most'");
      }
      return new Target(Target.Is.BETWEEN, least, most, from);
    }
    if (bounds.size() != 1) {
      yaml.problem(
          yaml.line(),
          "'target' says at-least, at-most, both of them, or equal, each with a number");
      return null;
    }
    Map.Entry<Target.Is, BigDecimal> bound = bounds.entrySet().iterator().next();
    return new Target(bound.getKey(), bound.getValue(), from);
  }

  private static List<Switch> switches(YamlMap all) {
    List<Switch> switches = new ArrayList<>();
    for (String name : all.keys()) {
      YamlMap one = all.map(name);
      String choose = one.required("choose");
      Map<String, Words> of = new LinkedHashMap<>();
      YamlMap choices = one.map("of");
      for (String choice : choices.keys()) {
        Words words = Reading.words(choices, choice);
        of.put(choice, words);
      }
      one.done();
      if (of.size() < 2) {
        one.problem(one.line(), "a switch has two choices or more: of: {kept: {zh: …, en: …}, …}");
      } else if (!of.containsKey(choose)) {
        one.problem(
            one.line("choose"),
            "switch '"
                + name
                + "' has no choice '"
                + choose
                + "'; it has "
                + String.join(", ", of.keySet()));
        // so that conditions that ask for it are still looked at
        switches.add(new Switch(name, of.keySet().iterator().next(), of));
      } else {
        switches.add(new Switch(name, choose, of));
      }
    }
    return switches;
  }

  private static Declaration declared(YamlMap yaml) {
    String obligation = yaml.required("obligation");
    String text = yaml.required("value");
    Declaration.Kind kind =
        text.isEmpty()
            ? null
            : Reading.word(
                yaml,
                "value",
                text,
                Declaration.Kind.values(),
                k -> k == Declaration.Kind.YES_NO ? "yes/no" : Reading.written(k));
    List<String> evidence = yaml.texts("evidence");
    yaml.done();
    return new Declaration(obligation, kind, evidence);
  }

  private static List<Beside> beside(YamlMap yaml, FormulaFile formulas) {
    List<Beside> beside = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (YamlMap one : yaml.maps("beside")) {
      String code = one.required("code");
      Words name = Reading.words(one, "name");
      String unit = Reading.oneOf(one, "unit", UNITS, null);
      Measure measure = null;
      if (one.has("formula")) {
        measure = formulas.measure(one.map("formula"));
      } else {
        one.problem(one.line(), "'formula' is missing: {measure: …}");
      }
      one.done();
      if (!codes.add(code)) {
        one.problem(one.line("code"), "two of 'beside' are called '" + code + "'");
      }
      if (measure != null) {
        beside.add(new Beside(code, name, unit, measure));
      }
    }
    return beside;
  }
}
