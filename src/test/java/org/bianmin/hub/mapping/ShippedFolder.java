package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the shipped mappings in which tests break things. */
public final class ShippedFolder {

  public static final Path SHIPPED = Path.of("mappings");

  private final Path root;

  private ShippedFolder(Path root) {
    this.root = root;
  }

  public static ShippedFolder copyTo(Path target) throws IOException {
    try (Stream<Path> all = Files.walk(SHIPPED)) {
      all.forEach(file -> copy(file, target.resolve(SHIPPED.relativize(file).toString())));
    }
    return new ShippedFolder(target);
  }

  private static void copy(Path from, Path to) {
    try {
      if (Files.isDirectory(from)) {
        Files.createDirectories(to);
      } else {
        Files.copy(from, to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path root() {
    return root;
  }

  public Path file(String name) {
    return root.resolve(name);
  }

  /** The folder as the hub has it in force, with what others read of it. */
  public Mappings mappings(SetCompanion... companions) {
    return new Mappings(new MappingFolder(root, Duration.ZERO), List.of(), List.of(companions));
  }

  /** Deletes a folder with all that is in it. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Replaces the first occurrence of a text, and answers the 1-based line where it stands. */
  public int replace(String name, String text, String other) throws IOException {
    String whole = Files.readString(file(name));
    int at = whole.indexOf(text);
    assertThat(at).as("'%s' in %s", text, name).isNotNegative();
    Files.writeString(
        file(name), whole.substring(0, at) + other + whole.substring(at + text.length()));
    return 1 + (int) whole.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  /** Appends a line, and answers its number. */
  public int append(String name, String line) throws IOException {
    String whole = Files.readString(file(name));
    Files.writeString(file(name), whole + line + "\n");
    return 1 + (int) whole.chars().filter(c -> c == '\n').count();
  }
}
