package org.bianmin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

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

  /** A setting as the record has it. */
  private record Setting(String standard, String description) {}

  private final Map<String, Setting> settings = new TreeMap<>();

  @BeforeEach
  void read() throws Exception {
    try (InputStream in =
        HubApplication.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      for (JsonNode property : new ObjectMapper().readTree(in).get("properties")) {
        add(property);
      }
    }
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

  private void add(JsonNode property) throws Exception {
    String name = property.get("name").asText();
    if (!name.startsWith("hub.")) {
      return;
    }
    Class<?> owner = Class.forName(property.get("sourceType").asText());
    Class<?> entry = mapOfRecords(owner, name);
    if (entry != null) {
      entries(name + ".<id>", entry);
      return;
    }
    String standard = property.path("defaultValue").asText("");
    settings.put(name, new Setting(standard, plain(property.path("description").asText(""))));
  }

  /** The record that a map setting holds, or null when the setting is an ordinary one. */
  private static Class<?> mapOfRecords(Class<?> owner, String name) {
    for (RecordComponent component : owner.getRecordComponents()) {
      if (name.endsWith("." + dashed(component.getName()))
          && component.getType() == Map.class
          && ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[1]
              instanceof Class<?> value
          && value.isRecord()) {
        return value;
      }
    }
    return null;
  }

  /** The metadata does not look into maps, so their records' own comments are read. */
  private void entries(String prefix, Class<?> type) throws IOException {
    Map<String, String> comments = RecordComments.of(type);
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + "." + dashed(component.getName());
      if (component.getType().isRecord()) {
        entries(name, component.getType());
        continue;
      }
      DefaultValue standard = defaultOf(type, component);
      settings.put(
          name,
          new Setting(
              standard == null ? "" : String.join(", ", standard.value()),
              plain(comments.getOrDefault(component.getName(), ""))));
    }
  }

  private static DefaultValue defaultOf(Class<?> type, RecordComponent component) {
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      if (components[i].getName().equals(component.getName())) {
        var parameter = type.getDeclaredConstructors()[0].getParameters()[i];
        DefaultValue found = parameter.getAnnotation(DefaultValue.class);
        return found == null ? fieldDefault(type, component) : found;
      }
    }
    return null;
  }

  private static DefaultValue fieldDefault(Class<?> type, RecordComponent component) {
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals(component.getName())) {
        return field.getAnnotation(DefaultValue.class);
      }
    }
    return null;
  }

  private static String dashed(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }

  private static String plain(String javadoc) {
    return javadoc
        .replaceAll("\\s+", " ")
        .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
        .replace("|", "\\|")
        .strip();
  }
}
