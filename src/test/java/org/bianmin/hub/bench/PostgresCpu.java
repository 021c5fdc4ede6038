package org.bianmin.hub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processor time of a PostgreSQL server, of all its processes. */
final class PostgresCpu {

  /** What Linux counts processor time in, as processes are told it: 1/100 s (proc(5)). */
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);

  private final ProcessHandle postmaster;

  /** Of the server on a data folder. */
  PostgresCpu(Path data) {
    try {
      postmaster =
          ProcessHandle.of(
                  Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip()))
              .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Since its start. */
  long nanos() {
    return ended()
        + Stream.concat(Stream.of(postmaster), postmaster.descendants())
            .mapToLong(
                process -> process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
            .sum();
  }

  /** Of processes that have ended: connections that were closed, and all that autovacuum does. */
  private long ended() {
    Path stat = Path.of("/proc", Long.toString(postmaster.pid()), "stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    try {
      String all = Files.readString(stat);
      // the name of the program comes in brackets and may hold blanks; state is the third field
      String[] fields = all.substring(all.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * TICK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
