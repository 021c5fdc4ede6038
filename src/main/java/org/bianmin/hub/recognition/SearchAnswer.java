package org.bianmin.hub.recognition;

import java.util.List;

/** What the platform answered to a search. */
public sealed interface SearchAnswer {

  /** Results of other facilities. */
  record Found(List<Candidate> results) implements SearchAnswer {

    public Found {
      results = List.copyOf(results);
    }
  }

  /** The platform has no search, or the destination is not asked for any. */
  record NotOffered() implements SearchAnswer {}

  /**
   * No answer, or one that cannot be used.
   *
   * @param reason for a person; names no patient
   */
  record Away(String reason) implements SearchAnswer {}
}
