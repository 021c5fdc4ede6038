package org.bianmin.hub.indicator.programme;

import java.util.List;

/** On which days which events are expected. */
public record Feeds(List<Feed> feeds) {

  /** Days on which at least one fact is expected. */
  public enum Days {
    EVERY_DAY,
    WORKING_DAYS,
    /** Nothing can be told from days without facts. */
    NONE
  }

  /**
   * One expectation.
   *
   * @param facility or {@code *} for every one that has no row of its own
   */
  public record Feed(String facility, String event, Days days) {}

  public Feeds {
    feeds = List.copyOf(feeds);
  }

  /** Null where nothing is configured. */
  public Days expected(String facility, String event) {
    Days general = null;
    for (Feed feed : feeds) {
      if (feed.event().equals(event)) {
        if (feed.facility().equals(facility)) {
          return feed.days();
        }
        if (feed.facility().equals("*")) {
          general = feed.days();
        }
      }
    }
    return general;
  }
}
