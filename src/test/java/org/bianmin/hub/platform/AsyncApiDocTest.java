package org.bianmin.hub.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The published description of topics says what the code writes. */
class AsyncApiDocTest {

  private static final Path DOCS = Path.of("docs/platform-contract");
  private static final String BASE = "https://bianmin.example/platform-contract/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode api = yaml("asyncapi.yaml");
  private final JsonNode messages = api.at("/components/messages");

  private static JsonNode yaml(String file) {
    try (var in = Files.newBufferedReader(DOCS.resolve(file))) {
      Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return JSON.valueToTree(read);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonSchema schema(JsonNode schema) {
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            b -> b.schemaMappers(m -> m.mapPrefix(BASE, DOCS.toUri().toString())));
    var config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    String reference = schema.path("$ref").asText();
    if (reference.startsWith("#")) {
      return schema(api.at(reference.substring(1)));
    }
    return reference.isEmpty()
        ? factory.getSchema(schema, config)
        : factory.getSchema(SchemaLocation.of(BASE + reference), config);
  }

  private JsonSchema payload(String message) {
    JsonNode payload = messages.at("/" + message + "/payload");
    return schema(payload.has("schema") ? payload.get("schema") : payload);
  }

  private JsonSchema headers(String message) {
    return schema(messages.at("/" + message + "/headers"));
  }

  private static MeasureEvent event(EventStatus status) {
    return new MeasureEvent(
        new EventKey("H/1", "visit.registered", "门诊 1"),
        2,
        status,
        1_793_700_000_000L,
        1_793_700_000_000L,
        "pseudonym-1",
        Map.of("visitClass", "O", "at", "2026-11-03T08:30:00+08:00"),
        "0123456789abcdef");
  }

  private static ObjectNode headersOf(ProducerRecord<byte[], byte[]> record) {
    ObjectNode headers = JSON.createObjectNode();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }

  @ParameterizedTest
  @EnumSource(
      value = EventStatus.class,
      names = {"ACTIVE", "VOID"})
  void aFactIsWrittenAsTheDescriptionHasIt(EventStatus status) throws IOException {
    MeasureEvent event = event(status);
    byte[] value = new BatchPayload(ZoneId.of("Asia/Shanghai")).item(event);
    Batch told = new Batch("lake", "B-1", List.of(event), "00-a-b-01");
    Batch untold = new Batch("lake", "B-1", List.of(event));

    var record = TopicRecords.of("facts", told, event, TopicRecords.JSON, value);

    JsonNode item = JSON.readTree(record.value());
    assertThat(payload("measureEvent").validate(item)).isEmpty();
    assertThat(new String(record.key(), UTF_8)).isEqualTo(item.get("key").asText());
    assertThat(names(headersOf(record)))
        .isEqualTo(names(api.at("/components/schemas/factHeaders/properties")));
    assertThat(headers("measureEvent").validate(headersOf(record))).isEmpty();
    var without = TopicRecords.of("facts", untold, event, TopicRecords.JSON, value);
    assertThat(names(headersOf(without)))
        .isEqualTo(texts(api.at("/components/schemas/factHeaders/required")));
    assertThat(record.timestamp()).as("the producer gives it").isNull();
  }

  @Test
  void theValueIsTheItemThatThePlatformGets() throws IOException {
    BatchPayload payload = new BatchPayload(ZoneId.of("Asia/Shanghai"));
    MeasureEvent event = event(EventStatus.ACTIVE);
    JsonNode batch = JSON.readTree(payload.write(new Batch("p", "B-1", List.of(event)), 0));

    assertThat(JSON.readTree(payload.item(event))).isEqualTo(batch.at("/items/0"));
    assertThat(payload.item(event)).isEqualTo(payload.item(event));
  }

  @Test
  void reportsHaveTheHeadersOfTheDescription() throws IOException {
    JsonNode report = example("indicator-report.json");
    var record =
        TopicRecords.ofReport(
            "reports",
            report.get("key").asText(),
            report.get("revision").asInt(),
            report.get("kind").asText(),
            new byte[0]);

    assertThat(headers("indicatorReport").validate(headersOf(record))).isEmpty();
    assertThat(texts(api.at("/components/schemas/reportHeaders/required")))
        .isEqualTo(names(headersOf(record)));
  }

  @Test
  void examplesMeetTheirSchemas() throws IOException {
    int seen = 0;
    for (String message : names(messages)) {
      for (JsonNode example : messages.at("/" + message + "/examples")) {
        assertThat(payload(message).validate(example.get("payload"))).as(message).isEmpty();
        assertThat(headers(message).validate(example.get("headers"))).as(message).isEmpty();
        seen++;
      }
      String file = messages.at("/" + message + "/x-example-of-value").asText();
      if (!file.isEmpty()) {
        assertThat(payload(message).validate(example(file.replace("examples/", "")))).isEmpty();
        seen++;
      }
    }
    assertThat(seen).isEqualTo(4);
  }

  @Test
  void isOfTheContractsVersionAndSoIsEveryRecord() {
    assertThat(api.get("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(api.at("/info/version").asText())
        .isEqualTo(TopicRecords.CONTRACT)
        .isEqualTo(yaml("openapi.yaml").at("/info/version").asText());
    for (String headers : List.of("factHeaders", "reportHeaders")) {
      assertThat(
              api.at("/components/schemas/" + headers + "/properties/contract-version/const")
                  .asText())
          .isEqualTo(TopicRecords.CONTRACT);
    }
    assertThat(texts(api.at("/components/schemas/factHeaders/properties/content-type/enum")))
        .containsExactlyInAnyOrder(TopicRecords.JSON, PublishedReports.TYPE, Seal.TYPE);
  }

  @Test
  void everyReferenceResolvesAndEveryChannelHasItsOperation() {
    List<String> references = new ArrayList<>();
    api.findValues("$ref").forEach(reference -> references.add(reference.asText()));
    assertThat(references)
        .allSatisfy(
            reference -> {
              if (reference.startsWith("#")) {
                assertThat(api.at(reference.substring(1)).isMissingNode()).isFalse();
              } else {
                assertThat(DOCS.resolve(reference)).isRegularFile();
              }
            });
    Set<String> channels = new TreeSet<>();
    for (JsonNode operation : api.get("operations")) {
      channels.add(operation.at("/channel/$ref").asText().replace("#/channels/", ""));
    }
    assertThat(channels).isEqualTo(names(api.get("channels")));
    assertThat(references)
        .containsAll(names(messages).stream().map(m -> "#/components/messages/" + m).toList());
  }

  @Test
  void channelsAreTheTopicsAndRoutesOfTheGuide() throws IOException {
    String guide = Files.readString(Path.of("docs/kafka.md"));
    String words = Files.readString(DOCS.resolve("asyncapi.yaml"));
    for (String channel : List.of("measureEvents", "recognitionReports", "indicatorReports")) {
      assertThat(guide).contains(api.at("/channels/" + channel + "/address").asText());
    }
    for (String route :
        List.of(DestinationProperties.EVENTS_TOPIC, DestinationProperties.DOCUMENTS_TOPIC)) {
      assertThat(guide).contains("route: " + route);
      assertThat(words).contains("route " + route + ".");
    }
    for (String header : names(api.at("/components/schemas/factHeaders/properties"))) {
      assertThat(guide).contains("`" + header + "`");
    }
  }

  private static JsonNode example(String file) throws IOException {
    return JSON.readTree(DOCS.resolve("examples").resolve(file).toFile());
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
