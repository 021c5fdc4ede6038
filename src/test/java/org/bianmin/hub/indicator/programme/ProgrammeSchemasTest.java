package org.bianmin.hub.indicator.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSchemas;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Editors complete and check programmes by schemas that know what the loader knows. */
class ProgrammeSchemasTest {

  private static final Pattern KNOWN = Pattern.compile("'zzz' is not known here; known are (.*)");

  /** What needs the mapping set, another file, or arithmetic to be seen, and no schema tells. */
  private static final Pattern BEYOND_SCHEMAS =
      Pattern.compile(
          ".*(stands in a (file|folder) of another name|is no"
              + " (row|indicator|event|attribute|code|switch|term|group|number)|has no choice|names"
              + " no join|they are never equal|cannot be compared|has no meaning beside|asks"
              + " for|looks into|says nothing of|a condition says one of|'this' is the counted|is"
              + " neither|at most 3700d|are called|needs a bound beside|is missing: how"
              + " much|'covered' says|'quantity' is one of|'of' takes a path|'first-of' takes paths"
              + " of|and no key|'in' is one of|is missing, for example|needs 'reach' beside it).*");

  private final MappingSchemas schemas = new MappingSchemas(Path.of("mappings"));

  @TempDir private Path temp;
  private TestProgrammes files;

  @BeforeEach
  void copy() throws IOException {
    files = TestProgrammes.copyTo(temp);
  }

  @Test
  void acceptWhatTheLoaderAccepts() {
    assertThat(files.problems()).isEmpty();
    for (String file : List.of("T-01", "T-02", "T-03", "T-04", "T-05", "T-06")) {
      assertThat(schemas.problems(files.file("test-2026/" + file + ".yaml"), "indicator"))
          .as(file)
          .isEmpty();
    }
    assertThat(schemas.problems(files.file("test-2026/programme.yaml"), "programme")).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvFileSource(resources = "/programmes/problems.csv", delimiter = '|', quoteCharacter = '`')
  void refuseWhatTheLoaderRefusesByTheFormAlone(
      String file, String text, String wrong, String problem) throws IOException {
    if (!file.endsWith(".yaml") || BEYOND_SCHEMAS.matcher(problem).matches()) {
      return;
    }
    files.replace(file, text, wrong == null ? "" : wrong);

    assertThat(schemas.problems(files.file(file), schema(file))).as(problem).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "test-2026/programme.yaml|programme: test|zzz: 1~programme: test|",
        "test-2026/programme.yaml|issued: {|issued: {zzz: 1, |/properties/issued",
        "test-2026/programme.yaml|    form: none|    zzz: 1~    form: none|/$defs/report",
        "test-2026/programme.yaml|due: {|due: {zzz: 1, |/$defs/dates",
        "test-2026/T-01.yaml|indicator: T-01|zzz: 1~indicator: T-01|",
        "test-2026/T-01.yaml|name: {|name: {zzz: 1, |/$defs/name",
        "test-2026/T-01.yaml|target: {|target: {zzz: 1, |/$defs/target",
        "test-2026/T-01.yaml|    choose: kept|    zzz: 1~    choose: kept|/$defs/switch",
        "test-2026/T-01.yaml|  measure: share|  zzz: 1~  measure: share|/$defs/formula",
        "test-2026/T-01.yaml|{attr: disposition|{zzz: 1, attr: disposition|/$defs/condition",
        "test-2026/T-01.yaml|      pick: last|      zzz: 1~      pick: last|/$defs/join",
        "test-2026/T-01.yaml|{before: 12h|{zzz: 1, before: 12h|/$defs/reach",
        "test-2026/T-01.yaml|  - code: bedside|  - zzz: 1~    code: bedside|/$defs/beside",
        "test-2026/T-02.yaml|{label: 挂号|{zzz: 1, label: 挂号|/$defs/row",
        "test-2026/T-02.yaml|{at-least: 4}|{zzz: 1, at-least: 4}|/$defs/bounds",
        "test-2026/T-02.yaml|{obligation|{zzz: 1, obligation|/$defs/declared",
        "test-2026/T-04.yaml|{minutes: {from|{zzz: 1, minutes: {from|/$defs/quantity",
        "test-2026/T-04.yaml|{minutes: {from|{minutes: {zzz: 1, from|/$defs/fromTo",
        "test-2026/T-04.yaml|{later-of|{zzz: 1, later-of|/$defs/laterOf",
        "test-2026/T-04.yaml|{below: 0|{zzz: 1, below: 0|/$defs/formula/properties/reject",
        "test-2026/T-05.yaml|stays: {|stays: {zzz: 1, |/$defs/stays",
        "test-2026/T-05.yaml|covered: {|covered: {zzz: 1, |/$defs/covered",
        "test-2026/T-06.yaml|valid: {|valid: {zzz: 1, |/$defs/formula/properties/valid",
        "test-2026/T-06.yaml|    from: familydoctor.contacted|    zzz: 1~    from:"
            + " familydoctor.contacted|/$defs/formula/properties/also",
        "test-2026/T-06.yaml|{from: referral.made|{zzz: 1, from: referral.made|/$defs/part",
        "test-2026/T-06.yaml|{days: {from: v|{days: {zzz: 1, from: v|/$defs/span",
      })
  void knowEveryKeyThatTheLoaderKnows(String file, String text, String wrong, String pointer)
      throws IOException {
    files.replace(file, text, wrong);
    List<MappingProblem> problems = files.load().problems();
    Matcher known =
        problems.stream()
            .map(MappingProblem::reason)
            .map(KNOWN::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .orElseThrow(() -> new AssertionError("not refused: " + problems));

    Set<String> keys = new TreeSet<>(List.of(known.group(1).split(", ", -1)));
    assertThat(schemas.properties(schema(file), pointer == null ? "" : pointer)).isEqualTo(keys);
  }

  private static String schema(String file) {
    return file.endsWith("programme.yaml") ? "programme" : "indicator";
  }
}
