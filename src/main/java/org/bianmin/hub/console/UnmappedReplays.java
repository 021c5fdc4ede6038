package org.bianmin.hub.console;

import java.util.List;
import java.util.Optional;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.facts.UnmappedQueries;
import org.bianmin.hub.journal.ParkedGroups;
import org.bianmin.hub.journal.Releases;
import org.bianmin.hub.journal.Replays;
import org.springframework.stereotype.Component;

/** Reads the messages that told a code without a row again. */
@Component
final class UnmappedReplays {

  /** What the releases of codes have as their stage. */
  static final String STAGE = "code";

  private static final int PAGE = 500;

  private final UnmappedQueries unmapped;
  private final Replays replays;
  private final Releases releases;

  UnmappedReplays(UnmappedQueries unmapped, Replays replays, Releases releases) {
    this.unmapped = unmapped;
    this.replays = replays;
    this.releases = releases;
  }

  /** Begins it in the background; empty while another release is running. */
  Optional<Releases.Release> begin(Unmapped code) {
    return releases.begin(
        new ParkedGroups.Cause(
            code.source(), STAGE, code.type() + " " + code.attribute() + " " + code.code()),
        new Releases.Messages() {
          @Override
          public long newest() {
            return unmapped.find(code).map(UnmappedQueries.Line::sample).orElse(0L);
          }

          @Override
          public long count() {
            return unmapped.waiting(code);
          }

          @Override
          public List<Long> ids(long after, long upTo, int limit) {
            return unmapped.messages(code, after, limit).stream().filter(id -> id <= upTo).toList();
          }
        });
  }

  /** Reads them again at once; how many they are. Those whose raw bytes are pruned are not. */
  long replay(Unmapped code) {
    long replayed = 0;
    long after = 0;
    List<Long> page = unmapped.messages(code, after, PAGE);
    while (!page.isEmpty()) {
      replayed += replays.replay(page).messages();
      after = page.get(page.size() - 1);
      page = unmapped.messages(code, after, PAGE);
    }
    return replayed;
  }
}
