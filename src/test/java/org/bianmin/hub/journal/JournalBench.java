package org.bianmin.hub.journal;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.bianmin.hub.store.TestStore;
import org.springframework.util.FileSystemUtils;

/**
 * Measures the journal alone on the embedded store: so many small messages in flight, each followed
 * by the next once it is durable. Arguments: in flight, seconds. Run it by hand; it is no test.
 */
final class JournalBench {

  private static final String ADT =
      "MSH|^~\\&|HIS|H001|HUB|H001|20261122083000||ADT^A01^ADT_A01|%s|P|2.5\r"
          + "EVN|A01|20261122083000\r"
          + "PID|1||P%s^^^H001^MR||测试^病人||19800101|F|||测试路1号\r"
          + "PV1|1|I|W01^R02^B03^H001||||D001^医生^甲|||||||||||I|V%s|||||||||||||||||||||||||"
          + "20261122082900\r";

  private final LongAdder done = new LongAdder();

  private JournalBench() {}

  public static void main(String[] args) throws Exception {
    int inFlight = args.length > 0 ? Integer.parseInt(args[0]) : 64;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    Path folder = Files.createTempDirectory("hub-bench");
    TestStore store = TestStore.embedded(folder);
    try {
      new JournalBench().run(store, inFlight, seconds);
    } finally {
      store.close();
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private void run(TestStore store, int inFlight, int seconds) {
    TestJournal journal = new TestJournal(store).start();
    Thread drain = new Thread(() -> drain(journal));
    drain.setDaemon(true);
    drain.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Thread sender = new Thread(() -> send(journal, inFlight, end));
    sender.start();
    long messages = 0;
    long commits = 0;
    long at = System.nanoTime();
    long cpu = cpuNanos();
    while (sender.isAlive()) {
      try {
        sender.join(2000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      double passed = (System.nanoTime() - at) / 1e9;
      long nowMessages = done.sum();
      long nowCommits = store.commits().commits();
      System.out.println(
          String.format(
              Locale.ROOT,
              "%d in flight: %,.0f messages/s, %,.0f commits/s, %.1f us CPU per message",
              inFlight,
              (nowMessages - messages) / passed,
              (nowCommits - commits) / passed,
              (cpuNanos() - cpu) / 1e3 / Math.max(1, nowMessages - messages)));
      messages = nowMessages;
      commits = nowCommits;
      at = System.nanoTime();
      cpu = cpuNanos();
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private void send(TestJournal journal, int inFlight, long end) {
    Semaphore free = new Semaphore(inFlight);
    for (long n = 0; System.nanoTime() < end; n++) {
      free.acquireUninterruptibly();
      String id = Long.toString(n);
      byte[] raw = String.format(ADT, id, id, id).getBytes(StandardCharsets.UTF_8);
      journal
          .messages
          .receive(TestJournal.message("C" + id, raw, null, null))
          .whenComplete(
              (receipt, failure) -> {
                done.increment();
                free.release();
              });
    }
    free.acquireUninterruptibly(inFlight);
  }

  private static void drain(TestJournal journal) {
    try {
      while (true) {
        journal.messages.waiting().take(1000, 1000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
