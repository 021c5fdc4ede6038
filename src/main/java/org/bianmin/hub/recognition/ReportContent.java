package org.bianmin.hub.recognition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.bianmin.hub.event.MeasureEvent;

/**
 * What a doctor reads in a report. A legal id that becomes known, a code that is mapped later or a
 * document that comes after it make new versions of a report, and change nothing of this.
 */
final class ReportContent {

  private static final List<String> OF_REPORT = List.of("findings", "conclusion");
  private static final Set<String> OF_ITEM =
      Set.of(
          "localCode",
          "subId",
          "parentSubId",
          "part",
          "value",
          "unit",
          "refRange",
          "abnormalFlag",
          "criticalFlag",
          "organism");

  private ReportContent() {}

  /** A checksum of the status and of all that a doctor reads. */
  static long checksum(MeasureEvent report) {
    CRC32C checksum = new CRC32C();
    add(checksum, report.status().name());
    for (String name : OF_REPORT) {
      add(checksum, report.attributes().get(name));
    }
    if (report.attributes().get("items") instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> told) {
          Map<String, Object> read = new TreeMap<>();
          told.forEach(
              (name, value) -> {
                if (OF_ITEM.contains(name)) {
                  read.put((String) name, value);
                }
              });
          add(checksum, read);
        }
      }
    }
    return checksum.getValue();
  }

  private static void add(CRC32C checksum, Object value) {
    checksum.update((value + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
