package org.bianmin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * No source file is longer than a reader's patience, unless its first comment says why ({@code
 * size: the reason}).
 */
class FileSizesTest {

  private static final int MOST_LINES = 300;
  private static final int FIRST_COMMENT = 60;
  private static final List<String> KINDS = List.of(".java", ".yaml", ".yml", ".html");

  @Test
  void noFileIsLongWithoutSayingWhy() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : Repository.files()) {
      if (KINDS.stream().anyMatch(kind -> file.toString().endsWith(kind))) {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() > MOST_LINES && !saysWhy(lines)) {
          tooLong.add(file + " has " + lines.size() + " lines");
        }
      }
    }

    assertThat(tooLong).as("split it, or say why in its first comment: 'size: reason'").isEmpty();
  }

  private static boolean saysWhy(List<String> lines) {
    return lines.stream()
        .limit(FIRST_COMMENT)
        .anyMatch(line -> line.matches("\\s*(\\*|//|#|<!--)\\s*size: \\S.*"));
  }
}
