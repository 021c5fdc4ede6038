package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bianmin.hub.FreePorts;
import org.bianmin.hub.HubApplication;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.journal.MessageQueries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The trial with all that it sends, and FHIR, JSON documents and questions beside it: no identifier
 * of a person that was in the traffic is in a log, a metric, a trace or a URL.
 */
class NoPatientInTelemetryIT {

  private static final String FHIR =
      """
      {"resourceType": "Bundle", "type": "transaction", "entry": [
        {"fullUrl": "urn:uuid:6f1c3f0e-6a9e-4c6e-9a43-3f0f5a1b0001",
         "resource": {"resourceType": "Patient",
          "identifier": [{"system": "urn:his", "value": "FHIRPAT0001"}],
          "name": [{"text": "诸葛雨桐"}], "telecom": [{"system": "phone", "value": "19900001234"}],
          "address": [{"text": "某省某市某街道八号"}]},
         "request": {"method": "POST", "url": "Patient"}},
        {"fullUrl": "urn:uuid:6f1c3f0e-6a9e-4c6e-9a43-3f0f5a1b0002",
         "resource": {"resourceType": "Encounter", "id": "VFHIR1", "status": "in-progress",
          "identifier": [{"system": "urn:visit", "value": "VFHIR1"}],
          "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
          "subject": {"reference": "urn:uuid:6f1c3f0e-6a9e-4c6e-9a43-3f0f5a1b0001"},
          "period": {"start": "2026-11-03T08:00:00+08:00"}},
         "request": {"method": "POST", "url": "Encounter"}}]}
      """;
  private static final String PATIENT = "{\"idType\": \"01\", \"id\": \"990000199001011234\"}";

  @TempDir Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  private final KeptLog log = new KeptLog();
  private ConfigurableApplicationContext hub;
  private RecordingProxy proxy;
  private SpanReceiver spans;

