package org.bianmin.hub.indicator.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSchemas;
import org.bianmin.hub.mapping.YamlFile;
import org.bianmin.hub.mapping.YamlMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/indicator-language.md shows is read without a problem, and it names every word. */
class IndicatorLanguageDocTest {

  private static final Path DOC = Path.of("docs/indicator-language.md");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  /** What stands around an example that is a formula only. */
  private static final String AROUND =
      """
      indicator: X-1
      name: {zh: 例, en: an example}
      version: 1
      unit: count
      direction: monitor
      period: month
      source: {zh: 例, en: an example}
      reading: {zh: 例, en: an example}
      """;

  @TempDir private Path temp;

  @Test
  void everyExampleIsReadWithoutAProblemOrWarning() throws IOException {
    List<String> examples = new ArrayList<>();
    Matcher matcher = EXAMPLE.matcher(Files.readString(DOC).replace("\r", ""));
    while (matcher.find()) {
      examples.add(matcher.group(1));
    }
    assertThat(examples).hasSizeGreaterThanOrEqualTo(8);
    MappingSchemas schemas = new MappingSchemas(Path.of("mappings"));
    for (String example : examples) {
      boolean programme = example.startsWith("programme:");
      Path file = temp.resolve("example.yaml");
      Files.writeString(file, example.startsWith("formula:") ? AROUND + example : example);
      List<MappingProblem> problems = new ArrayList<>();
      List<MappingProblem> warnings = new ArrayList<>();
      YamlMap yaml = YamlFile.read(file, "example", problems);
      if (programme) {
        ProgrammeFile.read(yaml, yaml.text("programme"));
      } else {
        IndicatorDefinition read =
            new IndicatorFile(TestProgrammes.SHIPPED, warnings)
                .read(yaml, "examples", yaml.text("indicator"), "00");
        assertThat(read).as(example).isNotNull();
      }
      assertThat(problems).as(example).isEmpty();
      assertThat(warnings).as(example).isEmpty();
      assertThat(schemas.problems(file, programme ? "programme" : "indicator"))
          .as(example)
          .isEmpty();
    }
  }

  @Test
  void everyKeyOfTheSchemasIsNamed() throws IOException {
    String doc = Files.readString(DOC);
    MappingSchemas schemas = new MappingSchemas(Path.of("mappings"));
    List<String> pointers =
        List.of(
            "",
            "/$defs/formula",
            "/$defs/condition",
            "/$defs/join",
            "/$defs/quantity",
            "/$defs/switch",
            "/$defs/target",
            "/$defs/declared",
            "/$defs/beside",
            "/$defs/bounds",
            "/$defs/covered",
            "/$defs/stays",
            "/$defs/row");
    for (String pointer : pointers) {
      for (String key : schemas.properties("indicator", pointer)) {
        assertThat(doc).as("'%s' of %s", key, pointer).containsPattern("\\b" + key + "\\b");
      }
    }
    for (String pointer : List.of("", "/$defs/report", "/$defs/dates")) {
      for (String key : schemas.properties("programme", pointer)) {
        assertThat(doc).as("'%s' of %s", key, pointer).containsPattern("\\b" + key + "\\b");
      }
    }
    for (String term : RosterFile.TERMS) {
      assertThat(doc).as("term of the roster").contains("`" + term + "`");
    }
  }
}
