package org.bianmin.hub.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The messages of files and folders, one file in memory at a time. Folders are read with their
 * subfolders, sorted by name, without hidden files. Safe for many threads.
 */
final class MessageFiles {

  private final List<Path> files;
  private final long bytes;
  private final List<Path> withoutMessage = new ArrayList<>();
  private final Deque<Outgoing> ready = new ArrayDeque<>();
  private int nextFile;

  /**
   * Lists the files.
   *
   * @throws IOException a path does not exist or cannot be read; the message names it
   */
  MessageFiles(List<Path> paths) throws IOException {
    files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(folder(path));
      } else if (Files.isReadable(path)) {
        files.add(path);
      } else {
        throw new IOException(
            path
                + (Files.exists(path) ? " is not readable" : " does not exist")
                + ": check the path");
      }
    }
    long sum = 0;
    for (Path file : files) {
      sum += Files.size(file);
    }
    bytes = sum;
  }

  int count() {
    return files.size();
  }

  /** Size of all files. */
  long bytes() {
    return bytes;
  }

  /**
   * The next message.
   *
   * @return null after the last
   * @throws IOException a file cannot be read; the message names it
   */
  synchronized Outgoing next() throws IOException {
    while (ready.isEmpty() && nextFile < files.size()) {
      load(files.get(nextFile++));
    }
    return ready.poll();
  }

  /** Files read so far in which no line starts with MSH. */
  synchronized List<Path> withoutMessage() {
    return List.copyOf(withoutMessage);
  }

  private void load(Path file) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: check its permissions", e);
    }
    List<byte[]> messages = MessageSplitter.split(content);
    if (messages.isEmpty()) {
      withoutMessage.add(file);
    }
    for (int i = 0; i < messages.size(); i++) {
      long weight =
          content.length * (i + 1L) / messages.size() - content.length * (long) i / messages.size();
      ready.add(new Outgoing(file, i + 1, messages.get(i), weight));
    }
  }

  private static List<Path> folder(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> !hidden(folder.relativize(file)))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException(folder + " cannot be read: check its permissions", e);
    }
  }

  private static boolean hidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
