package org.bianmin.hub.recognition;

import java.util.List;

/**
 * A report that somebody of this hub was shown, viewed or decided about has changed.
 *
 * @param no the sender's number of the notice
 * @param at when it changed, epoch milliseconds
 * @param recalled whether it was recalled; else it was corrected
 * @param urgent the report was posted to the wrong patient
 * @param reportKey key of the report
 * @param reportFacility who issued it
 * @param reportVersion its version now
 * @param concerns keys of the prompts, views and decisions about it, as measure events are keyed
 */
public record Notice(
    String no,
    long at,
    boolean recalled,
    boolean urgent,
    String reportKey,
    String reportFacility,
    long reportVersion,
    List<String> concerns) {

  public Notice {
    concerns = List.copyOf(concerns);
  }

  /** The word of the contract: {@code recalled} or {@code corrected}. */
  public String kind() {
    return recalled ? "recalled" : "corrected";
  }
}
