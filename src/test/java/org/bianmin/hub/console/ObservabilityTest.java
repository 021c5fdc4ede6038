package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.console.MetricCatalogue.Metric;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Dashboards and alert rules ask for metrics that the hub has, by labels that they have. */
class ObservabilityTest {

  private static final Pattern METRIC = Pattern.compile("\\b(hub_[a-z_]+)\\b(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern SHOWN =
      Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-z_]+)\\s*}}");
  private static final Path GRAFANA = Path.of("observability/grafana");
  private static final Path RULES = Path.of("observability/prometheus/alerts.yml");

  @Test
  void dashboardsAskForWhatThereIs() throws IOException {
    Set<String> uids = new TreeSet<>();
    int panels = 0;
    for (Path file : files()) {
      JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
      assertThat(uids.add(dashboard.path("uid").asText())).as("%s: uid", file).isTrue();
      assertThat(dashboard.path("title").asText()).as("%s: title", file).isNotBlank();
      Set<Integer> ids = new TreeSet<>();
      for (JsonNode panel : dashboard.path("panels")) {
        assertThat(ids.add(panel.path("id").asInt())).as("%s: panel id", file).isTrue();
        for (JsonNode target : panel.path("targets")) {
          String where = file.getFileName() + ", " + panel.path("title").asText();
          check(where, target.path("expr").asText(), target.path("legendFormat").asText());
          panels++;
        }
      }
      for (JsonNode variable : dashboard.path("templating").path("list")) {
        if (variable.path("type").asText().equals("query")) {
          check(file + ", variable", variable.path("definition").asText(), "");
        }
      }
    }
    assertThat(uids).hasSize(4);
    assertThat(panels).isGreaterThan(30);
  }

  @Test
  void alertRulesAskForWhatThereIsAndSayWhatToDo() throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<?, ?> file = yaml.load(Files.readString(RULES));
    List<String> names = new ArrayList<>();
    for (Object group : (List<?>) file.get("groups")) {
      for (Object each : (List<?>) ((Map<?, ?>) group).get("rules")) {
        Map<?, ?> rule = (Map<?, ?>) each;
        String name = (String) rule.get("alert");
        names.add(name);
        Map<?, ?> says = (Map<?, ?>) rule.get("annotations");
        check(name, (String) rule.get("expr"), (String) says.get("summary"));
        assertThat((String) says.get("runbook")).as("%s: what to do", name).isNotBlank();
        assertThat(((Map<?, ?>) rule.get("labels")).get("severity"))
            .as("%s: severity", name)
            .isIn("critical", "warning");
      }
    }
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(10);
  }

  @Test
  void aNameOrALabelThatIsNotThereIsFound() {
    assertThat(problems("rate(hub_message_total[5m])", "")).isNotEmpty();
    assertThat(problems("hub_deliveries{source=\"x\"}", "")).isNotEmpty();
    assertThat(problems("sum by (reason) (hub_deliveries)", "")).isNotEmpty();
    assertThat(problems("sum(hub_waiting_messages)", "{{source}}")).isNotEmpty();
    assertThat(problems("hub_waiting_messages_bucket", "")).isNotEmpty();
  }

  private static List<Path> files() throws IOException {
    try (var list = Files.list(GRAFANA)) {
      return list.sorted().toList();
    }
  }

  private static void check(String where, String expression, String legend) {
    assertThat(problems(expression, legend)).as("%s: %s", where, expression).isEmpty();
  }

  private static List<String> problems(String expression, String legend) {
    List<String> problems = new ArrayList<>();
    Set<String> known = new TreeSet<>(Set.of("le"));
    boolean own = false;
    Matcher metrics = METRIC.matcher(expression);
    while (metrics.find()) {
      own = true;
      Metric metric = series().get(metrics.group(1));
      if (metric == null) {
        problems.add(metrics.group(1) + " is no metric of the hub");
        continue;
      }
      known.addAll(metric.labels());
      Matcher labels = LABEL.matcher(metrics.group(2) == null ? "" : metrics.group(2));
      while (labels.find()) {
        if (!metric.labels().contains(labels.group(1))) {
          problems.add(metric.name() + " has no label " + labels.group(1));
        }
      }
    }
    if (own) {
      Matcher grouped = GROUPED.matcher(expression);
      while (grouped.find()) {
        for (String label : grouped.group(1).split(",", -1)) {
          if (!known.contains(label.strip())) {
            problems.add("nothing here has the label " + label.strip());
          }
        }
      }
      Matcher shown = SHOWN.matcher(legend);
      while (shown.find()) {
        if (!known.contains(shown.group(1))) {
          problems.add("the legend shows the label " + shown.group(1));
        }
      }
    }
    return problems;
  }

  /** Series by name: of histograms and summaries several. */
  private static Map<String, Metric> series() {
    Map<String, Metric> series = new LinkedHashMap<>();
    for (Metric metric : MetricCatalogue.METRICS) {
      if (metric.type() == MetricCatalogue.Type.COUNTER
          || metric.type() == MetricCatalogue.Type.GAUGE) {
        series.put(metric.name(), metric);
      } else {
        for (String part : List.of("_count", "_sum", "_max")) {
          series.put(metric.name() + part, metric);
        }
        if (metric.type() == MetricCatalogue.Type.HISTOGRAM) {
          series.put(metric.name() + "_bucket", metric);
        }
      }
    }
    return series;
  }
}
