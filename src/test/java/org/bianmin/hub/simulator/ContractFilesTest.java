package org.bianmin.hub.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The published files fit together: examples, schemas, calls, worked signatures. */
class ContractFilesTest {

  private static final Path DOCS = Path.of("docs/platform-contract");
  private static final String BASE = "https://bianmin.example/platform-contract/";
  private static final Set<String> ITS_OWN_SCHEMA =
      Set.of(
          "receipts",
          "receipt",
          "problem",
          "checks",
          "resend-tasks",
          "recognition-search",
          "recognition-catalogue",
          "recognition-notices",
          "indicator-report",
          "indicator-report-state");

  /** FHIR documents, and lists of worked examples; other tests read them. */
  private static final Set<String> OTHERS =
      Set.of(
          "signatures",
          "sealed",
          "recognition-report-lab",
          "recognition-report-imaging",
          "recognition-report-recall",
          "recognition-searchset");

  static JsonSchema schema(String name) {
    return JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            b -> b.schemaMappers(m -> m.mapPrefix(BASE, DOCS.toUri().toString())))
        .getSchema(
            SchemaLocation.of(BASE + "schemas/" + name + ".json"),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  static Stream<String> examples() throws IOException {
    return names(DOCS.resolve("examples")).stream().filter(name -> !OTHERS.contains(name));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return new TreeSet<>(
          files.map(f -> f.getFileName().toString().replaceFirst("\\.json$", "")).toList());
    }
  }

  private static JsonNode read(String file) throws IOException {
    return Items.MAPPER.readTree(DOCS.resolve(file).toFile());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleMeetsItsSchema(String name) throws IOException {
    String schema = ITS_OWN_SCHEMA.contains(name) ? name : "measure-event-batch";
    assertThat(schema(schema).validate(read("examples/" + name + ".json"))).isEmpty();
  }

  @Test
  void everyEventTypeHasASchemaAndAnExample() throws IOException {
    Set<String> types = new TreeSet<>();
    read("schemas/measure-event.json")
        .at("/$defs/envelope/properties/type/enum")
        .forEach(type -> types.add(type.asText()));
    assertThat(names(DOCS.resolve("schemas/events"))).isEqualTo(types);
    assertThat(examples()).containsAll(types);
  }

  @ParameterizedTest
  @MethodSource("everySchema")
  void schemaMeetsItsMetaSchema(String file) throws IOException {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(meta.validate(read("schemas/" + file))).isEmpty();
    assertThat(read("schemas/" + file).get("$id").asText()).isEqualTo(BASE + "schemas/" + file);
  }

  static Stream<String> everySchema() throws IOException {
    Path schemas = DOCS.resolve("schemas");
    try (var files = Files.walk(schemas)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> schemas.relativize(f).toString().replace('\\', '/'))
          .toList()
          .stream();
    }
  }

  @Test
  void everyReferenceOfTheCallsResolves() throws IOException {
    Object api;
    try (var in = Files.newBufferedReader(DOCS.resolve("openapi.yaml"))) {
      api = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    }
    JsonNode root = Items.MAPPER.valueToTree(api);
    assertThat(root.get("openapi").asText()).isEqualTo("3.1.0");
    List<String> paths = new ArrayList<>();
    root.get("paths").fieldNames().forEachRemaining(paths::add);
    assertThat(paths)
        .containsExactly(
            "/v1/measure-events",
            "/v1/checks",
            "/v1/resend-tasks",
            "/v1/recognition/reports",
            "/v1/recognition/reports/search",
            "/v1/recognition/decisions",
            "/v1/recognition/catalogue",
            "/v1/recognition/notices",
            "/v1/indicator-reports",
            "/v1/indicator-reports/{reportNo}");
    List<String> references = new ArrayList<>();
    root.findValues("$ref").forEach(ref -> references.add(ref.asText()));
    root.findValues("externalValue").forEach(ref -> references.add(ref.asText()));
    assertThat(references).hasSizeGreaterThan(20).allSatisfy(ref -> assertResolves(root, ref));
  }

  private static void assertResolves(JsonNode root, String reference) throws IOException {
    int hash = reference.indexOf('#');
    String file = hash < 0 ? reference : reference.substring(0, hash);
    JsonNode document = file.isEmpty() ? root : read(file);
    assertThat(document.at(hash < 0 ? "" : reference.substring(hash + 1)).isMissingNode())
        .as(reference)
        .isFalse();
  }

  @Test
  void everyExampleIsNamedWhereItBelongs() throws IOException {
    String words =
        Files.readString(DOCS.resolve("openapi.yaml"))
            + Files.readString(DOCS.resolve("README.md"))
            + Files.readString(DOCS.resolve("recognition.md"));
    Set<String> named = new TreeSet<>(ITS_OWN_SCHEMA);
    named.addAll(OTHERS);
    for (String name : named) {
      assertThat(DOCS.resolve("examples/" + name + ".json")).exists();
      assertThat(words).contains("examples/" + name + ".json");
    }
  }

  @Test
  void workedSealsHaveTheFormOfASealedBody() throws IOException {
    JsonNode seals = read("examples/sealed.json");
    assertThat(seals).hasSize(4);
    for (JsonNode c : seals) {
      assertThat(schema("sealed").validate(c.get("sealed"))).isEmpty();
      ObjectNode wrong = c.get("sealed").deepCopy();
      assertThat(schema("sealed").validate(wrong.put("nonce", "AQID"))).isNotEmpty();
    }
  }

  @Test
  void workedSignaturesAreRight() throws IOException {
    String readme = Files.readString(DOCS.resolve("README.md"));
    for (JsonNode c : read("examples/signatures.json")) {
      String algorithm = c.get("algorithm").asText();
      String digest = Sender.digest(algorithm, c.get("body").asText().getBytes(UTF_8));
      assertThat(digest).isEqualTo(c.get("digest").asText());
      String signature =
          Sender.sign(
              algorithm,
              c.get("key").asText(),
              c.get("method").asText(),
              c.get("target").asText(),
              c.get("timestamp").asText(),
              c.get("nonce").asText(),
              digest);
      assertThat(signature).isEqualTo(c.get("signature").asText());
      if (c.get("method").asText().equals("POST")) {
        assertThat(readme).contains(signature, digest, c.get("body").asText());
      }
    }
  }

  @Test
  void requiredAttributeMayBeUnmappedInstead() throws IOException {
    var item = Items.visit("V1", 1);
    item.withObject("/attributes").remove("visitClass");
    assertThat(schema("measure-event").validate(item)).isNotEmpty();
    item.withArray("/unmapped").add("visitClass");
    assertThat(schema("measure-event").validate(item)).isEmpty();
  }

  @Test
  void vocabularyIsClosed() throws IOException {
    for (var wrong :
        Map.of("visitClass", "Q", "channel", "fax", "nickname", "x", "at", "2026-02-31T08:00:00Z")
            .entrySet()) {
      var item = Items.visit("V1", 1);
      item.withObject("/attributes").put(wrong.getKey(), wrong.getValue());
      assertThat(schema("measure-event").validate(item)).as(wrong.getKey()).isNotEmpty();
    }
  }

  @Test
  void onlyAVoidMayLackItsTime() {
    assertThat(schema("measure-event").validate(Items.voided("V1", 1))).isEmpty();
    assertThat(schema("measure-event").validate(Items.visit("V1", 1).putNull("occurredAt")))
        .isNotEmpty();
  }
}
