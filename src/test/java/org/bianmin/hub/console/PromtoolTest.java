package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prometheus's own tool reads the alert rules and runs their tests. */
class PromtoolTest {

  private static final Path FOLDER = Path.of("observability/prometheus");

  @BeforeEach
  void isInstalled() {
    boolean there =
        Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve("promtool")));
    assumeTrue(there, "promtool is missing: install the package prometheus");
  }

  @Test
  void theRulesAreRead() throws Exception {
    assertThat(run("check", "rules", "alerts.yml")).contains("SUCCESS");
  }

  @Test
  void theSettingsBesideTheComposeFileAreRead() throws Exception {
    assertThat(run("check", "config", "prometheus.yml")).contains("SUCCESS");
  }

  @Test
  void theRulesDoWhatTheirTestsSay() throws Exception {
    assertThat(run("test", "rules", "alerts-test.yml"))
        .contains("SUCCESS")
        .doesNotContain("FAILED");
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
    return said;
  }
}
