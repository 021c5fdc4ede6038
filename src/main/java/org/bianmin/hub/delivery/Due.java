package org.bianmin.hub.delivery;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.MeasureEvent;

/**
 * A delivery that waits to be sent.
 *
 * @param id row id
 * @param eventId row id of its event; deliveries of one event keep their order
 * @param event the version to send
 * @param attempt tries so far
 * @param createdAt epoch milliseconds
 * @param messageId journal id of the message that told of this version, 0 where that is not at hand
 */
record Due(long id, long eventId, MeasureEvent event, int attempt, long createdAt, long messageId) {

  private static final long BASE = 1000;
  private static final long ENTRY = 120;
  private static final long PER_CHAR = 2;

  /** About so many bytes of memory. */
  long weight() {
    return BASE + weight(event.attributes());
  }

  private static long weight(Object value) {
    long weight = ENTRY;
    if (value instanceof String text) {
      weight += PER_CHAR * text.length();
    } else if (value instanceof Map<?, ?> map) {
      for (Object entry : map.values()) {
        weight += weight(entry);
      }
    } else if (value instanceof List<?> list) {
      for (Object item : list) {
        weight += weight(item);
      }
    }
    return weight;
  }
}
