package org.bianmin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bianmin.hub.mapping.EventSchema;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.normalize.MappingCheck;
import org.junit.jupiter.api.Test;

/**
 * docs/events-api holds the schemas that the event files make. After a change: {@code mvn test
 * -Dtest=EventsApiDocTest -Dapprove=true}.
 */
class EventsApiDocTest {

  private static final Path FOLDER = Path.of("docs/events-api");
  private static final MappingSet SET = MappingCheck.report(Path.of("mappings")).set();
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theSchemasAreUpToDate() throws IOException {
    Map<String, String> made = new TreeMap<>();
    for (var event : SET.events().values()) {
      made.put(
          event.type() + ".json",
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(EventSchema.of(event, SET))
              + "\n");
    }
    if (Boolean.getBoolean("approve")) {
      for (Path stale : files()) {
        Files.delete(stale);
      }
      for (Map.Entry<String, String> file : made.entrySet()) {
        Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
      }
    }
    Map<String, String> published = new TreeMap<>();
    for (Path file : files()) {
      published.put(file.getFileName().toString(), Files.readString(file));
    }

    assertThat(published)
        .as("generate them: mvn test -Dtest=EventsApiDocTest -Dapprove=true")
        .isEqualTo(made);
  }

  @Test
  void theExamplesOfTheReadmeMeetTheirSchemas() throws IOException {
    Matcher blocks =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(FOLDER.resolve("README.md")));
    List<String> shown = new ArrayList<>();
    while (blocks.find()) {
      JsonNode document = JSON.readTree(blocks.group(1));
      String type = document.path("type").asText();
      var event = SET.events().get(type);
      if (event != null) {
        assertThat(
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema((JsonNode) EventSchema.of(event, SET))
                    .validate(document))
            .as(type)
            .isEmpty();
        shown.add(type);
      }
    }

    assertThat(shown).isNotEmpty();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
