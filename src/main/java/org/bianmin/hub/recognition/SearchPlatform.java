package org.bianmin.hub.recognition;

import java.util.Set;
import org.bianmin.hub.event.PersonIdentity;

/** Asks the platform for recognisable results of other facilities (docs/platform-contract). */
public interface SearchPlatform {

  /**
   * Asks and waits. Called on few threads, so it gives up by itself after a time of its own; what
   * goes wrong is an answer, never thrown.
   *
   * @param facility who asks
   * @param items the province's item codes; empty for all
   * @param since nothing that was reported before, epoch milliseconds; null for no limit
   * @param limit most reports
   */
  SearchAnswer search(
      String facility, PersonIdentity person, Set<String> items, Long since, int limit);
}
