package org.bianmin.hub.store;

import java.io.IOException;
import java.io.UncheckedIOException;
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
        Files.createDirectories(folder);
        Files.write(file, fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
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
}
