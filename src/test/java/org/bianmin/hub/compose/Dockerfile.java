package org.bianmin.hub.compose;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the Dockerfile says of the image: its bases, and the last stage. */
final class Dockerfile {

  private final List<String> bases = new ArrayList<>();
  private final List<String> copied = new ArrayList<>();
  private Map<String, String> environment = new TreeMap<>();
  private final Map<String, String> last = new TreeMap<>();

  /** Reads that of the checkout. */
  static Dockerfile read() throws IOException {
    Dockerfile file = new Dockerfile();
    String text = Files.readString(Path.of("Dockerfile")).replaceAll("(?m)^#.*\\R", "");
    for (String line : text.replaceAll("\\\\\\R", " ").lines().toList()) {
      String[] parts = line.strip().split("\\s+", 2);
      if (parts.length == 2) {
        file.take(parts[0], parts[1]);
      }
    }
    return file;
  }

  private void take(String instruction, String value) {
    switch (instruction) {
      case "FROM" -> {
        bases.add(value.split("\\s+", 2)[0]);
        environment = new TreeMap<>();
        last.clear();
      }
      case "ENV" -> {
        for (String each : value.split("\\s+", -1)) {
          String[] pair = each.split("=", 2);
          environment.put(pair[0], pair[1]);
        }
      }
      case "COPY" -> {
        String from = value.replaceAll("--chmod=\\S+\\s+", "");
        if (!from.startsWith("--from=")) {
          copied.add(from.split("\\s+", 2)[0]);
        }
      }
      default -> last.put(instruction, value);
    }
  }

  /** Base images of all stages. */
  List<String> bases() {
    return bases;
  }

  /** Files and folders of the checkout that go into it. */
  List<String> copied() {
    return copied;
  }

  Map<String, String> environment() {
    return environment;
  }

  String user() {
    return last.get("USER");
  }

  String workFolder() {
    return last.get("WORKDIR");
  }

  String volume() {
    return last.get("VOLUME");
  }

  List<String> entryPoint() throws IOException {
    return list(last.get("ENTRYPOINT"));
  }

  List<String> healthCheck() throws IOException {
    String check = last.get("HEALTHCHECK");
    return list(check.substring(check.indexOf('[')));
  }

  private static List<String> list(String json) throws IOException {
    return new ObjectMapper().readValue(json, new TypeReference<List<String>>() {});
  }
}
