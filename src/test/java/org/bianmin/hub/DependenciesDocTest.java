package org.bianmin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every direct dependency is justified in docs/dependencies.md, in the order of pom.xml. */
class DependenciesDocTest {

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>(?:\\s|<!--.*?-->)*<groupId>([^<]+)</groupId>\\s*"
              + "<artifactId>([^<]+)</artifactId>",
          Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`:]+:[^`]+)` \\|([^|]+)\\|([^|]+)\\|$");

  @Test
  void everyDependencyIsARowAndEveryRowADependency() throws IOException {
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(dependencies());
  }

  @Test
  void everyRowSaysWhatForAndWhyNotOurselves() throws IOException {
    assertThat(ROW.matcher(doc()).results().toList())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.group(2)).isNotBlank())
        .allSatisfy(row -> assertThat(row.group(3)).isNotBlank());
  }

  private static List<String> rows() throws IOException {
    return ROW.matcher(doc()).results().map(row -> row.group(1)).toList();
  }

  private static List<String> dependencies() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String direct = pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
    List<String> found =
        DEPENDENCY.matcher(direct).results().map(d -> d.group(1) + ":" + d.group(2)).toList();
    assertThat(found).hasSize(direct.split("<dependency>", -1).length - 1);
    return found;
  }

  private static String doc() throws IOException {
    return Files.readString(Path.of("docs/dependencies.md"));
  }
}
