package org.bianmin.hub.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.HubSettings;

/** Names of all settings, of the hub and of Spring Boot, as they are written in an environment. */
final class SettingNames {

  private final Set<String> plain = new HashSet<>();
  private final List<Pattern> withIds;

  private SettingNames() throws IOException, ReflectiveOperationException {
    ObjectMapper json = new ObjectMapper();
    List<URL> all =
        Collections.list(
            HubApplication.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"));
    for (URL each : all) {
      try (InputStream in = each.openStream()) {
        for (JsonNode property : json.readTree(in).path("properties")) {
          String name = property.get("name").asText();
          if (!name.startsWith("hub.")) {
            plain.add(written(name));
          }
        }
      }
    }
    Set<String> hub = HubSettings.read().keySet();
    hub.stream().filter(name -> !name.contains("<id>")).forEach(name -> plain.add(written(name)));
    withIds =
        hub.stream()
            .filter(name -> name.contains("<id>"))
            // an underscore would begin the next part of the name
            .map(name -> Pattern.compile(written(name).replace("<ID>", "[A-Z0-9]+")))
            .toList();
  }

  static SettingNames read() throws IOException, ReflectiveOperationException {
    return new SettingNames();
  }

  private static String written(String name) {
    return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** Those that nothing reads. */
  List<String> unknown(Collection<String> variables) {
    return variables.stream()
        .filter(each -> !plain.contains(each))
        .filter(each -> withIds.stream().noneMatch(known -> known.matcher(each).matches()))
        .toList();
  }
}
