package org.bianmin.hub.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.LongFunction;
import org.bianmin.hub.trial.TrialMessages;
import org.springframework.util.FileSystemUtils;

/**
 * One measurement: a subject with a fresh store, a kind of message, a number of connections.
 *
 * @param large a report with 24 OBX instead of a registration
 */
record Cell(Subject.Kind kind, boolean large, int connections) {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /**
   * What was measured.
   *
   * @param rate messages per second that came to the end of the subject's way
   * @param ackRate messages per second acknowledged while sending lasted
   * @param acks milliseconds from the first byte sent to the answer
   * @param cpuMicros CPU time of the whole JVM per message
   * @param way milliseconds from receipt to the platform's answer
   */
  record Measured(double rate, double ackRate, Latencies acks, double cpuMicros, Latencies way) {}

  /** Measures, and leaves nothing in the folder. */
  Measured measure(Path folder, long warmUpNanos, long nanos) throws Exception {
    FileSystemUtils.deleteRecursively(folder);
    Files.createDirectories(folder);
    try (Subject subject = subject(folder);
        Load load = new Load(subject.port(), connections, messages())) {
      load.run(warmUpNanos);
      subject.settle(load.acknowledged());
      System.gc();
      long since = System.currentTimeMillis();
      long cpu = PROCESS.getProcessCpuTime();
      long start = System.nanoTime();
      Load.Result sent = load.run(nanos);
      subject.settle(load.acknowledged());
      long took = kind == Subject.Kind.END_TO_END ? System.nanoTime() - start : sent.nanos();
      double cpuMicros = (PROCESS.getProcessCpuTime() - cpu) / 1e3 / sent.messages();
      return new Measured(
          sent.messages() * 1e9 / took,
          sent.perSecond(),
          Latencies.of(sent.latencies(), 1e6),
          cpuMicros,
          kind == Subject.Kind.END_TO_END ? subject.wayTimes(since) : Latencies.NONE);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private Subject subject(Path folder) throws Exception {
    return switch (kind) {
      case WIRE -> new WireFloor();
      case STORE -> new StoreFloor(folder);
      case RECEIVE -> new HubSubject(folder, false);
      case END_TO_END -> new HubSubject(folder, true);
    };
  }

  private LongFunction<byte[]> messages() {
    var trial = new TrialMessages(HubSubject.FACILITY, "B", LocalDate.of(2026, 1, 5));
    return large ? trial::largeOru : trial::smallAdt;
  }

  /** Bytes of a message of this cell. */
  int messageBytes() throws IOException {
    return messages().apply(0).length;
  }
}
