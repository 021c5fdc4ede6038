package org.bianmin.hub.mapping;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one file of {@code mappings/views/}, and checks its query against its event. */
final class ViewFile {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);
  private static final String PARAMETER = "?";
  private static final String QUERY = "query";
  private static final String WATERMARK = "watermark";
  private static final String WINDOW = "window";
  private static final String VOID = "void";
  private static final String COLUMN = "column";

  private final YamlMap yaml;

  private ViewFile(YamlMap yaml) {
    this.yaml = yaml;
  }

  /** The view; its problems go where the YAML's go. */
  static ViewDefinition read(YamlMap yaml, Map<String, EventDefinition> events) {
    ViewFile file = new ViewFile(yaml);
    ViewDefinition view = file.read();
    file.check(view, events.get(view.event()), events.keySet());
    return view;
  }

  private ViewDefinition read() {
    ViewDefinition view =
        new ViewDefinition(
            yaml.required("view"),
            yaml.required("event"),
            yaml.required(QUERY),
            yaml.text("clock"),
            watermark(yaml.map(WATERMARK)),
            yaml.has(WINDOW) ? window(yaml.map(WINDOW)) : null,
            yaml.has(VOID) ? voids(yaml.map(VOID)) : null,
            yaml.file());
    yaml.done();
    return view;
  }

  private static ViewDefinition.Watermark watermark(YamlMap map) {
    String column = map.text(COLUMN);
    var watermark =
        new ViewDefinition.Watermark(
            column == null ? ViewDefinition.RECORDED_AT : column.toLowerCase(Locale.ROOT),
            duration(map, "overlap", Duration.ofMinutes(10)),
            day(map, "from"),
            bind(map));
    map.done();
    return watermark;
  }

  private static ViewDefinition.Window window(YamlMap map) {
    var window =
        new ViewDefinition.Window(
            map.required(COLUMN).toLowerCase(Locale.ROOT),
            number(map, "days", 35, 3660),
            duration(map, "every", Duration.ofHours(1)),
            number(map, "most", 10, 100),
            bind(map));
    map.done();
    return window;
  }

  private static ViewDefinition.Voids voids(YamlMap map) {
    Set<String> in = new TreeSet<>(map.texts("in"));
    if (in.isEmpty()) {
      map.problem(map.line(), "'void' names no values: write in: ['1'] with those that mean 作废");
    }
    var voids =
        new ViewDefinition.Voids(map.required(COLUMN).toLowerCase(Locale.ROOT), Set.copyOf(in));
    map.done();
    return voids;
  }

  private static String bind(YamlMap map) {
    String bind = map.text("bind");
    if (bind == null) {
      return PARAMETER;
    }
    if (bind.indexOf(PARAMETER) < 0 || bind.indexOf(PARAMETER) != bind.lastIndexOf(PARAMETER)) {
      map.problem(map.line("bind"), "'bind' has one '?', for example cast(? as date)");
      return PARAMETER;
    }
    return bind;
  }

  private static Duration duration(YamlMap map, String key, Duration otherwise) {
    String text = map.text(key);
    if (text == null) {
      return otherwise;
    }
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      map.problem(map.line(key), "'" + key + "' is a number with s, m, h or d, for example 10m");
      return otherwise;
    }
    return Duration.ofSeconds(Long.parseLong(parts.group(1)) * SECONDS.get(parts.group(2)));
  }

  private static int number(YamlMap map, String key, int otherwise, int largest) {
    String text = map.text(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > largest || text.equals("0")) {
      map.problem(map.line(key), "'" + key + "' is a whole number from 1 to " + largest);
      return otherwise;
    }
    return Integer.parseInt(text);
  }

  private static LocalDate day(YamlMap map, String key) {
    String text = map.text(key);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      map.problem(map.line(key), "'" + key + "' is a day, for example 2026-01-01");
      return null;
    }
  }

  private void check(ViewDefinition view, EventDefinition event, Set<String> events) {
    if (event == null && !view.event().isEmpty()) {
      yaml.problem(
          yaml.line("event"), "no event '" + view.event() + "' in mappings/events: " + events);
    }
    clock(view);
    SelectText select = new SelectText(view.query());
    String wrong = view.query().isEmpty() ? null : select.problem();
    if (wrong != null) {
      yaml.problem(yaml.line(QUERY), "'query' " + wrong);
    }
    List<String> columns = view.query().isEmpty() || wrong != null ? null : select.columns();
    if (columns != null) {
      unnamed(columns);
      controls(view, columns);
      if (event != null) {
        new ViewColumns(yaml.line(QUERY), yaml, view, event).check(columns);
      }
    }
  }

  private void clock(ViewDefinition view) {
    String wrong = view.clock() == null ? null : new SelectText(view.clock()).problem();
    if (wrong != null) {
      yaml.problem(yaml.line("clock"), "'clock' " + wrong);
    }
  }

  private void unnamed(List<String> columns) {
    int at = columns.indexOf("");
    if (at >= 0) {
      yaml.problem(
          yaml.line(QUERY), "column " + (at + 1) + " of 'query' has no name: add 'as …' to it");
    }
  }

  private void controls(ViewDefinition view, List<String> columns) {
    demand(columns, ViewDefinition.KEY, QUERY, "the business key of the fact");
    demand(columns, view.watermark().column(), WATERMARK, "the time that grows with each change");
    if (view.window() != null) {
      demand(columns, view.window().column(), WINDOW, "the time by which rows are read again");
    }
    if (view.voids() != null) {
      demand(columns, view.voids().column(), VOID, "the mark of what was taken back");
    }
  }

  private void demand(List<String> columns, String column, String place, String meaning) {
    if (!column.isEmpty() && !columns.contains(column)) {
      yaml.problem(
          yaml.line(place), "'query' has no column '" + column + "' (" + meaning + "): add it");
    }
  }
}
