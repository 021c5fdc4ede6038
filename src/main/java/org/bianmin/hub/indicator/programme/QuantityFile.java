package org.bianmin.hub.indicator.programme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.YamlMap;

/** Reads what is averaged, ranked or added up of each event. */
final class QuantityFile {

  private static final Map<String, Quantity.Unit> UNITS =
      Map.of(
          "minutes", Quantity.Unit.MINUTES,
          "hours", Quantity.Unit.HOURS,
          "days", Quantity.Unit.DAYS,
          "calendar-days", Quantity.Unit.CALENDAR_DAYS);

  private static final String ATTRIBUTE = "attr";
  private static final String EACH = "each";

  private QuantityFile() {}

  /** A mapping of one key, or a plain path; null where something is wrong, which is told. */
  static Quantity read(YamlMap holder, String key, Names names) {
    return read(holder, key, names, false);
  }

  /** The same, where each item of a group may have a number. */
  static Quantity readEach(YamlMap holder, String key, Names names) {
    return read(holder, key, names, true);
  }

  private static Quantity read(YamlMap holder, String key, Names names, boolean each) {
    if (!holder.has(key)) {
      holder.problem(
          holder.line(), "'" + key + "' is missing, for example {minutes: {from: a, to: b}}");
      return null;
    }
    if (!holder.isMap(key)) {
      return attribute(holder, key, names);
    }
    YamlMap yaml = holder.map(key);
    List<String> told = new ArrayList<>();
    UNITS.keySet().stream().sorted().filter(yaml::has).forEach(told::add);
    if (yaml.has(ATTRIBUTE)) {
      told.add(ATTRIBUTE);
    }
    if (each && yaml.has(EACH)) {
      told.add(EACH);
    }
    if (each && yaml.has("item") && !told.contains(EACH)) {
      yaml.problem(yaml.line("item"), "'item' goes with 'each', which is a group");
    }
    Quantity quantity = null;
    if (told.size() != 1) {
      yaml.problem(
          yaml.line(),
          "'"
              + key
              + "' is one of minutes, hours, days, calendar-days, attr"
              + (each ? ", each" : ""));
    } else if (told.get(0).equals(ATTRIBUTE)) {
      quantity = attribute(yaml, ATTRIBUTE, names);
    } else if (told.get(0).equals(EACH)) {
      quantity = items(yaml, names);
    } else {
      quantity = between(yaml.map(told.get(0)), UNITS.get(told.get(0)), names);
    }
    yaml.done();
    return quantity;
  }

  private static Quantity attribute(YamlMap yaml, String key, Names names) {
    Names.Value value = names.value(yaml, key, yaml.required(key));
    return value != null && Fit.fits(yaml, key, value, Names.Kind.NUMBER)
        ? new Quantity.Attribute(value.path())
        : null;
  }

  private static Quantity items(YamlMap yaml, Names names) {
    Names.Value group = names.value(yaml, EACH, yaml.required(EACH));
    String item = yaml.required("item");
    if (group == null || item.isEmpty() || !Fit.fits(yaml, EACH, group, Names.Kind.GROUP)) {
      return null;
    }
    AttributeDefinition number = group.items().get(item);
    if (number == null || Names.kind(number) != Names.Kind.NUMBER) {
      yaml.problem(
          yaml.line("item"), "'" + item + "' is no number of the items of '" + group.path() + "'");
      return null;
    }
    return new Quantity.Items(group.path(), item);
  }

  private static Quantity between(YamlMap yaml, Quantity.Unit unit, Names names) {
    Quantity.Moment from = moment(yaml, "from", names);
    Quantity.Moment to = moment(yaml, "to", names);
    yaml.done();
    return from == null || to == null ? null : new Quantity.Between(unit, from, to);
  }

  private static Quantity.Moment moment(YamlMap yaml, String key, Names names) {
    if (!yaml.isMap(key)) {
      Path path = time(yaml, key, yaml.required(key), names);
      return path == null ? null : new Quantity.Moment(List.of(path));
    }
    YamlMap later = yaml.map(key);
    List<String> texts = later.texts("later-of");
    List<Path> paths = new ArrayList<>();
    for (String text : texts) {
      Path path = time(later, "later-of", text, names);
      if (path != null) {
        paths.add(path);
      }
    }
    later.done();
    if (texts.size() < 2) {
      later.problem(later.line(), "'later-of' takes two times or more: {later-of: [a, b]}");
      return null;
    }
    return paths.size() < texts.size() ? null : new Quantity.Moment(paths);
  }

  private static Path time(YamlMap yaml, String key, String text, Names names) {
    Names.Value value = text.isEmpty() ? null : names.value(yaml, key, text);
    return value != null && Fit.fits(yaml, key, value, Names.Kind.TIME) ? value.path() : null;
  }
}
