package org.bianmin.hub.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bianmin.hub.compose.ComposeFile.Mount;
import org.bianmin.hub.compose.ComposeFile.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docker-compose.yml and the Dockerfile fit the repository, the settings and one another. */
class ComposeFileTest {

  /** A name, and a version of at least two numbers. */
  private static final Pattern PINNED = Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+[\\w.-]*");

  private static final Pattern ADDRESS =
      Pattern.compile("(?<![\\w.-])([a-z][\\w-]*):(\\d{2,5})\\b");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(PASSWORD|SECRET|TOKEN|KEYFILE|_KEY|CREDENTIAL).*");
  private static final String SECRETS = "/run/secrets/";

  private ComposeFile file;
  private Dockerfile image;

  @BeforeEach
  void read() throws IOException {
    file = ComposeFile.read(Map.of());
    image = Dockerfile.read();
  }

  @Test
  void everySettingOfOurServicesExists() throws Exception {
    SettingNames names = SettingNames.read();
    for (Service service : file.ours()) {
      assertThat(names.unknown(service.environment().keySet())).as(service.name()).isEmpty();
    }
    assertThat(names.unknown(image.environment().keySet())).as("Dockerfile").isEmpty();
    assertThat(file.hubs()).hasSize(2);
    assertThat(file.ours()).hasSize(3);
  }

  @Test
  void aSettingThatDoesNotExistIsFound() throws Exception {
    assertThat(
            SettingNames.read()
                .unknown(
                    List.of(
                        "HUB_STORE_URL",
                        "HUB_STORE_PASSWORD",
                        "HUB_SOURCES_HIS_PORT",
                        "HUB_SOURCES_HIS_PORTS",
                        "SERVER_PORT",
                        "SERVER_PROT",
                        "PATH_OF_SOMETHING")))
        .containsExactlyInAnyOrder(
            "HUB_STORE_PASSWORD", "HUB_SOURCES_HIS_PORTS", "SERVER_PROT", "PATH_OF_SOMETHING");
  }

  @Test
  void whatIsMountedAndCopiedIsThere() {
    for (Service service : file.services()) {
      for (Mount mount : service.mounts()) {
        if (mount.isBind()) {
          assertThat(Path.of(mount.source())).as(service.name()).exists();
          assertThat(mount.readOnly()).as("%s: %s", service, mount).isTrue();
        } else {
          assertThat(file.hasVolume(mount.source())).as("%s: %s", service, mount).isTrue();
        }
      }
    }
    assertThat(image.copied()).contains("mappings", "target/bianmin-hub.jar");
    for (String each : image.copied()) {
      // the jar is made by the build that runs this test
      if (!each.startsWith("target/")) {
        assertThat(Path.of(each)).exists();
      }
    }
  }

  @Test
  void everyImageHasAVersion() {
    for (Service service : file.services()) {
      if (!service.isOurs()) {
        assertThat(service.text("image")).as(service.name()).matches(PINNED);
      }
    }
    assertThat(image.bases()).hasSize(2).allMatch(base -> PINNED.matcher(base).matches());
  }

  @Test
  void everyServiceIsLookedAfterAndComesBack() throws IOException {
    for (Service service : file.services()) {
      assertThat(service.healthCheck()).as("%s: health check", service).isNotEmpty();
      assertThat(service.text("restart")).as("%s: restart", service).isEqualTo("unless-stopped");
      assertThat(service.dependsOn()).as("%s: depends_on", service).allMatch(file::hasService);
    }
    assertThat(image.healthCheck())
        .containsExactly("healthcheck", "8080", BalancerFile.read().checkPath());
    for (Service hub : file.hubs()) {
      assertThat(hub.healthCheck().subList(1, 4)).isEqualTo(image.healthCheck());
    }
  }

  @Test
  void noPasswordIsWrittenInIt() throws IOException {
    int secrets = 0;
    for (Service service : file.services()) {
      for (Map.Entry<String, String> variable : service.environment().entrySet()) {
        if (SECRET.matcher(variable.getKey()).matches()) {
          assertThat(variable.getKey()).as(service.name()).endsWith("FILE");
          assertThat(variable.getValue()).as(variable.getKey()).startsWith(SECRETS);
          assertThat(service.texts("secrets"))
              .as(service.name())
              .contains(variable.getValue().substring(SECRETS.length()));
          secrets++;
        }
      }
      assertThat(file.secrets().keySet()).containsAll(service.texts("secrets"));
    }
    assertThat(secrets).isEqualTo(7);
    assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("secrets/", ".env");
    assertThat(file.secrets().values()).allMatch(path -> path.startsWith("./secrets/"));
  }

