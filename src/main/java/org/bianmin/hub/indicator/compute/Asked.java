package org.bianmin.hub.indicator.compute;

import java.util.List;

/**
 * What facts a formula is evaluated over.
 *
 * @param from, to when they count, {@code [from, to)}, epoch milliseconds
 * @param by attribute that splits them; null for none
 * @param trace where the facts are noted; null where nobody asks
 */
record Asked(List<String> facilities, long from, long to, String by, Trace trace) {

  Asked {
    facilities = List.copyOf(facilities);
  }
}
