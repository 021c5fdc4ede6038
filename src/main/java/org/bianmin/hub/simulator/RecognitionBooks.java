package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.simulator.Records.Use;
import org.bianmin.hub.simulator.Reports.Held;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;

/** Reports, the records that name them, and the notices that follow from both: one lock. */
final class RecognitionBooks {

  private final Clock clock;
  private final Reports reports = new Reports();
  private final Records records = new Records();
  private final Notices notices;

  RecognitionBooks(Clock clock) {
    this.clock = clock;
    this.notices = new Notices(clock);
  }

  Reports reports() {
    return reports;
  }

  Records records() {
    return records;
  }

  Notices notices() {
    return notices;
  }

  /**
   * Takes a report that was read.
   *
   * @param body the bundle as it was sent
   * @param bundle the same, read
   */
  synchronized Verdict publish(
      PublishedReport report, byte[] body, JsonNode bundle, Capabilities can) {
    Fact fact = new Fact(report.version(), report.active(), body, content(bundle));
    Verdict verdict = reports.take(report, fact, clock.instant(), can);
    if (verdict.equals(Verdict.ACCEPTED)) {
      boolean changed = reports.newest(report.key()).orElseThrow().changed();
      List<Use> earlier = new ArrayList<>();
      for (Use use : records.naming(report.key())) {
        Optional<Integer> shown = use.reports().get(report.key());
        if (shown.map(version -> version < report.version()).orElse(changed)) {
          earlier.add(use);
        }
      }
      notices.add(report, earlier);
    }
    return verdict;
  }

  /** Takes one version of a prompt, a view or a decision. */
  synchronized Verdict record(String key, JsonNode item, Fact fact, Capabilities can) {
    Optional<Verdict> breach = Records.breach(item);
    if (breach.isPresent()) {
      return breach.get();
    }
    Verdict verdict = records.take(key, item, fact, can);
    if (verdict.equals(Verdict.ACCEPTED)) {
      records.find(key).ifPresent(this::tellLate);
    }
    return verdict;
  }

  /** A record may come after the report had changed already. */
  private void tellLate(Use use) {
    use.reports()
        .forEach(
            (key, shown) -> {
              Held held = reports.newest(key).orElse(null);
              if (held != null && earlier(use.at(), shown, held)) {
                notices.add(held.report(), List.of(use));
              }
            });
  }

  private static boolean earlier(Instant at, Optional<Integer> shown, Held held) {
    return shown
        .map(version -> version < held.report().version())
        .orElse(held.changed() && at.isBefore(held.takenAt()));
  }

  /** What counts as the content of a report (recognition.md, "Reports"). */
  private static byte[] content(JsonNode bundle) {
    ObjectNode copy = bundle.deepCopy();
    copy.remove("timestamp");
    ((ObjectNode) copy.get("entry").get(0).get("resource")).remove("date");
    return Fact.digest(Json.sorted(copy));
  }

  /** Adds what is held of reports, records and notices. */
  synchronized void count(ObjectNode into) {
    reports.count(into);
    records.facts().count(into.putObject("records"));
    into.put("notices", notices.count());
  }
}
