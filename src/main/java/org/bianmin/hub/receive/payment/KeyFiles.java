package org.bianmin.hub.receive.payment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Key files of one source. A changed file is read anew, without a restart; one that is unreadable
 * in the middle of a change leaves the key before it in force.
 */
final class KeyFiles {

  private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);

  /** A key, and the state of its file when it was read. */
  private record Read(long modified, long size, Object key) {}

  private final String name;
  private final Map<Path, Read> known = new ConcurrentHashMap<>();
  private final Map<Path, String> properties = new ConcurrentHashMap<>();

  /** For the settings {@code hub.sources.<id>.payment}. */
  KeyFiles(String name) {
    this.name = name;
  }

  /**
   * The key in a file.
   *
   * @param property of the settings, for messages
   * @param make throws IllegalArgumentException with what the file should hold
   * @throws RefusedNotification when there is none; the provider sends again
   */
  @SuppressWarnings("unchecked") // one file holds a key of one kind
  <T> T read(Path file, String property, Function<byte[], T> make) {
    Read before = known.get(file);
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      long modified = now.lastModifiedTime().toMillis();
      if (before == null || before.modified() != modified || before.size() != now.size()) {
        Object key;
        try {
          key = make.apply(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
          if (before == null) {
            throw e;
          }
          LOG.error(
              "{}.{}: {} has changed and {}; the key before it stays in force",
              name,
              property,
              file,
              e.getMessage());
          key = before.key();
        }
        before = new Read(modified, now.size(), key);
        known.put(file, before);
      }
      return (T) before.key();
    } catch (IOException | IllegalArgumentException e) {
      if (before != null) {
        return (T) before.key();
      }
      LOG.error("{}.{}: {} cannot be read ({})", name, property, file, reason(e));
      throw new RefusedNotification(
          Reason.NO_KEY, "the hub cannot read its key; send it again, and tell its operator");
    }
  }

  /**
   * Reads a file for the first time.
   *
   * @throws IllegalArgumentException naming the property and the remedy
   */
  <T> T check(Path file, String property, Function<byte[], T> make) {
    String kind = property.replaceFirst("\\[.*", "");
    String before = properties.putIfAbsent(file, kind);
    if (before != null && !before.equals(kind)) {
      throw new IllegalArgumentException(
          name
              + "."
              + property
              + " names "
              + file
              + ", as "
              + before
              + " does: a file holds a key of one kind; name the file that belongs to each");
    }
    try {
      return make.apply(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          name
              + "."
              + property
              + " names "
              + file
              + ", which cannot be read ("
              + e.getClass().getSimpleName()
              + "); put the file there, readable for the hub's user only",
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + "." + property + " names " + file + ", and " + e.getMessage(), e);
    }
  }

  private static String reason(Exception e) {
    return e instanceof IOException ? e.getClass().getSimpleName() : e.getMessage();
  }
}
