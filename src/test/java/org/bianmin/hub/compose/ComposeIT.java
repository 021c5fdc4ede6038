package org.bianmin.hub.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.compose.ComposeFile.Service;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.trial.MllpClient;
import org.bianmin.hub.trial.TrialMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * docker-compose.yml without an engine: each service of ours is a process with the command, the
 * environment and the wiring of the file ({@link OneMachine}), PostgreSQL and Kafka are the build's
 * own real ones, and the balancer goes by its own configuration.
 */
class ComposeIT {

  private static final Logger LOG = LoggerFactory.getLogger(ComposeIT.class);
  private static final String BALANCER = "balancer";
  private static final String BALANCE = "hub_conservation_holds";
  private static final int MLLP = 2575;
  private static final int HTTP = 8080;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @TempDir private Path folder;
  private ComposeFile file;
  private OneMachine machine;
  private KafkaBroker broker;
  private Balancer balancer;
  private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();
  private TrialMessages messages;
  private int sent;

  @BeforeEach
  void start() throws Exception {
    Path secrets = folder.resolve("secrets");
    Process made = new ProcessBuilder("sh", "packaging/make-secrets", secrets.toString()).start();
    assertThat(made.waitFor()).isZero();
    file = ComposeFile.read(Map.of("SECRETS", secrets.toString()));
    long begun = System.nanoTime();
    machine = new OneMachine(file, Dockerfile.read(), folder);
    // needs nobody
    launch(file.service("simulator"));
    Service postgres = file.service("postgres");
    Map<String, String> ofPostgres = postgres.environment();
    ofPostgres.replaceAll((name, value) -> machine.here(postgres, value));
    machine.place("postgres", 5432, ComposedStore.make(ofPostgres));
    startKafka();
    for (Service each : file.hubs()) {
      launch(each);
    }
    balancer = Balancer.start(BALANCER, machine, folder);
    processes.values().forEach(ServiceProcess::healthy);
    LOG.info("the services are healthy after {} ms", (System.nanoTime() - begun) / 1_000_000);
    messages = new TrialMessages(facility(), "C1", LocalDate.of(2026, 11, 2));
  }

  private void launch(Service service) throws IOException {
    processes.put(service.name(), new ServiceProcess(service, machine, folder));
  }

  private void startKafka() throws IOException {
    broker = new KafkaBroker(folder.resolve("kafka"));
    String address = broker.address();
    machine.place("kafka", 9092, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    broker.createTopic(
        hub().get("HUB_SOURCES_ADT_KAFKA_TOPIC"),
        Integer.parseInt(file.service("kafka").environment().get("KAFKA_NUM_PARTITIONS")));
  }

  private Map<String, String> hub() {
    return file.service("hub-1").environment();
  }

  private String facility() {
    return hub().get("HUB_FACILITY");
  }

  @AfterEach
  void stop() throws Exception {
    if (balancer != null) {
      balancer.close();
    }
    for (ServiceProcess each : processes.values()) {
      each.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void messagesReachThePlatformThroughEitherHubAndGoOnWhenOneIsKilled() throws Exception {
    pagesAndMetricsAnswerEverywhere();
    aTokenMadeAsTheGuideSaysOpensTheApiOnEitherHub();
    send(4, List.of("hub-1", "hub-2"));
    writeToTheTopic(4);
    thePlatformHasAll();

    processes.get("hub-1").kill();

    send(4, List.of("hub-2"));
    writeToTheTopic(4);
    thePlatformHasAll();
    assertThat(get(BALANCER, HTTP, "/login").statusCode()).isEqualTo(200);
    if (LongForm.tries(0, 1) > 0) {
      launch(file.service("hub-1"));
      processes.get("hub-1").healthy();
      send(4, List.of("hub-1", "hub-2"));
      thePlatformHasAll();
    }
    reached(() -> get("hub-2", HTTP, "/actuator/prometheus").body().contains(BALANCE + " 1.0"));
    nothingIsWrittenButToVolumesAndTmp();
  }

  private void pagesAndMetricsAnswerEverywhere() throws Exception {
    for (String service : List.of(BALANCER, "hub-1", "hub-2")) {
      reached(() -> get(service, HTTP, "/login").statusCode() == 200);
      assertThat(get(service, HTTP, "/actuator/prometheus").body()).contains("hub_info{");
      assertThat(get(service, HTTP, "/api/v1/messages").statusCode()).isEqualTo(403);
    }
  }

  /** What an operator does first, on one node, holds on all. */
  private void aTokenMadeAsTheGuideSaysOpensTheApiOnEitherHub() throws Exception {
    String token = processes.get("hub-1").exec("user", "token", "smoke", "--role", "viewer");
    for (String service : List.of(BALANCER, "hub-1", "hub-2")) {
      HttpRequest request =
          HttpRequest.newBuilder(uri(service, HTTP, "/api/v1/messages"))
              .header("Authorization", "Bearer " + token)
              .build();
      assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .as(service)
          .isEqualTo(200);
    }
  }

  /** So many connections at the same time through the balancer, one message on each. */
  private void send(int connections, List<String> takers) throws IOException {
    List<MllpClient> clients = new ArrayList<>();
    Map<String, Double> before = new LinkedHashMap<>();
    for (String taker : takers) {
      before.put(taker, answered(taker));
    }
    try {
      for (int i = 0; i < connections; i++) {
        MllpClient client =
            new MllpClient(
                "127.0.0.1",
                machine.port(BALANCER, MLLP),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
        clients.add(client);
        connected(client);
      }
      for (MllpClient client : clients) {
        assertThat(client.send(messages.smallAdt(sent++)).code()).isEqualTo("AA");
      }
    } finally {
      for (MllpClient client : clients) {
        client.close();
      }
    }
    for (String taker : takers) {
      assertThat(answered(taker)).as("answers of %s", taker).isGreaterThan(before.get(taker));
    }
  }

  /**
   * A balancer may send to a node that has just died, and says so by closing: senders try again.
   */
  private void connected(MllpClient client) {
    reached(
        () -> {
          client.connect();
          return client.send(messages.smallAdt(sent)).code().equals("AA");
        });
    sent++;
  }

  /** Messages over MLLP that a node has answered AA. */
  private double answered(String service) throws IOException {
    return get(service, HTTP, "/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("hub_receive_answer_seconds_count{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private void writeToTheTopic(int records) {
    String topic = hub().get("HUB_SOURCES_ADT_KAFKA_TOPIC");
    try (Producer<String, byte[]> producer = broker.producer()) {
      for (int i = 0; i < records; i++) {
        var unused = producer.send(new ProducerRecord<>(topic, i, null, messages.smallAdt(sent++)));
      }
    }
  }

  private void thePlatformHasAll() {
    reached(
        () -> {
          JsonNode counts =
              new ObjectMapper().readTree(get("simulator", 8090, "/simulator/counts").body());
          return counts.at("/byType/visit.registered/active").asLong() == sent;
        });
  }

  /** Their root file system is read-only. */
  private void nothingIsWrittenButToVolumesAndTmp() throws IOException {
    for (Service each : file.ours()) {
      try (var written = Files.list(machine.workFolder(each))) {
        assertThat(written).as(each.name()).isEmpty();
      }
    }
  }

  private void reached(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(condition);
  }

  private URI uri(String service, int port, String path) {
    return URI.create("http://127.0.0.1:" + machine.port(service, port) + path);
  }

  private HttpResponse<String> get(String service, int port, String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(service, port, path)).timeout(Duration.ofSeconds(20)).build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
