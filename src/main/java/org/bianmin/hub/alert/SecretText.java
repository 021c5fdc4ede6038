package org.bianmin.hub.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a secret from its file each time it is needed, so that a changed one needs no restart. */
final class SecretText {

  private SecretText() {}

  /**
   * The text without the line break at its end, or null without a file.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  static String of(Path file) {
    try {
      return file == null ? null : Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
