package org.bianmin.hub.indicator.programme;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.NamedRow;
import org.bianmin.hub.mapping.TableFile;

/** Reads {@code programmes/holidays.csv}, what the State Council announces every autumn. */
final class HolidayFile {

  static final String FILE = "programmes/holidays.csv";

  private static final String HOLIDAY = "holiday";

  private record Row(LocalDate date, HolidayCalendar.Kind kind) {}

  private HolidayFile() {}

  /** Knows weekends only where there is no such file. */
  static HolidayCalendar read(Path file, List<MappingProblem> problems) throws IOException {
    Map<LocalDate, Integer> lines = new HashMap<>();
    var table =
        new TableFile<>(
                FILE, List.of("date", "kind", "name", "source"), List.of(), row -> row(row, lines))
            .read(file, problems);
    Map<LocalDate, HolidayCalendar.Kind> days = new TreeMap<>();
    table.values().forEach(row -> days.put(row.date(), row.kind()));
    return days.isEmpty() ? HolidayCalendar.none() : new HolidayCalendar(days);
  }

  private static Row row(NamedRow row, Map<LocalDate, Integer> lines) {
    row.need("date", "kind", "name", "source");
    LocalDate date = row.day("date");
    String kind = row.oneOf("kind", List.of(HOLIDAY, "workday"));
    if (date == null || kind == null) {
      return null;
    }
    Integer first = lines.putIfAbsent(date, row.line());
    if (first != null) {
      row.problem(date + " stands in line " + first + " already; keep one");
    }
    boolean holiday = kind.equals(HOLIDAY);
    if (!holiday
        && date.getDayOfWeek() != DayOfWeek.SATURDAY
        && date.getDayOfWeek() != DayOfWeek.SUNDAY) {
      row.problem(
          date
              + " is no Saturday or Sunday: 'workday' is a day of a weekend that is worked (调休上班)");
    }
    return new Row(date, holiday ? HolidayCalendar.Kind.HOLIDAY : HolidayCalendar.Kind.WORKDAY);
  }
}
