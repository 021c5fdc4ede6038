package org.bianmin.hub.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.bianmin.hub.store.TestStore;

/**
 * A hub that is to be killed: journals numbered messages as fast as it can and prints {@code id
 * number} for each once it is acknowledged. Arguments: data folder, first number.
 */
final class JournalChild {

  private static final int IN_FLIGHT = 64;

  private JournalChild() {}

  static NewMessage numbered(long number) {
    return TestJournal.message(
        "C" + number, ("content of " + number).repeat(1 + (int) (number % 9)));
  }

  public static void main(String[] args) {
    TestJournal journal = new TestJournal(TestStore.embedded(Path.of(args[0]))).start();
    Semaphore free = new Semaphore(IN_FLIGHT);
    for (long number = Long.parseLong(args[1]); ; number++) {
      free.acquireUninterruptibly();
      long sent = number;
      var unused =
          journal
              .messages
              .receive(numbered(sent))
              .thenAccept(
                  receipt -> {
                    // one write, so that a kill leaves whole lines
                    byte[] line =
                        (receipt.messageId() + " " + sent + "\n")
                            .getBytes(StandardCharsets.US_ASCII);
                    System.out.write(line, 0, line.length);
                    System.out.flush();
                    free.release();
                  });
    }
  }
}
