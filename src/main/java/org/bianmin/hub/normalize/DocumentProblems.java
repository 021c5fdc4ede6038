package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a document or row: places as JSON Pointers (RFC 6901), never values. */
final class DocumentProblems {

  /** So many are named in the reason of a parked message. */
  private static final int NAMED = 5;

  private final List<String> reasons = new ArrayList<>();
  private String first;

  void add(String place, String reason) {
    first = first == null ? place : first;
    reasons.add(place + " " + reason);
  }

  /** Parks the message if anything is wrong. */
  void check() {
    if (reasons.isEmpty()) {
      return;
    }
    int more = reasons.size() - NAMED;
    String named = String.join("; ", reasons.subList(0, Math.min(NAMED, reasons.size())));
    throw new CannotMap("map", more > 0 ? named + "; and " + more + " more" : named, first);
  }

  /** A place below another. */
  static String below(String place, String name) {
    return place + '/' + name.replace("~", "~0").replace("/", "~1");
  }
}