  @Test
  void theScriptMakesTheSecretsThatAreNamed() throws IOException {
    Matcher made =
        Pattern.compile("for name in ([^;]+);")
            .matcher(Files.readString(Path.of("packaging/make-secrets")));
    assertThat(made.find()).isTrue();
    assertThat(made.group(1).split(" ", -1))
        .containsExactlyInAnyOrderElementsOf(file.secrets().keySet());
  }

  @Test
  void theExampleNamesEveryVariableWithItsDefault() throws IOException {
    Map<String, String> example =
        Files.readAllLines(Path.of(".env.example")).stream()
            .filter(line -> line.matches("[A-Z_]+=.*"))
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new));

    assertThat(example).isEqualTo(file.variables());
  }

  @Test
  void aVariableWithoutADefaultIsAskedForByName() throws IOException {
    assertThat(ComposeFile.read(Map.of("FACILITY", "42")).service("hub-1").environment())
        .containsEntry("HUB_FACILITY", "42");
    assertThatThrownBy(() -> ComposeFile.parse("services: ${WHO:?say who}", Map.of()))
        .hasMessageContaining("WHO is not set: say who");
  }

  @Test
  void ourContainersAreNoRootAndWriteWhereTheyAreTold() {
    assertThat(image.user()).isEqualTo("hub");
    assertThat(image.environment()).containsEntry("HUB_DATA", image.volume());
    for (Service service : file.ours()) {
      assertThat(service.get("read_only")).as(service.name()).isEqualTo(true);
      assertThat(service.texts("cap_drop")).as(service.name()).containsExactly("ALL");
      assertThat(service.texts("security_opt")).contains("no-new-privileges:true");
      assertThat(service.texts("tmpfs")).singleElement().asString().startsWith("/tmp:exec,");
      assertThat(service.get("privileged")).isNull();
      assertThat(service.get("user")).isNull();
      assertThat(service.memory()).isPositive();
      assertThat(service.published()).as("only the balancer is reached from outside").isEmpty();
    }
  }

  @Test
  void publishedPortsListenOnThisMachineAloneUntilSomebodySaysOtherwise() {
    for (Service service : file.services()) {
      assertThat(service.texts("ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
    }
  }

  @Test
  void theHubsDifferByNameAndDataOnly() {
    Service one = file.service("hub-1");
    Service two = file.service("hub-2");
    Map<String, String> ofTwo = new TreeMap<>(two.environment());
    ofTwo.replaceAll((name, value) -> value.replace("hub-2", "hub-1"));
    assertThat(ofTwo).isEqualTo(one.environment());
    String data = one.environment().get("HUB_DATA");
    assertThat(volume(one, data)).isNotEqualTo(volume(two, data));
    assertThat(volume(one, data + "/keys")).isEqualTo(volume(two, data + "/keys"));
  }

  private static String volume(Service service, String target) {
    return service.mounts().stream()
        .filter(mount -> mount.target().equals(target))
        .map(Mount::source)
        .collect(Collectors.joining());
  }

  @Test
  void everyAddressIsAServiceThatListensThere() {
    TreeSet<String> named = new TreeSet<>();
    for (Service service : file.services()) {
      for (String value : service.environment().values()) {
        // localhost is where a person's browser is
        Matcher address = ADDRESS.matcher(value.replace("//localhost:", "//"));
        while (address.find()) {
          String host = address.group(1);
          assertThat(file.hasService(host)).as("%s: %s", service, value).isTrue();
          if (!host.equals(service.name())) {
            assertThat(file.service(host).ports())
                .as("%s: %s", service, value)
                .contains(Integer.valueOf(address.group(2)));
            named.add(host);
          }
        }
      }
    }
    assertThat(named).contains("postgres", "kafka", "simulator");
  }

  @Test
  void postgresTakesThePasswordThatTheHubsSend() {
    Map<String, String> server = file.service("postgres").environment();
    for (Service hub : file.hubs()) {
      Map<String, String> client = hub.environment();
      assertThat(client.get("HUB_STORE_URL")).endsWith("/" + server.get("POSTGRES_DB"));
      assertThat(client.get("HUB_STORE_USERNAME")).isEqualTo(server.get("POSTGRES_USER"));
      assertThat(client.get("HUB_STORE_PASSWORDFILE"))
          .isEqualTo(server.get("POSTGRES_PASSWORD_FILE"));
    }
  }
}
