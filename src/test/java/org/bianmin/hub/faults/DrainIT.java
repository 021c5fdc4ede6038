package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that starts with a backlog works it off. */
class DrainIT {

  private static final int BACKLOG = 10_000;

  @TempDir private Path folder;

  @Test
  void normalizesAndDeliversTheBacklogItFindsAtItsStart() throws Exception {
    Path data = folder.resolve("data");
    try (HubUnderTest hub = new HubUnderTest(folder, data, Books.ofSqlite(data), 16, List.of())) {
      hub.start("256m", "--hub.normalize.threads=0");
      hub.send(BACKLOG);
      hub.process().kill();
      assertThat(hub.books().waitingMessages()).isEqualTo(BACKLOG);
      hub.start("256m");
      // what arrives meanwhile does not get lost behind the backlog
      hub.send(1_000);
      hub.settle();
      hub.verify();
      assertThat(hub.senders.acknowledgedCount()).isEqualTo(BACKLOG + 1_000);
    }
  }
}
