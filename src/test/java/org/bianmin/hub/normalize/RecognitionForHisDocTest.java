package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingSet;
import org.junit.jupiter.api.Test;

/** What HIS vendors copy from docs/recognition-for-his.md works, in both languages. */
class RecognitionForHisDocTest {

  private static final Path ENGLISH = Path.of("docs/recognition-for-his.md");
  private static final Path CHINESE = Path.of("docs/recognition-for-his.zh.md");
  private static final Pattern BLOCK = Pattern.compile("```([^\\n]*)\\n(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MappingSet SET = MappingLoader.load(Path.of("mappings")).set();

  private record Block(String kind, String text) {}

  private static List<Block> blocks(Path page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(page));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  private static List<String> of(String kind) throws IOException {
    List<String> texts =
        blocks(ENGLISH).stream().filter(b -> b.kind().equals(kind)).map(Block::text).toList();
    assertThat(texts).as(kind).isNotEmpty();
    return texts;
  }

  @Test
  void bothLanguagesShowTheSameExamples() throws IOException {
    assertThat(blocks(CHINESE)).isEqualTo(blocks(ENGLISH)).hasSizeGreaterThan(10);
  }

  @Test
  void eachHl7ExampleTellsWhatThePageSays() throws IOException {
    List<String> types = new ArrayList<>();
    for (String message : of("hl7")) {
      types.addAll(told(MessageFormat.HL7V2, message.replace("\n", "\r")));
    }
    assertThat(types)
        .containsExactly(
            "result.issued RECORD",
            "exam.ordered RECORD",
            "recognition.decided RECORD",
            "recognition.viewed RECORD",
            "recognition.decided VOID");
  }

  @Test
  void theFhirExampleTellsAnOrder() throws IOException {
    for (String bundle : of("json fhir")) {
      assertThat(told(MessageFormat.FHIR, bundle)).containsExactly("exam.ordered RECORD");
    }
  }

  @Test
  void theQuestionsAndDecisionsFitTheirSchemas() throws IOException {
    for (String question : of("json candidates")) {
      fits("candidates", JSON.readTree(question));
    }
    for (String text : of("json decisions")) {
      JsonNode document = JSON.readTree(text);
      JsonNode items = document.has("items") ? document.get("items") : alone(document);
      items.forEach(item -> fits("decisions", item));
    }
  }

  @Test
  void everyOtherExampleIsJson() throws IOException {
    for (String text : of("json")) {
      assertThat(JSON.readTree(text).isObject()).isTrue();
    }
  }

  private static JsonNode alone(JsonNode only) {
    return JSON.createArrayNode().add(only);
  }

  private static void fits(String schema, JsonNode document) {
    try (InputStream file =
        RecognitionForHisDocTest.class.getResourceAsStream(
            "/recognition-api/" + schema + ".json")) {
      var problems =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(file)
              .validate(document);
      assertThat(problems).isEmpty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> told(MessageFormat format, String text) {
    Sources sources =
        new Sources(
            "H001",
            Map.of(
                "his",
                SourceProperties.reading("H001", ZoneId.of("Asia/Shanghai"), "default", 10)));
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    JournalRow row =
        new JournalRow(
            1, new NewMessage("his", "H001", format, "1", "", null, 0, raw, null, null), 0);
    Outcome outcome =
        new MessageNormalizer(sources, new Hl7Charsets(Map.of()), SET, true).normalize(row);
    assertThat(outcome).isInstanceOf(Outcome.Normalized.class);
    return ((Outcome.Normalized) outcome)
        .assertions().stream().map(a -> a.key().type() + " " + a.action()).sorted().toList();
  }
}
