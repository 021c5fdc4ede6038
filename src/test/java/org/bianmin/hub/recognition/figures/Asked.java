package org.bianmin.hub.recognition.figures;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Period;

/**
 * What is counted.
 *
 * @param facility null for each
 * @param destinations those whose acceptance counts
 * @param within what is in time
 */
record Asked(Period period, String facility, Collection<String> destinations, Duration within) {

  /** The parameters of the queries, by name. */
  Map<String, Object> params() {
    Map<String, Object> params = new HashMap<>();
    params.put("from", period.from());
    params.put("since", period.from());
    params.put("to", period.to());
    params.put("within", within.toMillis());
    // no destination has an empty name, and SQL has no empty list
    params.put("destinations", destinations.isEmpty() ? List.of("") : List.copyOf(destinations));
    if (facility != null) {
      params.put("facility", facility);
    }
    return params;
  }
}
