package org.bianmin.hub.recognition;

import java.util.List;

/** A catalogue of the platform that cannot be used; the message names the places and the remedy. */
final class UnreadableCatalogue extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int NAMED = 10;

  /**
   * Refuses a catalogue.
   *
   * @param problems each with its place, as a JSON Pointer
   */
  UnreadableCatalogue(List<String> problems) {
    super(
        "The platform's catalogue is refused: "
            + String.join("; ", problems.subList(0, Math.min(NAMED, problems.size())))
            + (problems.size() > NAMED ? "; and " + (problems.size() - NAMED) + " more" : "")
            + ". The catalogue before stays in force; tell the platform's operators.");
  }
}
