package org.bianmin.hub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Processor time of a PostgreSQL server, of all its processes that run. */
final class PostgresCpu {

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

  /** Since their starts; a process that has ended takes its time with it. */
  long nanos() {
    return Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .mapToLong(process -> process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
        .sum();
  }
}
