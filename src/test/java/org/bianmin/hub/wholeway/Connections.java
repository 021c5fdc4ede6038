package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** The connections that are shipped switched off, and the sample traffic of each system. */
final class Connections {

  static final Path SAMPLES = Path.of("docs", "connections", "samples");

  private static final Binder SHIPPED = shipped();

  private Connections() {}

  static Map<String, SourceProperties> sources() {
    return SHIPPED.bind("hub", Bindable.of(Sources.class)).get().sources();
  }

  static Destinations destinations() {
    return SHIPPED.bind("hub", Bindable.of(Destinations.class)).get();
  }

  private static Binder shipped() {
    try {
      var file = new ClassPathResource("connections.yml");
      return new Binder(
          new YamlPropertySourceLoader()
              .load("connections", file).stream().map(ConfigurationPropertySource::from).toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Settings that switch every source on, on free ports. */
  static List<String> everySourceOn() {
    List<String> settings = new ArrayList<>();
    sources()
        .forEach(
            (id, source) -> {
              settings.add("--hub.sources." + id + ".enabled=true");
              if (source.port() != null) {
                settings.add("--hub.sources." + id + ".host=127.0.0.1");
                settings.add("--hub.sources." + id + ".port=" + WholeHub.freePort());
              }
            });
    return settings;
  }

  /** Systems with samples of a direction, {@code in} or {@code out}. */
  static List<String> with(String direction) throws IOException {
    try (Stream<Path> folders = Files.list(SAMPLES)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve(direction)))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** The messages of a sample in their order: {@code 02_sys-05-outbound-calls.json}. */
  static List<Path> traffic(String system, String direction) throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES.resolve(system).resolve(direction))) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d\\d_.*"))
          .sorted()
          .toList();
    }
  }

  /** Sends a message as its source would, and waits until the hub has done with it. */
  static void play(WholeHub hub, Path file) throws Exception {
    String name = file.getFileName().toString();
    String id = name.substring("00_".length(), name.lastIndexOf('.'));
    SourceProperties source = hub.bean(Sources.class).sources().get(id);
    assertThat(source).as("hub.sources.%s of %s", id, name).isNotNull();
    String text = Files.readString(file);
    if (source.transport().equals("mllp")) {
      try (MllpConnection connection = new MllpConnection(source.port())) {
        connection.send(text.replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
        String answer = new String(connection.answer(), StandardCharsets.UTF_8);
        assertThat(answer).as(name).contains("MSA|AA|");
      }
    } else {
      boolean declared = source.transport().equals("declaration");
      var answer = hub.postAs(id, "/api/v1/" + (declared ? "declarations" : "events"), text);
      assertThat(answer.statusCode()).as("%s: %s", name, answer.body()).isEqualTo(202);
    }
    hub.awaitQuiet();
  }
}
