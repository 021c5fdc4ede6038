package org.bianmin.hub.wholeway;

import java.nio.file.Path;
import java.util.List;
import org.bianmin.hub.store.PostgresServer;

/** A hub on PostgreSQL. */
class PostgresMainWayIT extends MainWay {

  @Override
  List<String> mode(Path folder) throws Exception {
    return List.of("--hub.store.url=" + PostgresServer.newDatabase());
  }

  @Override
  void awaitJournaled() {
    // what is acknowledged is journaled
  }
}
