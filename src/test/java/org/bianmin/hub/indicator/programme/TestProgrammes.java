package org.bianmin.hub.indicator.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;

/** A copy of {@code programmes/valid} in which tests break things, beside the shipped events. */
final class TestProgrammes {

  static final MappingSet SHIPPED = MappingLoader.load(Path.of("mappings")).set();

  private static final Path VALID = Path.of("src/test/resources/programmes/valid");

  private final Path root;

  private TestProgrammes(Path root) {
    this.root = root;
  }

  /** Below a folder that takes the place of the mappings folder. */
  static TestProgrammes copyTo(Path mappings) throws IOException {
    Path root = mappings.resolve("programmes");
    try (Stream<Path> all = Files.walk(VALID)) {
      for (Path file : all.toList()) {
        Path target = root.resolve(VALID.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return new TestProgrammes(mappings);
  }

  Path file(String name) {
    return root.resolve("programmes").resolve(name);
  }

  String text(String name) {
    try {
      return Files.readString(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the first occurrence of a text; {@code ~} stands for a line's end. */
  void replace(String name, String text, String other) throws IOException {
    String whole = text(name);
    String wanted = text.replace('~', '\n');
    int at = whole.indexOf(wanted);
    assertThat(at).as("'%s' in %s", wanted, name).isNotNegative();
    Files.writeString(
        file(name),
        whole.substring(0, at) + other.replace('~', '\n') + whole.substring(at + wanted.length()));
  }

  ProgrammeLoader.Loaded load() {
    return ProgrammeLoader.load(root, SHIPPED);
  }

  List<String> problems() {
    return load().problems().stream().map(MappingProblem::toString).toList();
  }

  List<String> warnings() {
    return load().warnings().stream().map(MappingProblem::toString).toList();
  }
}
