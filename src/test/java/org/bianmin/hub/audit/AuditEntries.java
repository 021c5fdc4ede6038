package org.bianmin.hub.audit;

import java.time.Clock;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.TestStore;

/** Entries for the tests of other rooms. */
public final class AuditEntries {

  private AuditEntries() {}

  /** Writes so many into a store whose writer does not run yet. */
  public static void write(TestStore store, int count) {
    AuditTrail trail =
        new AuditTrail(
            Commands.atEnd("audit", store.commits()),
            new AuditChain(store.folder()),
            new AuditWitness(store.folder()),
            Clock.systemUTC());
    store.commits().start();
    for (int i = 1; i <= count; i++) {
      long unused = trail.asked(new Asked("张三", "127.0.0.1", "message.reveal", "id=" + i, "核对映射"));
    }
  }
}
