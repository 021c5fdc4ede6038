package org.bianmin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md is what the properties records say. After a change: {@code mvn test
 * -Dtest=ConfigurationDocTest -Dapprove=true}.
 */
class ConfigurationDocTest {

  private static final Path DOC = Path.of("docs/configuration.md");
  private static final String HEAD =
      """
      # Settings

      Every setting of the hub under `hub.*`, generated from the properties records; do not edit it by hand. They go into
      `application.yml` beside the jar, or on the command line (`--hub.facility=…`), or into the environment (`HUB_FACILITY`). `<id>` is a
      name that you choose. Secrets come from files that a setting names, or from the environment, and have no default. Durations are written `30s`, `5m`,
      sizes `64MB`. What the hub takes from Spring Boot (`server.port`, `management.*`, `logging.*`) is documented there.

      | setting | default | what |
      |---|---|---|
      """;

  private Map<String, HubSettings.Setting> settings;

  @BeforeEach
  void read() throws Exception {
    settings = HubSettings.read();
  }

  @Test
  void everySettingIsDescribed() {
    List<String> without = new ArrayList<>();
    settings.forEach(
        (name, setting) -> {
          if (setting.description().isBlank()) {
            without.add(name);
          }
        });

    assertThat(settings).containsKeys("hub.facility", "hub.sources.<id>.port", "hub.data");
    assertThat(without).as("settings without @param in their record").isEmpty();
  }

  @Test
  void theDocumentIsUpToDate() throws IOException {
    String page = page();
    if (Boolean.getBoolean("approve")) {
      Files.writeString(DOC, page);
    }

    assertThat(DOC).as("generate it: mvn test -Dtest=ConfigurationDocTest -Dapprove=true").exists();
    assertThat(Files.readString(DOC))
        .as("generate it: mvn test -Dtest=ConfigurationDocTest -Dapprove=true")
        .isEqualTo(page);
  }

  private String page() {
    StringBuilder page = new StringBuilder(HEAD);
    settings.forEach(
        (name, setting) ->
            page.append("| `")
                .append(name)
                .append("` | ")
                .append(setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`")
                .append(" | ")
                .append(setting.description())
                .append(" |\n"));
    return page.toString();
  }
}
