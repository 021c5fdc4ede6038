package org.bianmin.hub.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the bundle of a report says about itself.
 *
 * @param facility unescaped
 * @param active false for a recall
 * @param urgent whether it must be shown at once
 * @param category code of {@code report-category}; null where it has another system
 * @param issued time of the report; null for a recall without one
 * @param persons legal ids of the patient, see {@link #person}
 * @param items what was judged, empty for a recall
 */
record PublishedReport(
    String key,
    int version,
    String facility,
    boolean active,
    boolean urgent,
    String category,
    Instant issued,
    Set<String> persons,
    List<JudgedItem> items) {

  /** A legal id in one text. */
  static String person(String idType, String id) {
    return idType + '|' + id;
  }
}
