package org.bianmin.hub.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml as the engine reads it: variables filled in, anchors and merges resolved. */
final class ComposeFile {

  static final Path PATH = Path.of("docker-compose.yml");

  /** {@code $$}, or {@code ${NAME}} with a default or a remedy. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$|\\$\\{([A-Z_]+)(?:(:-|:\\?)([^}]*))?}");

  /**
   * A mount of a service.
   *
   * @param source name of a volume, or a path that begins with a dot
   * @param target path in the container
   */
  record Mount(String source, String target, boolean readOnly) {

    boolean isBind() {
      return source.startsWith(".") || source.startsWith("/");
    }

    private static Mount of(String text) {
      String[] parts = text.split(":", -1);
      return new Mount(parts[0], parts[1], parts.length > 2 && parts[2].equals("ro"));
    }
  }

  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<String, String> secrets = new TreeMap<>();
  private final Map<?, ?> volumes;

  private ComposeFile(String text, Map<String, String> environment) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<?, ?> file = yaml.load(filled(text, environment));
    ((Map<?, ?>) file.get("services"))
        .forEach(
            (name, body) ->
                services.put((String) name, new Service((String) name, (Map<?, ?>) body)));
    ((Map<?, ?>) file.get("secrets"))
        .forEach(
            (name, body) ->
                secrets.put((String) name, String.valueOf(((Map<?, ?>) body).get("file"))));
    volumes = (Map<?, ?>) file.get("volumes");
  }

  /**
   * Reads the file of the checkout.
   *
   * @param environment variables that are set, as in {@code .env}
   */
  static ComposeFile read(Map<String, String> environment) throws IOException {
    return parse(Files.readString(PATH), environment);
  }

  static ComposeFile parse(String text, Map<String, String> environment) {
    return new ComposeFile(text, environment);
  }

  private String filled(String text, Map<String, String> environment) {
    StringBuilder filled = new StringBuilder();
    Matcher found = VARIABLE.matcher(text);
    while (found.find()) {
      String value = "$";
      if (found.group(1) != null) {
        value = environment.get(found.group(1));
        String standard = ":-".equals(found.group(2)) ? found.group(3) : null;
        variables.put(found.group(1), standard == null ? "" : standard);
        value = value == null ? standard : value;
        if (value == null) {
          throw new IllegalArgumentException(found.group(1) + " is not set: " + found.group(3));
        }
      }
      found.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return found.appendTail(filled).toString();
  }

  /** Names of the variables with their defaults, empty for none. */
  Map<String, String> variables() {
    return variables;
  }

  /** In the order of the file. */
  List<Service> services() {
    return List.copyOf(services.values());
  }

  /** Those that run the image of this checkout. */
  List<Service> ours() {
    return services().stream().filter(Service::isOurs).toList();
  }

  /** Ours, without the simulator. */
  List<Service> hubs() {
    return ours().stream()
        .filter(each -> !each.environment().containsKey("SPRING_PROFILES_ACTIVE"))
        .toList();
  }

  Service service(String name) {
    Service service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException("no service is called " + name);
    }
    return service;
  }

  boolean hasService(String name) {
    return services.containsKey(name);
  }

  /** Files on the host by the names of the secrets. */
  Map<String, String> secrets() {
    return secrets;
  }

  boolean hasVolume(String name) {
    return volumes.containsKey(name);
  }

  /** One of the services. */
  static final class Service {

    private final String name;
    private final Map<?, ?> body;

    private Service(String name, Map<?, ?> body) {
      this.name = name;
      this.body = body;
    }

    String name() {
      return name;
    }

    boolean isOurs() {
      return body.containsKey("build");
    }

    /** A member as the file has it, null where it is absent. */
    Object get(String member) {
      return body.get(member);
    }

    String text(String member) {
      Object value = body.get(member);
      return value == null ? null : value.toString();
    }

    Map<String, String> environment() {
      Map<String, String> values = new TreeMap<>();
      if (body.get("environment") instanceof Map<?, ?> map) {
        map.forEach((key, value) -> values.put((String) key, String.valueOf(value)));
      }
      return values;
    }

    List<Mount> mounts() {
      return texts("volumes").stream().map(Mount::of).toList();
    }

    /** TCP ports in the container, those that are published among them. */
    Set<Integer> ports() {
      Set<Integer> ports = new TreeSet<>();
      texts("expose").forEach(port -> ports.add(Integer.valueOf(port)));
      published().forEach(port -> ports.add(port));
      return ports;
    }

    /** Ports in the container that the host hands on. */
    List<Integer> published() {
      return texts("ports").stream()
          .map(each -> Integer.valueOf(each.substring(each.lastIndexOf(':') + 1)))
          .toList();
    }

    /** The health check, {@code CMD} or {@code CMD-SHELL} first; empty where there is none. */
    List<String> healthCheck() {
      return body.get("healthcheck") instanceof Map<?, ?> check
          ? texts(check.get("test"))
          : List.of();
    }

    /** Bytes of {@code mem_limit}. */
    long memory() {
      String limit = text("mem_limit");
      long mebi = Long.parseLong(limit.substring(0, limit.length() - 1));
      if (!limit.endsWith("m")) {
        throw new IllegalArgumentException(name + ": mem_limit is written as 512m");
      }
      return mebi << 20;
    }

    /** Names of the services that have to be there before it. */
    List<String> dependsOn() {
      return body.get("depends_on") instanceof Map<?, ?> map
          ? map.keySet().stream().map(Object::toString).toList()
          : texts("depends_on");
    }

    List<String> texts(String member) {
      return texts(body.get(member));
    }

    private static List<String> texts(Object list) {
      List<String> texts = new ArrayList<>();
      if (list instanceof List<?> values) {
        values.forEach(value -> texts.add(String.valueOf(value)));
      }
      return texts;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
