package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.bianmin.hub.console.MetricCatalogue.Metric;
import org.junit.jupiter.api.Test;

/**
 * docs/metrics.md is what the catalogue says. After a change: {@code mvn test -Dtest=MetricsDocTest
 * -Dapprove=true}.
 */
class MetricsDocTest {

  private static final Path DOC = Path.of("docs/metrics.md");
  private static final String HEAD =
"""
# Metrics

What the hub exports at `/actuator/prometheus`, generated from its catalogue; do not edit it by hand. The names are a contract. Labels
hold ids of sources and destinations and fixed words, never a patient, a message or free text. Of histograms and summaries Prometheus has
`_count`, `_sum` and `_max`, of histograms `_bucket` too. What the JVM, the web server and the pools export beside them (`jvm_`, `process_`, `http_server_`,
`hikaricp_`, `camel_`) is Micrometer's and not part of the contract. Dashboards and alert rules: [observability](../observability/README.md).

| metric | type | labels | there | what | 含义 |
|---|---|---|---|---|---|
""";

  @Test
  void theDocumentIsWhatTheCatalogueSays() throws IOException {
    String text =
        HEAD
            + MetricCatalogue.METRICS.stream()
                .map(MetricsDocTest::row)
                .collect(Collectors.joining());
    if (Boolean.getBoolean("approve")) {
      Files.writeString(DOC, text);
    }
    assertThat(Files.readString(DOC)).isEqualTo(text);
  }

  @Test
  void namesAreThoseOfPrometheusAndStandOnce() {
    List<String> names = MetricCatalogue.METRICS.stream().map(Metric::name).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("hub(_[a-z]+)+"));
    for (Metric metric : MetricCatalogue.METRICS) {
      assertThat(metric.name().endsWith("_total"))
          .as(metric.name())
          .isEqualTo(metric.type() == MetricCatalogue.Type.COUNTER);
    }
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s | %s | %s |%n"
        .formatted(
            metric.name(),
            metric.type().name().toLowerCase(java.util.Locale.ROOT),
            labels,
            metric.when(),
            metric.english(),
            metric.chinese());
  }
}
