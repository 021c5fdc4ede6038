package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.facts.UnmappedQueries;
import org.bianmin.hub.journal.Replays;
import org.springframework.stereotype.Component;

/** Reads the messages that told a code without a row again. */
@Component
final class UnmappedReplays {

  private static final int PAGE = 500;

  private final UnmappedQueries unmapped;
  private final Replays replays;

  UnmappedReplays(UnmappedQueries unmapped, Replays replays) {
    this.unmapped = unmapped;
    this.replays = replays;
  }

  /** How many messages are read again. */
  long replay(Unmapped code) {
    long replayed = 0;
    long after = 0;
    List<Long> page = unmapped.messages(code, after, PAGE);
    while (!page.isEmpty()) {
      replayed += replays.replay(page);
      after = page.get(page.size() - 1);
      page = unmapped.messages(code, after, PAGE);
    }
    return replayed;
  }
}
