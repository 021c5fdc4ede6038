package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bianmin.hub.simulator.SimulatorSettings.Capabilities;

/** What the platform holds, by key; applies the contract's version rules (README, "Versions"). */
final class HeldFacts {

  private static final int PAGE = 1_000;

  /** So many are kept as they were sent; of others a digest, so that millions have room. */
  private static final int WHOLE = 500_000;

  private static final class Count {
    private int active;
    private int voided;
  }

  /** Sorted, because a key starts with type and facility and lists go by these. */
  private final NavigableMap<String, Fact> facts = new ConcurrentSkipListMap<>();

  private final Map<String, Count> counts = new TreeMap<>();
  private final int mostWhole;
  private int whole;

  HeldFacts() {
    this(WHOLE);
  }

  /** With room for so many as they were sent. */
  HeldFacts(int mostWhole) {
    this.mostWhole = mostWhole;
  }

  /** Takes one version of a fact, or says why not. */
  synchronized Verdict apply(String key, Fact sent, Capabilities can) {
    Fact held = facts.get(key);
    if (!sent.active() && !can.voids()) {
      return Verdict.rejected(
          "VOIDS_UNSUPPORTED", "This platform takes no voids; a person has to settle it.");
    }
    if (held == null) {
      return hold(key, null, sent);
    }
    if (!can.versions() && (sent.active() || !held.active())) {
      return Verdict.rejected(
          "VERSIONS_UNSUPPORTED", "This platform takes a key once; it may be held already.");
    }
    if (sent.version() < held.version()) {
      return Verdict.STALE;
    }
    if (sent.version() == held.version()) {
      return sent.sameContent(held)
          ? Verdict.DUPLICATE
          : Verdict.rejected(
              "VERSION_CONFLICT",
              "This version is held with other content; send a larger version.");
    }
    if (sent.active() && !held.active() && !can.resubmitAfterVoid()) {
      return Verdict.rejected(
          "RESUBMIT_UNSUPPORTED", "This platform takes no fact back that was void.");
    }
    return hold(key, held, sent);
  }

  private Verdict hold(String key, Fact before, Fact now) {
    Count count = counts.computeIfAbsent(key.substring(0, key.indexOf(':')), t -> new Count());
    if (before != null) {
      add(count, before.active(), -1);
    }
    add(count, now.active(), 1);
    boolean room = before == null ? whole < mostWhole : before.item() != null;
    whole += before == null && room ? 1 : 0;
    facts.put(key, room ? now : now.digested());
    return Verdict.ACCEPTED;
  }

  private static void add(Count count, boolean active, int n) {
    if (active) {
      count.active += n;
    } else {
      count.voided += n;
    }
  }

  Optional<byte[]> find(String key) {
    return Optional.ofNullable(facts.get(key)).map(Fact::shown);
  }

  /**
   * A page of facts by key.
   *
   * @param type event type, null for all
   * @param facility facility as it stands in the key, null for all
   * @param after key of the last fact of the page before, null for the first page
   */
  ObjectNode list(String type, String facility, String after) {
    ObjectNode list = Json.MAPPER.createObjectNode();
    var items = list.putArray("items");
    String prefix = type == null ? "" : type + ":" + (facility == null ? "" : facility + ":");
    boolean afterPrefix = after != null && after.compareTo(prefix) >= 0;
    var rest = facts.tailMap(afterPrefix ? after : prefix, !afterPrefix);
    String middle = ":" + facility + ":";
    String last = null;
    for (var entry : rest.entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(prefix)) {
        break;
      }
      if (facility != null && !key.startsWith(middle, key.indexOf(':'))) {
        continue;
      }
      if (items.size() == PAGE) {
        return list.put("next", last);
      }
      items.addRawValue(new RawValue(new String(entry.getValue().shown(), StandardCharsets.UTF_8)));
      last = key;
    }
    return list.putNull("next");
  }

  /** Adds {@code facts}, {@code active}, {@code void} and {@code byType}. */
  synchronized void count(ObjectNode into) {
    int active = 0;
    int voided = 0;
    ObjectNode byType = Json.MAPPER.createObjectNode();
    for (var entry : counts.entrySet()) {
      Count count = entry.getValue();
      active += count.active;
      voided += count.voided;
      byType.putObject(entry.getKey()).put("active", count.active).put("void", count.voided);
    }
    into.put("facts", active + voided).put("active", active).put("void", voided);
    into.set("byType", byType);
  }
}