  @BeforeEach
  void start() throws IOException {
    spans = new SpanReceiver();
    // none is drawn twice
    int[] ports = IntStream.generate(FreePorts::next).distinct().limit(5).toArray();
    int simulator = ports[4];
    proxy = new RecordingProxy(URI.create("http://127.0.0.1:" + simulator + "/"));
    int his = ports[0];
    int lis = ports[1];
    int doctors = ports[2];
    // the trial's wallets call the port that the settings name
    hub =
        new SpringApplicationBuilder(HubApplication.class)
            .profiles("trial")
            .run(
                "--server.port=" + ports[3],
                "--spring.main.banner-mode=off",
                "--hub.data=" + data.resolve("data"),
                "--hub.mappings=mappings",
                "--hub.tracing.sample=1",
                "--hub.tracing.queue=100000",
                spans.setting(),
                "--logging.structured.format.file=ecs",
                "--hub.sources.his.port=" + his,
                "--hub.sources.lis.port=" + lis,
                "--hub.trial.his-port=" + his,
                "--hub.trial.lis-port=" + lis,
                "--hub.trial.doctor-port=" + doctors,
                "--hub.trial.seed=7",
                "--hub.trial.speed=3000",
                "--hub.simulator.port=" + simulator,
                "--hub.destinations.platform.url=" + proxy.url(),
                "--hub.destinations.recognition.url=" + proxy.url(),
                "--logging.level.org.bianmin.hub=DEBUG",
                "--server.tomcat.basedir=" + data.resolve("tomcat"),
                "--server.tomcat.accesslog.enabled=true",
                "--server.tomcat.accesslog.buffered=false",
                "--server.tomcat.accesslog.pattern=%r %s");
    // after the start, which sets logging up anew; before nearly all traffic
    log.setContext(root().getLoggerContext());
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void stop() {
    root().detachAppender(log);
    if (hub != null) {
      hub.close();
    }
    proxy.close();
    spans.close();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Test
  void nobodyIsInLogsMetricsTracesOrUrlsOfAFullRun() throws Exception {
    traffic();
    // what comes on would only have to be searched too
    hub.getBeansOfType(SmartLifecycle.class).values().stream()
        .filter(part -> part.getClass().getPackageName().equals("org.bianmin.hub.trial"))
        .forEach(SmartLifecycle::stop);
    Set<String> patients = patients();

    List<String> told = told();
    assertThat(told).as("logs, metrics, traces and URLs").hasSizeGreaterThan(100);
    assertThat(found(told, patients)).as("lines that name a patient").isEmpty();

    // the same search finds somebody who is put there on purpose
    String somebody = patients.stream().filter(id -> id.startsWith("990000")).findFirst().get();
    LoggerFactory.getLogger("planted").info("{} was here", somebody);
    String name = "诸葛雨桐";
    get("/api/v1/messages?controlId=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    assertThat(found(told(), patients))
        .hasSizeGreaterThanOrEqualTo(3)
        .anyMatch(line -> line.startsWith("{") && line.contains(somebody))
        .anyMatch(line -> line.startsWith("planted " + somebody))
        .anyMatch(line -> line.contains("controlId=" + name));
  }

  private void traffic() throws Exception {
    assertThat(post("/fhir", "application/fhir+json", FHIR)).isBetween(200, 299);
    int document =
        post(
            "/api/v1/events",
            "application/json",
            """
            {"type": "einvoice.issued", "key": "INV1", "facility": "123400000000000000",
             "patient": %s, "at": "2026-11-03T09:00:00+08:00"}
            """
                .formatted(PATIENT));
    assertThat(document).as("taken or refused, it is not to be logged").isGreaterThan(0);
    int asked =
        post(
            "/api/v1/recognition/candidates",
            "application/json",
            "{\"patient\": " + PATIENT + ", \"items\": [\"HPL_250103001\"]}");
    assertThat(asked).isGreaterThan(0);
    assertThat(post("/api/v1/events/search", "application/json", "{\"patient\": " + PATIENT + "}"))
        .isEqualTo(200);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              String metrics = get("/actuator/prometheus");
              assertThat(count(metrics, "hub_messages_total{source=\"his\",state=\"normalized\"}"))
                  .isGreaterThan(300);
              assertThat(count(metrics, "hub_messages_total{source=\"lis\",state=\"normalized\"}"))
                  .isGreaterThan(30);
              assertThat(count(metrics, "hub_messages_total{source=\"wechat\"")).isGreaterThan(3);
              assertThat(proxy.lines()).hasSizeGreaterThan(20);
            });
    for (String page :
        List.of(
            "/",
            "/messages",
            "/events",
            "/deliveries",
            "/bedside",
            "/recognition",
            "/audit",
            "/parked",
            "/links",
            "/indicators",
            "/reports",
            "/messages/1",
            "/api/v1/messages/1/raw")) {
      assertThat(get(page)).isNotEmpty();
    }
  }

  private Set<String> patients() throws IOException {
    var journal =
        new PatientsInTraffic.WholeJournal(
            hub.getBean(MessageQueries.class), hub.getBean(InboundMessages.class));
    PatientsInTraffic found = PatientsInTraffic.of(journal);
    assertThat(found.identifiers())
        .hasSizeGreaterThan(300)
        .contains("诸葛雨桐", "FHIRPAT0001", "19900001234");
    found.identifiers().add("990000199001011234");
    return found.identifiers();
  }

  /** All that others than the hub itself may get to see of its work. */
  private List<String> told() throws Exception {
    List<String> told = new ArrayList<>(log.lines());
    told.addAll(get("/actuator/prometheus").lines().toList());
    proxy.lines().forEach(line -> told.add(decoded(line)));
    String trail = get("/api/v1/audit?limit=500");
    assertThat(trail).contains("event.search").contains("message.reveal");
    told.add(trail);
    assertThat(spans.spans()).as("spans").hasSizeGreaterThan(1000);
    spans.spans().forEach(span -> told.add(span.text() + span.service()));
    List<String> structured = Files.readAllLines(data.resolve("data/logs/hub.log"));
    assertThat(structured).as("the structured log").hasSizeGreaterThan(10);
    assertThat(structured.get(0)).startsWith("{").contains("\"ecs\"");
    told.addAll(structured);
    List<Path> logs;
    try (Stream<Path> files = Files.walk(data.resolve("tomcat"))) {
      logs = files.filter(file -> file.getFileName().toString().startsWith("access_log")).toList();
    }
    assertThat(logs).as("the log of accesses").isNotEmpty();
    for (Path file : logs) {
      Files.readAllLines(file).forEach(line -> told.add(decoded(line)));
    }
    return told;
  }

  private static String decoded(String line) {
    try {
      return URLDecoder.decode(line, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return line;
    }
  }

  private static List<String> found(List<String> told, Set<String> patients) {
    return told.stream().filter(line -> patients.stream().anyMatch(line::contains)).toList();
  }

  private static double count(String metrics, String series) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String url(String path) {
    return "http://localhost:" + hub.getEnvironment().getProperty("local.server.port") + path;
  }

  private String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url(path))).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private int post(String path, String type, String body) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url(path)))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }
}
