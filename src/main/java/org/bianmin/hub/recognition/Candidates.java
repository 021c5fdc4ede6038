package org.bianmin.hub.recognition;

import java.util.List;
import java.util.Set;
import org.bianmin.hub.event.PersonIdentity;

/** Which valid results of a person exist already, in this hub and elsewhere. */
public interface Candidates {

  /**
   * A question.
   *
   * @param facility who asks
   * @param person pseudonym
   * @param items the province's item codes; empty for all
   * @param localCodes codes as the asking facility's own reports have them, besides {@code items}
   * @param at the moment that is asked about: what expires before or was reported after is left out
   * @param identity who the person is by law where whoever asks says so, else null
   */
  record Question(
      String facility,
      String person,
      Set<String> items,
      Set<String> localCodes,
      long at,
      PersonIdentity identity) {

    /** One about a person whom the hub may know by law. */
    public Question(
        String facility, String person, Set<String> items, Set<String> localCodes, long at) {
      this(facility, person, items, localCodes, at, null);
    }

    public Question {
      items = Set.copyOf(items);
      localCodes = Set.copyOf(localCodes);
    }
  }

  /**
   * Where nothing is known.
   *
   * @param where {@code platform}
   * @param reason for a person
   */
  record Unknown(String where, String reason) {}

  /**
   * The answer.
   *
   * @param items newest first
   * @param unknown empty when everybody answered in time
   */
  record Answer(List<Candidate> items, List<Unknown> unknown) {

    public Answer {
      items = List.copyOf(items);
      unknown = List.copyOf(unknown);
    }
  }

  /** Answers from the hub's own index, and from the platform as far as it answers in time. */
  Answer of(Question question);
}
