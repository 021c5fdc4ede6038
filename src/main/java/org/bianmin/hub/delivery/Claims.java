package org.bianmin.hub.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which deliveries of one destination are on their way. Claimed by event, not by row: what concerns
 * an event on its way is held until that has ended, so versions of one fact keep their order.
 */
final class Claims {

  private static final int JUST_ENDED = 8192;

  private final int most;
  // by event: the delivery that is on its way and not yet stored as ended
  private final Map<Long, Long> inFlight = new HashMap<>();
  private final List<Due> held = new ArrayList<>();
  // by delivery: its tries before the one that ended it; a page of the table that was read before
  // may still name it so, one that a person has made wait again has had more
  private final Map<Long, Integer> justEnded = new LastFew();

  /**
   * For one destination.
   *
   * @param most items in one claim
   */
  Claims(int most) {
    this.most = most;
  }

  /**
   * Claims what may go. Of several versions of one event the newest goes; the older ones are
   * superseded in the store.
   *
   * @param ours whether it is still this node that sends a delivery: what was found or held may be
   *     another's by now
   */
  synchronized List<Due> claim(List<Due> found, Predicate<Due> ours) {
    List<Due> all = new ArrayList<>(held.size() + found.size());
    all.addAll(held);
    all.addAll(found);
    all.removeIf(ours.negate());
    held.clear();
    Map<Long, Due> newest = new HashMap<>();
    for (Due due : all) {
      newest.merge(due.eventId(), due, (a, b) -> b.event().version() > a.event().version() ? b : a);
    }
    List<Due> batch = new ArrayList<>(Math.min(all.size(), most));
    Set<Long> seen = new HashSet<>();
    for (Due due : all) {
      if (newest.get(due.eventId()).id() == due.id()
          && due.attempt() > justEnded.getOrDefault(due.id(), -1)
          && seen.add(due.id())) {
        place(due, batch);
      }
    }
    return batch;
  }

  private void place(Due due, List<Due> batch) {
    Long busy = inFlight.get(due.eventId());
    if (busy != null && busy == due.id()) {
      return;
    }
    if (busy != null || batch.size() >= most) {
      held.add(due);
    } else {
      inFlight.put(due.eventId(), due.id());
      batch.add(due);
    }
  }

  /** These were claimed and not sent; they are claimed again first. */
  synchronized void putBack(List<Due> batch) {
    release(batch);
    held.addAll(0, batch);
  }

  /** These are no longer on their way; they may be claimed again. */
  synchronized void release(List<Due> batch) {
    // one of them may be released twice, and its event be on its way anew in between
    batch.forEach(due -> inFlight.remove(due.eventId(), due.id()));
  }

  /** These have ended for good, as their outcomes say, or will be tried again. */
  synchronized void ended(List<Due> batch, List<DeliveryOutcome> outcomes) {
    for (int i = 0; i < batch.size(); i++) {
      DeliveryOutcome outcome = outcomes.get(i);
      if (outcome instanceof DeliveryOutcome.Accepted
          || outcome instanceof DeliveryOutcome.Rejected) {
        justEnded.put(batch.get(i).id(), batch.get(i).attempt());
      }
    }
    release(batch);
  }

  /** A person has made a delivery wait again. */
  synchronized void again(long deliveryId) {
    justEnded.remove(deliveryId);
  }

  /** A map that forgets its oldest entries. */
  private static final class LastFew extends LinkedHashMap<Long, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
      return size() > JUST_ENDED;
    }
  }
}
