package org.bianmin.hub.receive;

import java.io.IOException;
import java.util.List;
import org.bianmin.hub.journal.NewMessage;

/** The messages of one file from a drop folder, in their order. */
interface FileMessages {

  /**
   * The next message, null at the end.
   *
   * @throws UnreadableFile when the file is not what its source says
   */
  NewMessage next() throws IOException;

  /** What is wrong with a file whose messages are stored; complete at the end. */
  List<String> problems();
}
