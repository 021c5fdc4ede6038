package org.bianmin.hub.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A document of a report, with its bytes.
 *
 * @param told hash, mediaType, title, size, issuedAt
 */
record PublishedDocument(Map<?, ?> told, byte[] bytes) {

  /**
   * The documents that show the report as it stands. One that was issued before the last correction
   * may show what was corrected, so it is left out. Times of one zone and form compare as texts.
   */
  static List<Map<?, ?>> current(Report report) {
    String reportedAt = report.text("reportedAt");
    List<Map<?, ?>> current = new ArrayList<>(1);
    for (Object item : report.items("documents")) {
      if (item instanceof Map<?, ?> told && told.get("hash") != null) {
        String issuedAt = Report.text(told, "issuedAt");
        boolean outdated =
            report.isAmended()
                && issuedAt != null
                && reportedAt != null
                && issuedAt.compareTo(reportedAt) < 0;
        if (!outdated) {
          current.add(told);
        }
      }
    }
    return current;
  }
}
