package org.bianmin.hub.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Which node this is, in its data folder: a hub that was killed and is started again is the one it
 * was. Locked as long as the process lives.
 */
final class NodeFile implements AutoCloseable {

  private static final int DIGITS = 32;

  private final String node;
  private final FileChannel channel;

  /**
   * Opens the file, and makes it where there is none.
   *
   * @throws IllegalStateException when another process has it
   */
  NodeFile(DataFolder folder) {
    Path file = folder.data().resolve("node");
    try {
      Files.createDirectories(folder.data());
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!locked()) {
        channel.close();
        throw new IllegalStateException(
            "Another hub runs on the data folder "
                + file.toAbsolutePath().getParent()
                + ": stop it, or give each hub a hub.data of its own");
      }
      node = readOrMake();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock the file node in hub.data", e);
    }
  }

  private boolean locked() throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private String readOrMake() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(DIGITS);
    boolean more = true;
    while (more && bytes.hasRemaining()) {
      more = channel.read(bytes) >= 0;
    }
    String found = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    if (found.matches("[0-9a-f]{32}")) {
      return found;
    }
    String fresh = UUID.randomUUID().toString().replace("-", "");
    channel.truncate(0);
    ByteBuffer digits = ByteBuffer.wrap(fresh.getBytes(StandardCharsets.US_ASCII));
    while (digits.hasRemaining()) {
      int unused = channel.write(digits);
    }
    channel.force(true);
    return fresh;
  }

  /** What people call this process. */
  static String here(DataFolder folder) {
    String machine;
    try {
      machine = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      machine = "?";
    }
    return machine + ":" + folder.data().toAbsolutePath().normalize();
  }

  /** 32 hex digits. */
  String node() {
    return node;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
