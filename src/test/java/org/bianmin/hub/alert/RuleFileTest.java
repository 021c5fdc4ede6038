package org.bianmin.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bianmin.hub.mapping.MappingProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileTest {

  private static final String RULE =
      """
      calendars:
        day: {days: working, from: "08:00", to: "17:30"}
      rules:
        - id: his-silent
          name: {zh: 静默, en: Silent}
          kind: source-idle
          for: [his, lis]
          except: lis
          threshold: 45
          lasting: 5m
          escalate-after: 20m
          severity: warning
          calendar: day
          runbook: {zh: 查, en: Look}
      """;

  @TempDir private Path folder;

  @Test
  void readsWhatARuleSays() throws IOException {
    RuleFile.Loaded loaded = load(RULE);

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.set().calendars().get("day"))
        .isEqualTo(new Hours(Hours.Days.WORKING, LocalTime.of(8, 0), LocalTime.of(17, 30)));
    assertThat(loaded.set().rules())
        .containsExactly(
            new AlertRule(
                "his-silent",
                new Text("静默", "Silent"),
                Kind.SOURCE_IDLE,
                List.of("his", "lis"),
                List.of("lis"),
                45,
                Duration.ofMinutes(5),
                Severity.WARNING,
                "day",
                new Text("查", "Look"),
                Duration.ofMinutes(20)));
    assertThat(loaded.set().rules().get(0).isFor("his")).isTrue();
    assertThat(loaded.set().rules().get(0).isFor("lis")).isFalse();
    assertThat(loaded.set().rules().get(0).isFor("pacs")).isFalse();
  }

  @Test
  void namesFileAndLineOfEachThingThatIsWrong() throws IOException {
    String wrong =
        RULE.replace("kind: source-idle", "kind: weather")
            .replace("threshold: 45", "threshold: many")
            .replace("lasting: 5m", "lasting: soon")
            .replace("severity: warning", "severity: loud")
            .replace("calendar: day", "calendar: night")
            .replace("from: \"08:00\"", "from: early");

    assertThat(load(wrong).problems().stream().map(MappingProblem::toString))
        .anyMatch(line -> line.startsWith("alerts/rules.yaml:2: 'early' is no time"))
        .anyMatch(line -> line.startsWith("alerts/rules.yaml:6: 'weather' is not known here"))
        .anyMatch(line -> line.startsWith("alerts/rules.yaml:9: 'many' is no number"))
        .anyMatch(line -> line.startsWith("alerts/rules.yaml:10: 'soon' is no duration"))
        .anyMatch(line -> line.startsWith("alerts/rules.yaml:12: 'loud' is not known here"))
        .anyMatch(line -> line.startsWith("alerts/rules.yaml:13: no calendar 'night'"));
    assertThat(load(wrong).set()).isNull();
  }

  @Test
  void refusesARuleThatStandsTwiceAndKeysThatNobodyAskedFor() throws IOException {
    String twice = RULE + RULE.substring(RULE.indexOf("  - id")).replace("for:", "zzz:");

    assertThat(load(twice).problems().stream().map(MappingProblem::toString))
        .anyMatch(line -> line.contains("rule 'his-silent' stands in line 4 already"))
        .anyMatch(line -> line.contains("'zzz' is not known here"));
  }

  @Test
  void aFolderWithoutTheFileHasNoRules() {
    assertThat(RuleFile.load(folder).set().rules()).isEmpty();
  }

  @Test
  void theShippedRulesAreInOrderAndWatchEveryKind() {
    RuleFile.Loaded shipped = RuleFile.load(Path.of("mappings"));

    assertThat(shipped.problems()).isEmpty();
    assertThat(shipped.set().rules().stream().map(AlertRule::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Kind.values()));
  }

  private RuleFile.Loaded load(String text) throws IOException {
    Path file = folder.resolve(RuleFile.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return RuleFile.load(folder);
  }
}
