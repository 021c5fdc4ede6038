package org.bianmin.hub.indicator.programme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.YamlMap;

/** Reads {@code stay-days}: inpatient days at a census, and what covers them. */
final class StayDaysFile {

  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");
  private static final int HOUR = 60;
  private static final int DAY = 24 * HOUR;

  private final Vocabulary words;

  StayDaysFile(Vocabulary words) {
    this.words = words;
  }

  /** Null where something is wrong, which is told. */
  Formula read(YamlMap yaml) {
    if (!yaml.has("stays") || !yaml.has("covered")) {
      yaml.problem(
          yaml.line(),
          "'stay-days' needs stays: {event: …, ends: …} and covered: {event: …, by: …, from: …}");
      return null;
    }
    YamlMap stays = yaml.map("stays");
    EventDefinition begins = words.event(stays, "event");
    EventDefinition ends = words.event(stays, "ends");
    stays.done();
    Names names = Names.empty();
    names.add(begins);
    List<Condition> where = new ConditionFile(words, names).list(yaml, "where");
    int census = census(yaml);
    Formula.Covered covered = covered(yaml.map("covered"));
    return begins == null || ends == null || covered == null
        ? null
        : new Formula.StayDays(begins.type(), ends.type(), census, where, covered);
  }

  private static int census(YamlMap yaml) {
    String text = yaml.text("census");
    Matcher time = TIME.matcher(text == null ? "24:00" : text);
    if (!time.matches()) {
      yaml.problem(
          yaml.line("census"), "'" + text + "' is no time of day; write it in quotes: \"24:00\"");
      return DAY;
    }
    return time.group(1) == null
        ? DAY
        : Integer.parseInt(time.group(1)) * HOUR + Integer.parseInt(time.group(2));
  }

  private Formula.Covered covered(YamlMap yaml) {
    Set.of("event", "by", "from", "to", "exactly", "at-least").forEach(yaml::has);
    EventDefinition event = words.event(yaml, "event");
    Names names = Names.empty();
    names.add(event);
    String by = by(yaml, names);
    Path from = FormulaFile.time(yaml, "from", names);
    Path to = yaml.has("to") ? FormulaFile.time(yaml, "to", names) : null;
    BigDecimal exactly = Reading.number(yaml, "exactly");
    BigDecimal least = Reading.number(yaml, "at-least");
    yaml.done();
    if ((exactly == null) == (least == null)) {
      yaml.problem(yaml.line(), "'covered' says exactly: 1 or at-least: 1, one of the two");
      return null;
    }
    return event == null || by == null || from == null
        ? null
        : new Formula.Covered(
            event.type(),
            by,
            new Formula.Valid(from, to),
            exactly == null
                ? new Bounds(least, null, null, null)
                : new Bounds(exactly, exactly, null, null));
  }

  /** The attribute that names the key of the stay. */
  private static String by(YamlMap yaml, Names names) {
    YamlMap by = yaml.map("by");
    if (by.keys().size() != 1) {
      yaml.problem(yaml.line("by"), "'by' names what refers to the stay: {encounterRef: $key}");
      return null;
    }
    String own = by.keys().iterator().next();
    if (!by.required(own).equals("$key")) {
      by.problem(by.line(own), "it refers to the key of the stay: {" + own + ": $key}");
      return null;
    }
    Names.Value value = names.value(by, own, own);
    return value == null ? null : own;
  }
}
