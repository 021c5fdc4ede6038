package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/** The settings in force with where each comes from, and without secrets. */
@Component
final class Settings {

  static final String HIDDEN = "••••";

  private static final List<String> OURS = List.of("hub.", "server.", "management.", "camel.");
  private static final Pattern SECRET =
      Pattern.compile(
          "password|passwd|pwd|secret|token|credential|private|api-?v3-?key|jaas|user(name)?$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern KEY = Pattern.compile("key$", Pattern.CASE_INSENSITIVE);

  /** What stands before the host or after the path of an address may open a door. */
  private static final Pattern IN_ADDRESS = Pattern.compile("//[^/@\\s]*@|\\?.*$");

  private final ConfigurableEnvironment environment;

  Settings(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** All that begin with the hub's own prefixes, by name. */
  List<Setting> inForce() {
    Map<String, Setting> settings = new TreeMap<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> names) {
        for (String name : names.getPropertyNames()) {
          String plain = plain(source, name);
          if (plain != null && !settings.containsKey(plain)) {
            settings.put(plain, setting(source, name, plain));
          }
        }
      }
    }
    return new ArrayList<>(settings.values());
  }

  /** The name as the documentation writes it; null for what is not the hub's. */
  private static String plain(PropertySource<?> source, String name) {
    boolean variables =
        source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    String plain = variables ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
    return OURS.stream().anyMatch(plain::startsWith) ? plain : null;
  }

  private Setting setting(PropertySource<?> source, String name, String plain) {
    Origin origin = OriginLookup.getOrigin(source, name);
    String from = origin == null ? source.getName() : origin.toString();
    String value;
    if (secret(plain)) {
      value = HIDDEN;
    } else {
      String given;
      try {
        given = environment.getProperty(name);
      } catch (IllegalArgumentException e) {
        given = String.valueOf(source.getProperty(name));
      }
      value = given == null ? "" : IN_ADDRESS.matcher(given).replaceAll(HIDDEN);
    }
    return new Setting(plain, value, from);
  }

  static boolean secret(String name) {
    boolean file = name.endsWith("file") || name.contains("-file");
    return !file && (SECRET.matcher(name).find() || KEY.matcher(name).find());
  }
}
