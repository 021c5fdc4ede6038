package org.bianmin.hub.recognition;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Reports that were corrected or recalled after somebody of this hub had seen them. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
public final class Alerts {

  /**
   * One of them; it names no patient.
   *
   * @param at when it changed, epoch milliseconds
   * @param kind {@code corrected} or {@code recalled}
   * @param urgent the report was posted to the wrong patient
   * @param records how many prompts, views and decisions are about it
   */
  public record Alert(
      long at, String kind, boolean urgent, String reportKey, long reportVersion, int records) {}

  private final NoticeRows rows;

  Alerts(NoticeRows rows) {
    this.rows = rows;
  }

  /** The newest of those that their records were told of. */
  public List<Alert> latest(int limit) {
    return rows.page(null, limit).stream()
        .map(NoticeRows.Row::notice)
        .map(
            notice ->
                new Alert(
                    notice.at(),
                    notice.kind(),
                    notice.urgent(),
                    notice.reportKey(),
                    notice.reportVersion(),
                    notice.concerns().size()))
        .toList();
  }
}
