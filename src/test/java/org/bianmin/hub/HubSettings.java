package org.bianmin.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Every setting {@code hub.*} by the configuration metadata and the records behind it. */
public final class HubSettings {

  /**
   * A setting as the record has it.
   *
   * @param standard its default, empty for none
   */
  public record Setting(String standard, String description) {}

  private final Map<String, Setting> settings = new TreeMap<>();

  private HubSettings() {}

  /** By name, where {@code <id>} stands for a name that is chosen. */
  public static Map<String, Setting> read() throws IOException, ReflectiveOperationException {
    HubSettings all = new HubSettings();
    try (InputStream in =
        HubApplication.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      for (JsonNode property : new ObjectMapper().readTree(in).get("properties")) {
        all.add(property);
      }
    }
    return all.settings;
  }

  private void add(JsonNode property) throws IOException, ReflectiveOperationException {
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
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String plain(String javadoc) {
    return javadoc
        .replaceAll("\\s+", " ")
        .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
        .replace("|", "\\|")
        .strip();
  }
}
