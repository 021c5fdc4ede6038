package org.bianmin.hub.recognition;

import java.util.List;

/**
 * What was judged of one version of a report.
 *
 * @param edition edition of the catalogue that it was judged by
 * @param tables hash of the mapping set whose scopes it was judged by
 * @param report the examination as a whole, where the report is not of a laboratory; else null
 * @param items of a laboratory: one per item of the report, in their order; else empty
 */
public record Judgement(
    String edition, String tables, ItemJudgement report, List<ItemJudgement> items) {

  /** The last moment at which anything of it may be recognised, or null when nothing may. */
  public Long expiresAt() {
    Long last = report != null && report.recognisable() ? report.expiresAt() : null;
    for (ItemJudgement item : items) {
      if (item.recognisable() && (last == null || item.expiresAt() > last)) {
        last = item.expiresAt();
      }
    }
    return last;
  }
}
