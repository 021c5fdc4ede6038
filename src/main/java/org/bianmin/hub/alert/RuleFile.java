package org.bianmin.hub.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.YamlFile;
import org.bianmin.hub.mapping.YamlMap;

/** Reads {@code alerts/rules.yaml} of a mappings folder, or lists what is wrong with it. */
public final class RuleFile {

  /**
   * The result of reading.
   *
   * @param set null when there are problems
   */
  public record Loaded(RuleSet set, List<MappingProblem> problems) {}

  /** Below the mappings folder. */
  static final String FILE = "alerts/rules.yaml";

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,59}");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h|d)");

  private RuleFile() {}

  /** Never throws for what people wrote in it; a folder without the file has no rules. */
  public static Loaded load(Path mappings) {
    Path file = mappings.resolve(FILE);
    if (!Files.exists(file)) {
      return new Loaded(RuleSet.none(), List.of());
    }
    List<MappingProblem> problems = new ArrayList<>();
    try {
      YamlMap yaml = YamlFile.read(file, FILE, problems);
      RuleSet set = yaml == null ? null : read(yaml);
      return new Loaded(problems.isEmpty() ? set : null, List.copyOf(problems));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + FILE + " of the mappings folder", e);
    }
  }

  private static RuleSet read(YamlMap yaml) {
    Map<String, Hours> calendars = new TreeMap<>();
    calendars.put(RuleSet.ALWAYS, Hours.ALWAYS);
    YamlMap named = yaml.map("calendars");
    for (String name : named.keys()) {
      YamlMap written = named.map(name);
      if (name.equals(RuleSet.ALWAYS)) {
        written.problem(named.line(name), "'always' is the hub's own; choose another name");
      }
      calendars.put(name, hours(written));
      written.done();
    }
    List<AlertRule> rules = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    for (YamlMap written : yaml.maps("rules")) {
      AlertRule rule = rule(written, calendars);
      Integer first = lines.putIfAbsent(rule.id(), written.line());
      if (first != null) {
        written.problem(
            written.line("id"), "rule '" + rule.id() + "' stands in line " + first + " already");
      }
      written.done();
      rules.add(rule);
    }
    yaml.done();
    return new RuleSet(List.copyOf(rules), Map.copyOf(calendars));
  }

  private static Hours hours(YamlMap yaml) {
    Hours.Days days =
        word(
            yaml,
            "days",
            word ->
                Arrays.stream(Hours.Days.values())
                    .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElse(null),
            "all, working (工作日，含调休上班) or off (休息日)");
    LocalTime from = time(yaml, "from");
    LocalTime to = time(yaml, "to");
    if ((from == null) != (to == null)) {
      yaml.problem(yaml.line(), "'from' and 'to' go together; leave both out for whole days");
    }
    return new Hours(days, from == null ? LocalTime.MIN : from, to == null ? LocalTime.MIN : to);
  }

  private static LocalTime time(YamlMap yaml, String key) {
    String text = yaml.text(key);
    if (text == null) {
      return null;
    }
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      yaml.problem(yaml.line(key), "'" + text + "' is no time; write it in quotes as \"08:00\"");
      return null;
    }
  }

  private static AlertRule rule(YamlMap yaml, Map<String, Hours> calendars) {
    String id = yaml.required("id");
    if (id != null && !ID.matcher(id).matches()) {
      yaml.problem(
          yaml.line("id"), "'" + id + "' is no id; use small letters, digits and '-' (60 at most)");
    }
    Text name = text(yaml, "name");
    Kind kind =
        word(
            yaml,
            "kind",
            word -> Kind.of(word).orElse(null),
            Arrays.stream(Kind.values()).map(Kind::code).toList().toString());
    double threshold = number(yaml);
    Duration lasting = duration(yaml, "lasting", Duration.ZERO);
    Severity severity =
        word(
            yaml,
            "severity",
            word -> Severity.of(word).orElse(null),
            "critical (严重), warning (警告) or info (提示)");
    String hours = yaml.text("calendar");
    if (hours != null && !calendars.containsKey(hours)) {
      yaml.problem(
          yaml.line("calendar"),
          "no calendar '"
              + hours
              + "'; there are "
              + calendars.keySet().stream().sorted().toList());
    }
    List<String> subjects = yaml.texts("for").stream().filter(one -> !one.equals("each")).toList();
    return new AlertRule(
        id == null ? "" : id,
        name,
        kind,
        subjects,
        yaml.texts("except"),
        threshold,
        lasting,
        severity,
        hours == null ? RuleSet.ALWAYS : hours,
        text(yaml, "runbook"),
        duration(yaml, "escalate-after", null));
  }

  private static Text text(YamlMap yaml, String key) {
    if (!yaml.has(key)) {
      String unused = yaml.required(key);
      return new Text("", "");
    }
    YamlMap both = yaml.map(key);
    Text text = new Text(both.required("zh"), both.required("en"));
    both.done();
    return text;
  }

  private static double number(YamlMap yaml) {
    String text = yaml.required("threshold");
    try {
      return text == null ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      yaml.problem(
          yaml.line("threshold"), "'" + text + "' is no number; the unit is that of the kind");
      return 0;
    }
  }

  private static Duration duration(YamlMap yaml, String key, Duration otherwise) {
    String text = yaml.text(key);
    if (text == null) {
      return otherwise;
    }
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      yaml.problem(yaml.line(key), "'" + text + "' is no duration; write 90s, 5m, 2h or 1d");
      return Duration.ZERO;
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static <T> T word(YamlMap yaml, String key, Function<String, T> known, String instead) {
    String text = yaml.required(key);
    T found = text == null ? null : known.apply(text);
    if (text != null && found == null) {
      yaml.problem(yaml.line(key), "'" + text + "' is not known here; known are " + instead);
    }
    return found;
  }
}
