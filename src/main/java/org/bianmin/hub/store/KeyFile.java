package org.bianmin.hub.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** A key of the hub's own, made at the first start and never again. */
public final class KeyFile {

  private KeyFile() {}

  /**
   * The key's bytes.
   *
   * @param folder hub.data/keys
   * @param loss what a new key would do, for the message
   * @throws IllegalStateException when the file is damaged
   */
  public static byte[] load(Path folder, String name, int bytes, String loss) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        byte[] fresh = new byte[bytes];
        new SecureRandom().nextBytes(fresh);
        // may be a link to a folder that several nodes share
        if (!Files.isDirectory(folder)) {
          Files.createDirectories(folder);
        }
        make(file, fresh);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != bytes) {
        throw new IllegalStateException(
            name + " in hub.data/keys is damaged: put back the copy from your backup; " + loss);
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use hub.data/keys/" + name, e);
    }
  }

  /**
   * Nodes that share the folder may start at the same time: a key is there whole or not at all, and
   * the first one is everybody's.
   */
  private static void make(Path file, byte[] fresh) throws IOException {
    Path made = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
    try {
      Files.write(made, fresh, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      if (Files.getFileStore(made).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      }
      link(file, made);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static void link(Path file, Path made) throws IOException {
    try {
      try {
        Files.createLink(file, made);
      } catch (UnsupportedOperationException | FileSystemException e) {
        // no links on this file system, or there is one; moving does not take the place of that
        Files.move(made, file);
      }
    } catch (FileAlreadyExistsException e) {
      // another node was first: its key is read
    }
  }
}
