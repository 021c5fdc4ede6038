package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.bianmin.hub.wholeway.WorkedExample.Told;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A whole hub that all worked examples tell their messages, each as facilities of its own. */
final class ExampleHub implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCUMENTS = "/api/v1/events";
  private static final String DECLARATIONS = "/api/v1/declarations";
  private static final String TABLES = "src/test/resources/views/his-tables.sql";
  private static final String ROSTER = "programmes/roster.csv";

  /** Documents without a time of their own are recorded one second after each other. */
  private static final OffsetDateTime FIRST_RECORDED =
      OffsetDateTime.parse("2026-11-20T08:00:00+08:00");

  /**
   * Reports issued since then are uploaded in time, whenever the examples run: days of the examples
   * are over, and the platform answers at once.
   */
  private static final OffsetDateTime IN_TIME = OffsetDateTime.parse("2026-07-15T00:00:00+08:00");

  private static final String RECOGNITION = "--hub.destinations.recognition.";

  private static final int FIRST_PORT = 15_000;
  private static final int SPREAD = 10_000;
  private static final int LAST_PORT = 30_000;

  private final WholeHub hub;
  private final Simulator platform;
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Map<String, HisDatabase> databases = new LinkedHashMap<>();
  private final Map<String, MllpConnection> connections = new LinkedHashMap<>();
  private final Map<String, Long> rows = new LinkedHashMap<>();
  private long documents;
  private int port = FIRST_PORT + new Random().nextInt(SPREAD);

  ExampleHub(Path data, List<WorkedExample> examples) throws Exception {
    List<String> settings = new ArrayList<>();
    settings.add("--hub.mappings=" + mappings(data, examples));
    settings.add("--hub.console.open-loopback=true");
    settings.add("--hub.recognition.enabled=true");
    settings.add(
        "--hub.recognition.upload-within="
            + Duration.between(IN_TIME, OffsetDateTime.now(IN_TIME.getOffset())));
    // orders of the examples are looked at however long ago they were
    settings.add("--hub.recognition.check-within=36500d");
    settings.add("--hub.sources.fhir.facility=" + WorkedExample.FHIR_FACILITY);
    settings.add("--hub.sources.systems.transport=json");
    settings.add("--hub.sources.declared.transport=declaration");
    for (WorkedExample example : examples) {
      for (Told told : example.told().toList()) {
        sourceOf(example.facility(told), told, settings);
      }
    }
    Path key = Files.writeString(data.resolve("platform.key"), WholeHub.KEY);
    var apps = Map.of(WholeHub.APP, new SimulatorSettings.App(null, key, List.of()));
    platform = new Simulator(SimulatorSettings.of(0, apps)).start();
    settings.add(RECOGNITION + "url=http://127.0.0.1:" + platform.port() + "/");
    settings.add(RECOGNITION + "route=forward-recognition");
    settings.add(RECOGNITION + "app-id=" + WholeHub.APP);
    settings.add(RECOGNITION + "key-file=" + key);
    settings.add(RECOGNITION + "legal-basis=test: synthetic data only");
    settings.add(RECOGNITION + "backoff=50ms");
    settings.add(RECOGNITION + "events[0]=result.issued");
    hub = WholeHub.startBeside(platform, data, settings.toArray(String[]::new));
  }

  /** The shipped mappings with the rows of tables that the examples need. */
  private static Path mappings(Path data, List<WorkedExample> examples) throws IOException {
    Path folder = data.resolve("mappings");
    ShippedFolder.copyTo(folder);
    for (WorkedExample example : examples) {
      append(folder.resolve(ROSTER), example.roster());
      for (Map.Entry<String, List<JsonNode>> table : example.tables().entrySet()) {
        append(folder.resolve(table.getKey()), table.getValue());
      }
    }
    return folder;
  }

  private static void append(Path table, List<JsonNode> rows) throws IOException {
    List<String> columns = List.of(Files.readAllLines(table).get(0).split(",", -1));
    StringBuilder lines = new StringBuilder();
    for (JsonNode row : rows) {
      lines.append(String.join(",", columns.stream().map(c -> row.path(c).asText()).toList()));
      lines.append('\n');
    }
    Files.writeString(table, lines, StandardOpenOption.APPEND);
  }

  private void sourceOf(String facility, Told told, List<String> settings) throws Exception {
    if (told.format().equals("hl7") && !ports.containsKey(facility)) {
      ports.put(facility, nextPort());
      String source = "--hub.sources." + id(facility, "hl7") + ".";
      settings.add(source + "transport=mllp");
      settings.add(source + "host=127.0.0.1");
      settings.add(source + "port=" + ports.get(facility));
      settings.add(source + "facility=" + facility);
    }
    String view = told.content().path("view").asText();
    if (told.format().equals("row") && rows.putIfAbsent(id(facility, view), 0L) == null) {
      HisDatabase his = databases.get(facility);
      if (his == null) {
        his = emptyTables();
        databases.put(facility, his);
      }
      String source = "--hub.sources." + id(facility, view) + ".";
      settings.add(source + "transport=view");
      settings.add(source + "facility=" + facility);
      settings.add(source + "view.name=" + view);
      settings.add(source + "view.url=" + his.url);
      settings.add(source + "view.username=" + HisDatabase.READER);
      settings.add(source + "view.every=200ms");
    }
  }

  /**
   * A free port below those that the machine gives to connections: there are many to listen on, and
   * the hub makes connections before it listens.
   */
  private int nextPort() throws IOException {
    for (; ; ) {
      port++;
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (BindException taken) {
        if (port > LAST_PORT) {
          throw taken;
        }
      }
    }
  }

  private static HisDatabase emptyTables() throws Exception {
    HisDatabase his = new HisDatabase();
    String tables = Files.readString(Path.of(TABLES));
    his.execute(tables);
    his.execute("grant select on all tables in schema public to " + HisDatabase.READER);
    for (String line : tables.lines().filter(l -> l.startsWith("create table ")).toList()) {
      his.execute("delete from " + line.split(" ", -1)[2]);
    }
    return his;
  }

  private static String id(String facility, String what) {
    return facility.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-" + what;
  }

  WholeHub hub() {
    return hub;
  }

  /** Tells what a step of an example tells; it is durable then, but not yet normalized. */
  void tell(WorkedExample example, WorkedExample.Step step) throws Exception {
    for (Told told : step.tell()) {
      String facility = example.facility(told);
      switch (told.format()) {
        case "json" -> accepted(hub.post(DOCUMENTS, documents(told, facility)));
        case "declare" -> accepted(hub.post(DECLARATIONS, documents(told, facility)));
        case "hl7" -> hl7(facility, told.content().asText());
        case "fhir" -> {
          byte[] bytes = JSON.writeValueAsBytes(told.content());
          assertThat(hub.postFhir(bytes, "application/fhir+json").statusCode()).isBetween(200, 202);
        }
        default -> row(facility, told.content());
      }
    }
  }

  private String documents(Told told, String facility) {
    Stream<JsonNode> all = told.content().isArray() ? Stream.of(told.content()) : Stream.empty();
    List<JsonNode> items = new ArrayList<>();
    all.forEach(array -> array.forEach(items::add));
    if (items.isEmpty()) {
      items.add(told.content());
    }
    ArrayNode completed = JSON.createArrayNode();
    for (JsonNode item : items) {
      ObjectNode document = item.deepCopy();
      if (!document.has("facility")) {
        document.put("facility", facility);
      }
      if (!document.has("recordedAt")) {
        document.put("recordedAt", FIRST_RECORDED.plusSeconds(documents++).toString());
      }
      completed.add(document);
    }
    return JSON.createObjectNode().set("items", completed).toString();
  }

  private static void accepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private void hl7(String facility, String text) throws IOException {
    MllpConnection connection = connections.get(facility);
    if (connection == null) {
      connection = new MllpConnection(ports.get(facility));
      connections.put(facility, connection);
    }
    connection.send(text.strip().replace('\n', '\r').concat("\r").getBytes(StandardCharsets.UTF_8));
    assertThat(new String(connection.answer(), StandardCharsets.UTF_8))
        .containsPattern("\rMSA\\|[AC]A\\|");
  }

  private void row(String facility, JsonNode content) throws Exception {
    databases.get(facility).execute(content.get("sql").asText());
    rows.merge(
        id(facility, content.get("view").asText()), content.path("tells").asLong(1), Long::sum);
  }

  /** Waits until all that was told is normalized and delivered, rows of views included. */
  void awaitQuiet() throws Exception {
    rows.forEach(
        (source, count) ->
            await(source).atMost(Duration.ofMinutes(1)).until(() -> messagesOf(source) >= count));
    hub.awaitQuiet();
    await("orders that are looked at")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> hub.count("select count(*) from recognition_check where state = 'WAITING'") == 0);
    // prompts come by the main way
    hub.awaitQuiet();
    JsonNode parked = hub.api("messages?state=PARKED").get("items");
    assertThat(parked).as("parked: %s", parked).isEmpty();
  }

  private long messagesOf(String source) {
    return hub.bean(JdbcClient.class)
        .sql("select count(*) from message where source = ?")
        .param(source)
        .query(Long.class)
        .single();
  }

  @Override
  public void close() throws Exception {
    for (MllpConnection connection : connections.values()) {
      connection.close();
    }
    hub.close();
    platform.close();
    for (HisDatabase his : databases.values()) {
      his.close();
    }
  }
}
