package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets of a whole hub under traffic is what docs/metrics.md says. */
class MetricsIT {

  private static final Pattern ROW =
      Pattern.compile("\\| `(hub_[a-z_]+)` \\| ([a-z]+) \\| ([^|]*)\\| ([^|]*) \\|.*");
  private static final Pattern TYPE = Pattern.compile("# TYPE (hub_[a-z_]+) ([a-z]+)");
  private static final Pattern SAMPLE = Pattern.compile("(hub_[a-z_]+)(?:\\{([^}]*)})? .*");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");
  private static final String REGISTRATION =
      "MSH|^~\\&|HIS|H|HUB|H|20261103080000||ADT^A04|M%d|P|2.5.1||||||UNICODE UTF-8\r"
          + "EVN|A04|20261103080000\r"
          + "PID|1||P1^^^HIS^MR||试验甲\r"
          + "PV1|1|O|C1||||D1||||||||||||V%d|||||||||||||||||||||||||20261103080000\r";

  private record Row(String type, Set<String> labels, String when) {}

  @TempDir Path data;

  @Test
  void everyMetricOfTheHubIsDocumentedAndEveryDocumentedOneIsThere() throws Exception {
    Map<String, Row> documented = documented();
    try (WholeHub hub = WholeHub.start(data)) {
      try (MllpConnection connection = hub.mllp()) {
        for (int i = 0; i < 3; i++) {
          connection.send(REGISTRATION.formatted(i, i).getBytes(StandardCharsets.UTF_8));
          connection.answer();
        }
        connection.send("not HL7".getBytes(StandardCharsets.UTF_8));
        connection.answer();
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(scrape(hub))
                        .containsPattern(
                            "hub_delivery_items_total\\{destination=\"platform\","
                                + "outcome=\"accepted\"} [3-9]")
                        .contains("hub_receive_connections{source=\"his\"} 1.0")
                        .contains("hub_receive_answer_seconds_count{code=\"A\",source=\"his\"} 3")
                        .contains("hub_receive_answer_seconds_count{code=\"R\",source=\"his\"} 1")
                        .contains("hub_parked_messages 1.0")
                        .contains("hub_destination_paused{destination=\"platform\"} 0.0")
                        .contains("hub_source_age_seconds{source=\"his\"}"));
        check(documented, scrape(hub));
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(scrape(hub)).contains("hub_receive_connections{source=\"his\"} 0.0"));
    }
  }

  private static void check(Map<String, Row> documented, String scraped) {
    Set<String> missing = new TreeSet<>();
    documented.forEach(
        (name, row) -> {
          if (row.when().equals("always") || row.when().startsWith("after the first")) {
            missing.add(name);
          }
        });
    for (String line : scraped.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      if (type.matches() && !type.group(1).endsWith("_max")) {
        Row row = documented.get(type.group(1));
        assertThat(row).as("%s stands in docs/metrics.md", type.group(1)).isNotNull();
        assertThat(type.group(2)).as(line).isEqualTo(row.type());
        missing.remove(type.group(1));
      }
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        Row row = documented.get(base(sample.group(1), documented));
        assertThat(row).as(line).isNotNull();
        Set<String> labels = new TreeSet<>();
        Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
        while (label.find()) {
          labels.add(label.group(1));
        }
        labels.removeAll(List.of("le", "quantile"));
        assertThat(labels).as(line).isEqualTo(row.labels());
      }
    }
    assertThat(missing).as("documented, but not exported").isEmpty();
  }

  private static String base(String name, Map<String, Row> documented) {
    return documented.containsKey(name) ? name : name.replaceFirst("_(count|sum|max|bucket)$", "");
  }

  private static Map<String, Row> documented() throws Exception {
    Map<String, Row> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("docs/metrics.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> labels = new TreeSet<>();
        for (String label : row.group(3).strip().split(", ", -1)) {
          if (!label.isEmpty()) {
            labels.add(label.replace("`", ""));
          }
        }
        rows.put(row.group(1), new Row(row.group(2), labels, row.group(4)));
      }
    }
    assertThat(rows).hasSizeGreaterThan(20);
    return rows;
  }

  private static String scrape(WholeHub hub) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(hub.url().resolve("/actuator/prometheus")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
