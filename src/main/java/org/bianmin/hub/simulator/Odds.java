package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.Set;

/** When a fault strikes: for a share of the calls, or for the next few. */
final class Odds {

  private final double share;
  private int next;

  private Odds(double share, int next) {
    this.share = share;
    this.next = next;
  }

  /**
   * Reads {@code {"share": 0..1}} or {@code {"next": n}}.
   *
   * @param others members that the fault has besides
   * @throws IllegalArgumentException naming the fault and its form
   */
  static Odds read(String fault, JsonNode json, Set<String> others) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("share") && !name.equals("next") && !others.contains(name)) {
                throw new IllegalArgumentException(
                    fault + " has the members share or next, and " + others);
              }
            });
    JsonNode share = json.path("share");
    JsonNode next = json.path("next");
    if (share.isNumber() && next.isMissingNode()) {
      if (share.doubleValue() >= 0 && share.doubleValue() <= 1) {
        return new Odds(share.doubleValue(), 0);
      }
    } else if (next.isInt() && share.isMissingNode() && next.intValue() >= 0) {
      return new Odds(0, next.intValue());
    }
    throw new IllegalArgumentException(
        fault + " is {\"share\": 0..1} or {\"next\": a number of calls}");
  }

  boolean draw(Random random) {
    if (next > 0) {
      next--;
      return true;
    }
    return share > 0 && random.nextDouble() < share;
  }

  ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    return share > 0 ? json.put("share", share) : json.put("next", next);
  }
}
