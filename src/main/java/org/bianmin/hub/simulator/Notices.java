package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bianmin.hub.simulator.Records.Use;
import org.bianmin.hub.simulator.SimulatorSettings.App;

/** Corrections and recalls that facilities must hear of; all of them are kept. */
final class Notices {

  private static final int PAGE = 200;

  private record Notice(String no, String at, PublishedReport report, List<Use> concerns) {}

  private final Clock clock;
  private final NavigableMap<String, Notice> byNo = new ConcurrentSkipListMap<>();

  /** Report, version and record of everything that was told, so that it is told once. */
  private final Set<String> told = new HashSet<>();

  Notices(Clock clock) {
    this.clock = clock;
  }

  /**
   * Keeps a notice, if it says anything new. The caller lets one thread in at a time.
   *
   * @param report as it is now
   * @param records those that name an earlier state of it
   */
  void add(PublishedReport report, List<Use> records) {
    List<Use> concerns = new ArrayList<>();
    for (Use record : records) {
      if (told.add(String.join("\n", report.key(), "" + report.version(), record.key()))) {
        concerns.add(record);
      }
    }
    if (!concerns.isEmpty()) {
      String no = "N-%011d".formatted(byNo.size() + 1);
      byNo.put(no, new Notice(no, clock.instant().toString(), report, concerns));
    }
  }

  int count() {
    return byNo.size();
  }

  /**
   * A page of what concerns the app's facilities.
   *
   * @param after number of the last notice that was read, null for the first page
   */
  ObjectNode page(App app, String after) {
    ObjectNode page = Json.MAPPER.createObjectNode();
    var items = page.putArray("items");
    String last = null;
    for (Notice notice : (after == null ? byNo : byNo.tailMap(after, false)).values()) {
      List<Use> own =
          notice.concerns().stream().filter(use -> app.maySendFor(use.facility())).toList();
      if (own.isEmpty()) {
        continue;
      }
      if (items.size() == PAGE) {
        return page.put("next", last);
      }
      write(notice, own, items.addObject());
      last = notice.no();
    }
    return page.putNull("next");
  }

  private static void write(Notice notice, List<Use> own, ObjectNode item) {
    PublishedReport report = notice.report();
    item.put("no", notice.no())
        .put("at", notice.at())
        .put("kind", report.active() ? "corrected" : "recalled")
        .put("urgent", report.urgent());
    item.putObject("report")
        .put("key", report.key())
        .put("facility", report.facility())
        .put("version", report.version());
    var concerns = item.putArray("concerns");
    own.forEach(use -> concerns.addObject().put("key", use.key()).put("type", use.type()));
  }
}
