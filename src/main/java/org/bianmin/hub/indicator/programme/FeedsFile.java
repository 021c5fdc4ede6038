package org.bianmin.hub.indicator.programme;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.NamedRow;
import org.bianmin.hub.mapping.TableFile;

/** Reads {@code programmes/feeds.csv}: on which days events are expected. */
final class FeedsFile {

  static final String FILE = "programmes/feeds.csv";

  private static final String FACILITY = "facility";
  private static final String EVENT = "event";
  private static final String DAYS = "days";

  private FeedsFile() {}

  /** Nothing is expected where there is no such file. */
  static Feeds read(Path file, MappingSet set, Roster roster, List<MappingProblem> problems)
      throws IOException {
    Map<List<String>, Integer> lines = new HashMap<>();
    return new Feeds(
        new TableFile<>(
                FILE,
                List.of(FACILITY, EVENT, DAYS),
                List.of(FACILITY),
                row -> feed(row, set, roster, lines))
            .read(file, problems)
            .values());
  }

  private static Feeds.Feed feed(
      NamedRow row, MappingSet set, Roster roster, Map<List<String>, Integer> lines) {
    String facility = row.required(FACILITY);
    row.need(EVENT, DAYS);
    String event = row.optional(EVENT);
    String days = row.oneOf(DAYS, Stream.of(Feeds.Days.values()).map(Reading::written).toList());
    if (facility == null || event == null || days == null) {
      return null;
    }
    if (!set.events().containsKey(event)) {
      row.problem("'" + event + "' is no event; mappings/events has no such file");
    }
    if (!facility.equals("*")
        && roster.institutions().stream().noneMatch(i -> i.facility().equals(facility))) {
      row.problem("facility '" + facility + "' is not in " + RosterFile.FILE + "; add it there");
    }
    Integer first = lines.putIfAbsent(List.of(facility, event), row.line());
    if (first != null) {
      row.problem(
          "facility '" + facility + "' and " + event + " stand in line " + first + " already");
    }
    return new Feeds.Feed(
        facility, event, Feeds.Days.valueOf(days.toUpperCase(Locale.ROOT).replace('-', '_')));
  }
}
