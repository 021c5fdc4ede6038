package org.bianmin.hub.wholeway;

import java.nio.file.Path;
import java.util.List;

/** One hub with its embedded store. */
class EmbeddedMainWayIT extends MainWay {

  @Override
  List<String> mode(Path folder) throws Exception {
    return List.of();
  }

  @Override
  void awaitJournaled() {
    // what is acknowledged is journaled
  }
}
