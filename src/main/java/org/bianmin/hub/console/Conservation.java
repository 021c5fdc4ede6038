package org.bianmin.hub.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.TallyQueries.Tally;

/**
 * The conservation check: nothing that came in is lost on the way. What has passed through is
 * tallied, what waits is counted in the tables; both belong to one moment.
 */
record Conservation(Messages messages, Deliveries deliveries) {

  @JsonProperty
  public boolean holds() {
    return messages.holds() && deliveries.holds();
  }

  /** Received messages, and where they are. */
  record Messages(long received, long normalized, long ignored, long parked, long waiting) {

    @JsonProperty
    public long sum() {
      return normalized + ignored + parked + waiting;
    }

    @JsonProperty
    public boolean holds() {
      return received == sum();
    }
  }

  /** Deliveries made, and where they are. */
  record Deliveries(long made, long delivered, long superseded, long discarded, long waiting) {

    @JsonProperty
    public long sum() {
      return delivered + superseded + discarded + waiting;
    }

    @JsonProperty
    public boolean holds() {
      return made == sum();
    }
  }

  static Conservation of(
      List<Tally> journal, long waitingMessages, List<Tally> delivery, long waitingDeliveries) {
    Map<String, Long> m = byWhat(journal);
    Map<String, Long> d = byWhat(delivery);
    return new Conservation(
        new Messages(
            m.getOrDefault("received", 0L),
            m.getOrDefault("normalized", 0L),
            m.getOrDefault("ignored", 0L),
            m.getOrDefault("parked", 0L),
            waitingMessages),
        new Deliveries(
            d.getOrDefault("made", 0L),
            d.getOrDefault("delivered", 0L),
            d.getOrDefault("superseded", 0L),
            d.getOrDefault("discarded", 0L),
            waitingDeliveries));
  }

  private static Map<String, Long> byWhat(List<Tally> tallies) {
    Map<String, Long> sums = new HashMap<>();
    tallies.forEach(tally -> sums.merge(tally.what(), tally.n(), Long::sum));
    return sums;
  }
}
