package org.bianmin.hub.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.bianmin.hub.journal.NewMessage;

/** A file that is read as a whole before the first of its messages is stored. */
final class WholeFile implements FileMessages {

  private final Deque<NewMessage> messages;
  private final List<String> problems;

  WholeFile(List<NewMessage> messages, List<String> problems) {
    this.messages = new ArrayDeque<>(messages);
    this.problems = problems;
  }

  /**
   * The bytes of a file.
   *
   * @throws UnreadableFile over the limit
   */
  static byte[] bytes(Path file, String source, int maxBytes) throws IOException {
    if (Files.size(file) > maxBytes) {
      throw new UnreadableFile(
          "the file is larger than "
              + maxBytes
              + " bytes; split it, or raise hub.sources."
              + source
              + ".max-frame");
    }
    return Files.readAllBytes(file);
  }

  @Override
  public NewMessage next() {
    return messages.poll();
  }

  @Override
  public List<String> problems() {
    return problems;
  }
}
