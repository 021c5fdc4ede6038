package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Counts of calls by answer, and of items by receipt. */
final class Tally {

  private final Map<String, Long> calls = new TreeMap<>();
  private final Map<String, Long> receipts = new TreeMap<>();
  private final Map<String, Long> rejections = new TreeMap<>();

  /** A call of the platform was answered. */
  synchronized void answered(int status) {
    calls.merge(Integer.toString(status), 1L, Long::sum);
  }

  /** A call got no answer, because a fault said so. */
  synchronized void unanswered(String why) {
    calls.merge(why, 1L, Long::sum);
  }

  synchronized void receipt(Verdict verdict) {
    receipts.merge(verdict.result(), 1L, Long::sum);
    if (verdict.rejected()) {
      rejections.merge(verdict.code(), 1L, Long::sum);
    }
  }

  /** Adds {@code calls}. */
  synchronized void countCalls(ObjectNode into) {
    into.set("calls", Json.MAPPER.valueToTree(calls));
  }

  /** Adds {@code receipts} and {@code rejections}. */
  synchronized void countReceipts(ObjectNode into) {
    into.set("receipts", Json.MAPPER.valueToTree(receipts));
    into.set("rejections", Json.MAPPER.valueToTree(rejections));
  }
}
