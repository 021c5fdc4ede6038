package org.bianmin.hub.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bianmin.hub.compose.ComposeFile.Mount;
import org.bianmin.hub.compose.ComposeFile.Service;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Balancer, Prometheus, Grafana and the unit of systemd by their own files. */
class AroundTheHubsTest {

  private static final Path UNIT = Path.of("packaging/systemd/bianmin-hub.service");

  private ComposeFile file;

  @BeforeEach
  void read() throws IOException {
    file = ComposeFile.read(Map.of());
  }

  @Test
  void everyWayThroughTheBalancerLeadsToAllHubs() throws IOException {
    BalancerFile balancer = BalancerFile.read();
    Service service = file.service("balancer");
    assertThat(balancer.frontends())
        .extracting(BalancerFile.Frontend::port)
        .containsExactlyInAnyOrderElementsOf(service.ports());
    Set<String> hubs = names(file.hubs());
    int ways = 0;
    for (BalancerFile.Frontend each : balancer.frontends()) {
      if (each.backend() != null) {
        List<BalancerFile.Server> servers = balancer.servers(each.backend());
        assertThat(servers)
            .as(each.name())
            .extracting(BalancerFile.Server::host)
            .containsExactlyInAnyOrderElementsOf(hubs);
        for (BalancerFile.Server server : servers) {
          Service hub = file.service(server.host());
          assertThat(hub.ports()).as(each.name()).contains(server.port());
          assertThat(server.checkPort())
              .isEqualTo(Integer.parseInt(hub.environment().get("SERVER_PORT")));
        }
        ways++;
      }
    }
    assertThat(ways).isEqualTo(2);
    assertThat(balancer.checkPath()).isEqualTo("/actuator/health/readiness");
  }

  @Test
  void prometheusAsksEachHubByTheRulesOfTheRepository() throws IOException {
    Map<?, ?> settings = yaml(Path.of("observability/prometheus/prometheus.yml"));
    Map<String, List<String>> jobs = new LinkedHashMap<>();
    for (Object each : (List<?>) settings.get("scrape_configs")) {
      Map<?, ?> job = (Map<?, ?>) each;
      List<String> targets = new ArrayList<>();
      for (Object group : (List<?>) job.get("static_configs")) {
        ((List<?>) ((Map<?, ?>) group).get("targets"))
            .forEach(target -> targets.add((String) target));
      }
      jobs.put((String) job.get("job_name"), targets);
      for (String target : targets) {
        String[] parts = target.split(":", -1);
        assertThat(file.service(parts[0]).ports()).as(target).contains(Integer.valueOf(parts[1]));
      }
    }
    assertThat(jobs.get("bianmin-hub"))
        .extracting(target -> target.substring(0, target.indexOf(':')))
        .containsExactlyInAnyOrderElementsOf(names(file.hubs()));

    Service prometheus = file.service("prometheus");
    Path folder = mounted(prometheus, "/etc/prometheus");
    assertThat(prometheus.texts("command"))
        .contains("--config.file=/etc/prometheus/prometheus.yml");
    assertThat(folder.resolve("prometheus.yml")).exists();
    for (Object rules : (List<?>) settings.get("rule_files")) {
      assertThat(folder.resolve((String) rules)).exists();
    }
  }

  @Test
  void grafanaFindsPrometheusAndTheDashboards() throws IOException {
    Service grafana = file.service("grafana");
    Path provisioning = mounted(grafana, "/etc/grafana/provisioning");
    Map<?, ?> sources = yaml(provisioning.resolve("datasources/prometheus.yml"));
    Map<?, ?> source = (Map<?, ?>) ((List<?>) sources.get("datasources")).get(0);
    int port = file.service("prometheus").published().get(0);
    assertThat(source.get("url")).isEqualTo("http://prometheus:" + port);
    assertThat(source.get("isDefault")).as("the dashboards name none").isEqualTo(true);

    Map<?, ?> boards = yaml(provisioning.resolve("dashboards/bianmin-hub.yml"));
    Map<?, ?> provider = (Map<?, ?>) ((List<?>) boards.get("providers")).get(0);
    Object path = ((Map<?, ?>) provider.get("options")).get("path");
    try (var dashboards = Files.list(mounted(grafana, (String) path))) {
      assertThat(dashboards).isNotEmpty().allMatch(each -> each.toString().endsWith(".json"));
    }
  }

  @Test
  void theUnitNamesSettingsThatExist() throws Exception {
    List<String> named = new ArrayList<>();
    for (String value : unit().getOrDefault("Environment", List.of())) {
      named.add(value.replace("\"", "").split("=", 2)[0]);
    }
    assertThat(named).contains("HUB_DATA", "JAVA_OPTS");
    assertThat(SettingNames.read().unknown(named)).containsExactly("JAVA_OPTS");
    assertThat(unit().get("ExecStart")).singleElement().asString().contains("$JAVA_OPTS");
  }

  @Test
  void theUnitIsConfinedAndComesBack() throws IOException {
    Map<String, List<String>> unit = unit();
    Map<String, String> expected = new LinkedHashMap<>();
    for (String each :
        List.of("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "PrivateUsers")) {
      expected.put(each, "yes");
    }
    expected.put("ProtectSystem", "strict");
    expected.put("CapabilityBoundingSet", "");
    expected.put("Restart", "on-failure");
    expected.put("StateDirectory", "bianmin-hub");
    expected.put("UMask", "0077");
    expected.forEach(
        (name, value) -> assertThat(unit.get(name)).as(name).isEqualTo(List.of(value)));
    assertThat(unit.get("User")).isNotEqualTo(List.of("root"));
    assertThat(unit.get("Environment"))
        .as("the only folder that it may write to")
        .contains("\"HUB_DATA=/var/lib/bianmin-hub\"");
    assertThat(unit)
        .as("a JVM writes code and runs it")
        .doesNotContainKey("MemoryDenyWriteExecute");
    assertThat(unit.keySet()).noneMatch(name -> name.contains("Credential"));
  }

  private static Map<String, List<String>> unit() throws IOException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(UNIT)) {
      if (line.matches("[A-Za-z]+=.*")) {
        String[] pair = line.split("=", 2);
        values.computeIfAbsent(pair[0], unused -> new ArrayList<>()).add(pair[1]);
      }
    }
    return values;
  }

  private static Map<?, ?> yaml(Path path) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(path));
  }

  private static Path mounted(Service service, String target) {
    return service.mounts().stream()
        .filter(mount -> mount.target().equals(target))
        .map(Mount::source)
        .map(Path::of)
        .findFirst()
        .orElseThrow(() -> new AssertionError(service + " mounts nothing at " + target));
  }

  private static Set<String> names(List<Service> services) {
    return services.stream().map(Service::name).collect(Collectors.toCollection(TreeSet::new));
  }
}
