package org.bianmin.hub.console;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.delivery.Backlog;
import org.bianmin.hub.delivery.Pause;
import org.bianmin.hub.store.TallyQueries.Tally;

/**
 * All the overview shows and the metrics export, as of one moment. Times are epoch milliseconds.
 *
 * @param journal, facts, delivery totals of these rooms
 * @param minutes messages per minute of the last hour
 * @param lastMessages the minute of each source's last message; older than a day is missing
 * @param oldestMessage when the oldest waiting message came, null when none waits
 */
record Figures(
    long at,
    Conservation conservation,
    List<Tally> journal,
    List<Tally> facts,
    List<Tally> delivery,
    List<Tally> minutes,
    Map<String, Long> lastMessages,
    Long oldestMessage,
    Map<String, Backlog> backlogs,
    Map<String, Pause> pauses) {

  /** When the oldest waiting delivery was made, null when none waits. */
  Long oldestDelivery() {
    return backlogs.values().stream().map(Backlog::oldestAt).min(Long::compare).orElse(null);
  }
}
