package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Profile;
import org.bianmin.hub.normalize.MappingCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Each of the twenty named systems has a connection that is switched off, a page and samples, and
 * docs/connections.md lists them. After a change: {@code mvn test -Dtest=ConnectionsDocTest
 * -Dapprove=true}.
 */
class ConnectionsDocTest {

  private static final Path LIST = Path.of("docs/connections.md");
  private static final String BEGIN = "<!-- table -->\n";
  private static final String END = "<!-- end of table -->";
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PLACE =
      Pattern.compile("docs/connections/samples/(SYS-\\d\\d/\\S+?)(?=[\\s`,;]|$)");
  private static final List<String> SYSTEMS =
      IntStream.rangeClosed(1, 20).mapToObj("SYS-%02d"::formatted).toList();
  private static final MappingSet MAPPINGS = MappingCheck.report(Path.of("mappings")).set();

  @TempDir Path besideTheJar;

  static List<String> systems() {
    return SYSTEMS;
  }

  @Test
  void everySystemHasOnePageAndEveryPageASystem() throws IOException {
    try (Stream<Path> pages = Files.list(ConnectionsTable.PAGES)) {
      assertThat(
              pages
                  .map(page -> page.getFileName().toString())
                  .filter(name -> name.endsWith(".md"))
                  .map(name -> name.substring(0, "sys-00".length()).toUpperCase(Locale.ROOT)))
          .containsExactlyInAnyOrderElementsOf(SYSTEMS);
    }
    Set<String> connected = new TreeSet<>();
    connections().forEach(id -> connected.add(ConnectionsTable.system(id)));
    assertThat(connected).containsExactlyElementsOf(SYSTEMS);
  }

  @Test
  void everyConnectionIsOffAndReadByAProfileOfItsOwn() {
    Connections.sources()
        .forEach(
            (id, source) -> {
              assertThat(source.enabled()).as(id).isFalse();
              if (!source.transport().equals("declaration")) {
                assertThat(source.profile()).isEqualTo(id);
                assertThat(MAPPINGS.profiles()).containsKey(id);
              }
            });
    Connections.destinations()
        .destinations()
        .forEach(
            (id, destination) -> {
              assertThat(destination.enabled()).as(id).isFalse();
              assertThat(destination.route()).isEqualTo("forward-" + id);
              assertThat(Path.of("src/main/resources/routes", "forward-" + id + ".camel.yaml"))
                  .exists();
              assertThat(MAPPINGS.events().keySet())
                  .containsAll(ConnectionsTable.types(destination));
            });
  }

  @Test
  void samplesShowEverythingThatAProfileBinds() throws IOException {
    for (String id : Connections.sources().keySet()) {
      Profile profile = MAPPINGS.profiles().get(id);
      if (profile != null && profile.documents() != null) {
        Set<String> bound = new TreeSet<>();
        profile
            .documents()
            .bindings()
            .forEach((type, all) -> all.forEach(b -> bound.add(type + ' ' + b.action())));
        assertThat(ConnectionsTable.told(ConnectionsTable.system(id), id))
            .as(id)
            .containsExactlyElementsOf(bound);
      }
    }
  }

  @Test
  void portsOfConnectionsDiffer() {
    assertThat(Connections.sources().values())
        .extracting(SourceProperties::port)
        .filteredOn(port -> port != null)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void thePageNamesSamplesThatAreThere(String system) throws IOException {
    Matcher places = PLACE.matcher(Files.readString(ConnectionsTable.page(system)));
    List<String> named = new ArrayList<>();
    while (places.find()) {
      named.add(places.group(1));
      String file = places.group(1).replace("*.hl7", "");
      assertThat(Connections.SAMPLES.resolve(file)).exists();
    }
    assertThat(named).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void whatThePageSaysToWriteSwitchesItOn(String system) throws IOException {
    Matcher block = YAML.matcher(Files.readString(ConnectionsTable.page(system)));
    assertThat(block.find())
        .as("a block of settings in %s", ConnectionsTable.page(system))
        .isTrue();
    Files.writeString(besideTheJar.resolve("application.yml"), block.group(1));
    StandardEnvironment settings = new StandardEnvironment();
    settings
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "spring.config.additional-location",
                    "file:" + besideTheJar + "/",
                    "hub.facility",
                    WholeHub.FACILITY)));
    ConfigDataEnvironmentPostProcessor.applyTo(settings);

    Binder binder = Binder.get(settings);
    Set<String> on = new TreeSet<>();
    // both check what is switched on, as the start of a hub does
    binder
        .bind("hub", Bindable.of(Sources.class))
        .get()
        .sources()
        .forEach(
            (id, source) -> {
              if (source.enabled()) {
                on.add("source " + id);
              }
            });
    binder
        .bind("hub", Bindable.of(Destinations.class))
        .get()
        .enabled()
        .keySet()
        .forEach(id -> on.add("destination " + id));
    assertThat(on).containsExactlyElementsOf(shipped(system));
  }

  @Test
  void theListIsUpToDate() throws IOException {
    String page = Files.readString(LIST);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String made =
        page.substring(0, from) + ConnectionsTable.of(SYSTEMS) + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("approve")) {
      Files.writeString(LIST, made);
    }
    assertThat(Files.readString(LIST))
        .as("generate it: mvn test -Dtest=ConnectionsDocTest -Dapprove=true")
        .isEqualTo(made);
  }

  private static List<String> connections() {
    List<String> ids = new ArrayList<>(Connections.sources().keySet());
    ids.addAll(Connections.destinations().destinations().keySet());
    return ids;
  }

  private static List<String> shipped(String system) {
    Map<String, String> of = new TreeMap<>();
    Connections.sources()
        .keySet()
        .forEach(id -> of.put("source " + id, ConnectionsTable.system(id)));
    Connections.destinations()
        .destinations()
        .keySet()
        .forEach(id -> of.put("destination " + id, ConnectionsTable.system(id)));
    of.values().removeIf(other -> !other.equals(system));
    return List.copyOf(of.keySet());
  }
}
