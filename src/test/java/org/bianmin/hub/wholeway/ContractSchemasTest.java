package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.mapping.MappingLoader;
import org.junit.jupiter.api.Test;

/**
 * The published contract and the event files say the same. After a change of an event file: {@code
 * mvn test -Dtest=ContractSchemasTest -Dapprove=true} writes the schemas, and an example for a new
 * event; what they say in words is kept.
 */
class ContractSchemasTest {

  private static final Path SCHEMAS = Path.of("docs/platform-contract/schemas");
  private static final Path EXAMPLES = Path.of("docs/platform-contract/examples");
  private static final Path MAPPINGS = Path.of("mappings");

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void schemasOfTheContractAreThoseOfTheEventFiles() throws IOException {
    var set = MappingLoader.load(MAPPINGS).set();
    Map<String, JsonNode> made = new ContractSchemas(SCHEMAS, MAPPINGS, set).all();
    for (Map.Entry<String, JsonNode> file : made.entrySet()) {
      Path published = SCHEMAS.resolve(file.getKey());
      String text = text(file.getValue());
      if (Boolean.getBoolean("approve")) {
        Files.writeString(published, text);
      }
      assertThat(published).content().as("%s; -Dapprove=true writes it", published).isEqualTo(text);
    }
    Set<String> types = new TreeSet<>();
    try (var files = Files.list(SCHEMAS.resolve("events"))) {
      files.forEach(f -> types.add(f.getFileName().toString().replace(".json", "")));
    }
    assertThat(types).as("schemas of no event").isEqualTo(set.events().keySet());
  }

  @Test
  void everyEventHasAnExampleBatch() throws IOException {
    var set = MappingLoader.load(MAPPINGS).set();
    ContractExamples examples = new ContractExamples(set);
    for (var event : set.events().values()) {
      Path file = EXAMPLES.resolve(event.type() + ".json");
      if (Boolean.getBoolean("approve") && !Files.exists(file)) {
        Files.writeString(file, text(examples.batch(event)));
      }
      assertThat(file).exists();
    }
  }

  private String text(JsonNode node) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER));
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    printer.indentArraysWith(lines);
    printer.indentObjectsWith(lines);
    return json.writer(printer).writeValueAsString(node) + "\n";
  }
}
