package org.bianmin.hub.recognition;

import java.util.List;

/** Fetches the platform's notices of corrections and recalls (docs/platform-contract). */
public interface NoticePlatform {

  /** Names the cursor: another platform numbers its notices anew. */
  String id();

  /**
   * The notices after a number, oldest first; empty when there are none, or the platform does not
   * offer any.
   *
   * @param after number of the last one that was read, null for the oldest kept
   * @throws java.io.IOException when there is no answer; its text names no patient
   */
  List<Notice> fetch(String after) throws java.io.IOException, InterruptedException;
}
