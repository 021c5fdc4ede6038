package org.bianmin.hub.recognition;

import java.util.List;

/**
 * Whether one item of a report may be recognised elsewhere.
 *
 * @param item the province's item code, null where the local code has none
 * @param scope code of {@code hr-scope}; {@code none} where there is an obstacle
 * @param label the mark as printed, for example 全国HR or 鄂HR; null without a scope
 * @param expiresAt last moment of its validity, epoch milliseconds; null without a scope
 * @param obstacles every reason for a "no"; empty means that it may be recognised
 */
public record ItemJudgement(
    String item, String scope, String label, Long expiresAt, List<Obstacle> obstacles) {

  /** Whether another institution may recognise it while it has not expired. */
  public boolean recognisable() {
    return obstacles.isEmpty();
  }
}
