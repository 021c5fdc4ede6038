package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1, at the journal: what was acknowledged survives SIGKILL at any moment. */
class JournalKillIT {

  private static final int ROUNDS = LongForm.tries(4, 10);

  @TempDir Path data;

  private final Map<Long, Long> acknowledged = new HashMap<>();
  private long next = 1;

  @Test
  void keepsWhatItAcknowledgedWhenItIsKilled() throws Exception {
    Random random = new Random(20_261_122);
    for (int round = 1; round <= ROUNDS; round++) {
      runAndKill(200 + random.nextInt(1500));
      verify(round);
    }
    assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 200);
  }

  /** Kills the child after so many acknowledgements, in the midst of its work. */
  private void runAndKill(int after) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogging.level.root=WARN",
                "-cp",
                System.getProperty("java.class.path"),
                JournalChild.class.getName(),
                data.toString(),
                Long.toString(next))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      int seen = 0;
      String line = lines.readLine();
      while (line != null) {
        seen += acknowledge(line) ? 1 : 0;
        if (seen == after) {
          // by its handle, which leaves the pipe open: what it acknowledged is still in there
          child.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
      assertThat(seen).as("the child ended by itself").isGreaterThanOrEqualTo(after);
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    // numbers in flight at the kill may or may not be stored; they are not used again
    next += 10_000;
  }

  /** Lines of the log, and half a line at the end, are no acknowledgements. */
  private boolean acknowledge(String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length != 2 || !parts[0].matches("\\d+") || !parts[1].matches("\\d+")) {
      return false;
    }
    long number = Long.parseLong(parts[1]);
    acknowledged.put(Long.valueOf(parts[0]), number);
    next = Math.max(next, number + 1);
    return true;
  }

  private void verify(int round) throws Exception {
    TestStore store = TestStore.embedded(data);
    try {
      TestJournal journal = new TestJournal(store).start();
      Map<Long, JournalRow> rows = new HashMap<>();
      journal.takeAll().forEach(row -> rows.put(row.id(), row));
      assertThat(rows.keySet()).as("round %d", round).containsAll(acknowledged.keySet());
      acknowledged.forEach(
          (id, number) ->
              assertThat(rows.get(id).message().raw())
                  .as("message %d of round %d", id, round)
                  .isEqualTo(JournalChild.numbered(number).raw()));
      assertThat(store.totals("journal").get("received"))
          .isEqualTo(store.count("select count(*) from message"))
          .isEqualTo(rows.size());
      assertThat(store.queries().sql("pragma integrity_check").query(String.class).single())
          .isEqualTo("ok");
    } finally {
      store.close();
    }
  }
}
