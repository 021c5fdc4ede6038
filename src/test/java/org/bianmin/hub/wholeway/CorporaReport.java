package org.bianmin.hub.wholeway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.journal.MessageRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of the corpora: counts by state, event type and reason. */
final class CorporaReport {

  private static final Logger LOG = LoggerFactory.getLogger(CorporaReport.class);

  private final Map<String, Map<String, Integer>> tables = new TreeMap<>();

  CorporaReport(WholeHub hub, List<MessageRow> rows) {
    for (MessageRow row : rows) {
      String format = row.format().code();
      count("1 messages by format and state", format + " " + row.state());
      if (row.reason() != null) {
        boolean parked = row.stage() != null;
        String what = row.trigger().isEmpty() ? "(no trigger)" : row.trigger();
        count(
            parked ? "3 parked, by stage and reason" : "4 ignored, by reason",
            (parked ? row.stage() + ": " : "") + format + " " + row.reason());
        if (parked) {
          count("5 parked, by trigger and place", what + " " + row.location());
        }
      }
    }
    hub.bean(JdbcClient.class)
        .sql("select type || ' ' || status, count(*) from measure_event group by 1")
        .query(
            row -> {
              table("2 measure events by type and status").put(row.getString(1), row.getInt(2));
            });
  }

  int inState(String state) {
    return table("1 messages by format and state").entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(" " + state))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (title, counts) -> {
          text.append(title).append('\n');
          counts.forEach((what, n) -> text.append(String.format("%7d  %s%n", n, what)));
          text.append('\n');
        });
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    LOG.info("What became of the corpora:\n{}", text);
  }

  private void count(String title, String what) {
    table(title).merge(what, 1, Integer::sum);
  }

  private Map<String, Integer> table(String title) {
    return tables.computeIfAbsent(title, t -> new TreeMap<>());
  }
}
