package org.bianmin.hub.recognition;

/** Where the catalogue is asked for: the provincial platform, behind its contract. */
public interface CataloguePlatform {

  /** What came of asking. */
  sealed interface Answer {}

  /** The catalogue with the etag that was sent is still the current one. */
  record NotModified() implements Answer {}

  /**
   * Another catalogue.
   *
   * @param edition its name where something besides the body tells it, else null
   * @param etag to be sent with the next question; null where the platform gives none
   * @param body JSON, opened if it came sealed; not yet checked
   */
  record Fetched(String edition, String etag, String body) implements Answer {}

  /** The platform offers no catalogue. */
  record NotOffered() implements Answer {}

  /**
   * No answer that can be used, and a later try may help.
   *
   * @param reason for people, with the remedy where one is known
   */
  record Away(String reason) implements Answer {}

  /**
   * Asks once, within the time limit of the destination.
   *
   * @param etag of the catalogue that the hub has, null where it has none
   */
  Answer fetch(String etag);
}
