package org.bianmin.hub.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/** What the disk below the benchmark's stores takes for one fsync. */
final class Disk {

  private static final int TRIES = 400;
  private static final int BYTES = 16 * 1024;

  private Disk() {}

  /** Milliseconds to append 16 KiB and force them. */
  static Latencies fsync(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, "fsync", ".bin");
    Histogram histogram = new Histogram(3);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BYTES);
      for (int i = 0; i < TRIES; i++) {
        block.clear();
        long start = System.nanoTime();
        while (block.hasRemaining()) {
          channel.write(block);
        }
        channel.force(false);
        histogram.recordValue(System.nanoTime() - start);
      }
    } finally {
      Files.delete(file);
    }
    return Latencies.of(histogram, 1e6);
  }
}
