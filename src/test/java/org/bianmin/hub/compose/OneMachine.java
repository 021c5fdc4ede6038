package org.bianmin.hub.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.compose.ComposeFile.Mount;
import org.bianmin.hub.compose.ComposeFile.Service;
import org.bianmin.hub.faults.HubProcess;

/**
 * The one step between docker-compose.yml and processes on one machine. What containers have of
 * their own, and these processes do not, is translated, and nothing else:
 *
 * <ul>
 *   <li>{@code host:port} of a service is {@code 127.0.0.1} and a free port, the same one wherever
 *       it is named;
 *   <li>a value that is one of the service's own ports is that free port;
 *   <li>a path in a volume, a mount, {@code /run/secrets} or {@code /tmp} is a path on this
 *       machine; a volume in a volume is a link;
 *   <li>the working folder of the image is an empty folder;
 *   <li>{@code mem_limit} is told to the JVM, and {@code java -jar} is this JVM with the classes of
 *       the build; its second compiler does not pay in so short a life.
 * </ul>
 */
final class OneMachine {

  private static final Pattern ADDRESS =
      Pattern.compile("(?<![\\w.-])([a-z][\\w-]*):(\\d{2,5})\\b");

  private final ComposeFile file;
  private final Dockerfile image;
  private final Path folder;
  private final Map<String, Integer> ports = new HashMap<>();

  /**
   * A machine without anything on it.
   *
   * @param folder empty, for volumes and all else that is written
   */
  OneMachine(ComposeFile file, Dockerfile image, Path folder) {
    this.file = file;
    this.image = image;
    this.folder = folder;
  }

  /** Says where a port of a service is that runs here already. */
  void place(String service, int port, int actual) {
    ports.put(service + ":" + port, actual);
  }

  /** Where a port of a service is on this machine. */
  int port(String service, int port) {
    return ports.computeIfAbsent(service + ":" + port, unused -> free());
  }

  private static int free() {
    try {
      return HubProcess.freePort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text in which addresses of services are those on this machine. */
  String addresses(String text) {
    return ADDRESS
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    file.hasService(found.group(1))
                        ? "127.0.0.1:" + port(found.group(1), Integer.parseInt(found.group(2)))
                        : found.group()));
  }

  /** The environment of the image and of the service. */
  Map<String, String> environment(Service service) {
    Map<String, String> values = new TreeMap<>(image.environment());
    values.putAll(service.environment());
    values.replaceAll((name, value) -> here(service, value));
    return values;
  }

  /** A value as the service has it, on this machine. */
  String here(Service service, String value) {
    if (value.matches("\\d{2,5}") && service.ports().contains(Integer.valueOf(value))) {
      return Integer.toString(port(service.name(), Integer.parseInt(value)));
    }
    for (Map.Entry<String, Path> each : paths(service).entrySet()) {
      if (value.equals(each.getKey()) || value.startsWith(each.getKey() + "/")) {
        return each.getValue() + value.substring(each.getKey().length());
      }
    }
    return addresses(value);
  }

  /** Paths on this machine by those in the container; what lies in another one comes first. */
  private Map<String, Path> paths(Service service) {
    Map<String, Path> paths = new TreeMap<>(Comparator.<String>reverseOrder());
    for (Mount mount : service.mounts()) {
      Path there =
          mount.isBind()
              ? Path.of(mount.source()).toAbsolutePath().normalize()
              : volume(mount.source());
      paths.put(mount.target(), there);
    }
    for (String secret : service.texts("secrets")) {
      paths.put("/run/secrets/" + secret, Path.of(file.secrets().get(secret)));
    }
    paths.put("/tmp", temporary(service));
    return paths;
  }

  private Path volume(String name) {
    return made(folder.resolve("volumes").resolve(name));
  }

  /** The {@code tmpfs} of a service. */
  private Path temporary(Service service) {
    return made(folder.resolve("tmpfs").resolve(service.name()));
  }

  /** What the image's working folder is here; the service may not write into it. */
  Path workFolder(Service service) {
    return made(folder.resolve("work").resolve(service.name()));
  }

  private static Path made(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Volumes that are mounted into other volumes of a service become links. */
  void link(Service service) throws IOException {
    for (Mount inner : service.mounts()) {
      for (Mount outer : service.mounts()) {
        if (inner.target().startsWith(outer.target() + "/")) {
          Path place =
              volume(outer.source()).resolve(inner.target().substring(outer.target().length() + 1));
          if (!Files.exists(place)) {
            Files.createSymbolicLink(place, volume(inner.source()));
          }
        }
      }
    }
  }

  /** What starts the service: the image's entry point and the command of the file. */
  List<String> command(Service service) throws IOException {
    List<String> all = new ArrayList<>(image.entryPoint());
    all.addAll(service.texts("command"));
    return java(service, all);
  }

  /** {@code java …} in the service's container. */
  List<String> java(Service service, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", words.get(0)).toString());
    command.add("-XX:MaxRAM=" + service.memory());
    command.add("-Djava.io.tmpdir=" + temporary(service));
    command.add("-XX:TieredStopAtLevel=1");
    for (String word : words.subList(1, words.size())) {
      switch (word) {
        case "-jar" -> command.addAll(List.of("-cp", HubProcess.classPath()));
        case "bianmin-hub.jar" -> command.add("org.bianmin.hub.HubApplication");
        default -> command.add(here(service, word));
      }
    }
    return command;
  }

  /** The service's own health check. */
  List<String> healthCheck(Service service) {
    List<String> command = new ArrayList<>(List.of("bash", "packaging/healthcheck"));
    List<String> words = service.healthCheck();
    if (!words.subList(0, 2).equals(List.of("CMD", "healthcheck"))) {
      throw new IllegalArgumentException(service + ": another health check than the image's");
    }
    words.subList(2, words.size()).forEach(word -> command.add(here(service, word)));
    return command;
  }
}
