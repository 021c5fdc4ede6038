package org.bianmin.hub.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The files of a mappings folder that decide something. */
public final class MappingFiles {

  /**
   * A file.
   *
   * @param path below the mappings folder
   * @param size in bytes
   * @param hash of its content, 16 hex digits
   * @param changedAt when it was written last, epoch milliseconds
   */
  public record File(String path, long size, String hash, long changedAt) {}

  private static final int HASH_BYTES = 8;

  private MappingFiles() {}

  /** Files as they are now, by path; one that cannot be read is left out. */
  public static List<File> of(Path folder) {
    List<File> files = new ArrayList<>();
    for (String name : FolderStamp.of(folder).files().keySet()) {
      Path path = folder.resolve(name);
      try {
        byte[] bytes = Files.readAllBytes(path);
        files.add(
            new File(
                name.replace('\\', '/'),
                bytes.length,
                hash(bytes),
                Files.getLastModifiedTime(path).toMillis()));
      } catch (IOException e) {
        // gone since it was listed; the next reading tells
      }
    }
    return List.copyOf(files);
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
