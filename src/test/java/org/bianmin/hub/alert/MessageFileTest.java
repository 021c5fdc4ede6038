package org.bianmin.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.mapping.MappingProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class MessageFileTest {

  @TempDir private Path folder;

  @BeforeEach
  void shipped() throws IOException {
    FileSystemUtils.copyRecursively(
        Path.of("mappings", MessageFile.FOLDER), folder.resolve(MessageFile.FOLDER));
  }

  @Test
  void theShippedFilesAreThereForEachKindInBothLanguages() {
    MessageFile.Loaded loaded = MessageFile.load(folder, Set.of());

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.formats().formats()).hasSize(2 * ChannelKind.values().length);
    assertThat(loaded.formats().words().keySet()).containsExactlyInAnyOrder("zh", "en");
  }

  @Test
  void namesFileAndLineOfAPlaceThatIsNotKnown() throws IOException {
    replace("wecom-zh.yaml", "line: \"- {incident.severity}", "line: \"- {patient.name}");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("alerts/messages/wecom-zh.yaml:")
        .contains("there is no place {patient.name} here; there are [incident.");
  }

  @Test
  void refusesABodyThatIsNoJsonAndAWordThatIsMissing() throws IOException {
    replace("feishu-en.yaml", "\"text\": \"{text}\"", "\"text\": {text}");
    replace("words-en.yaml", "critical: Critical, ", "");

    assertThat(problems())
        .anyMatch(p -> p.startsWith("alerts/messages/feishu-en.yaml:3: 'body' is no JSON"))
        .anyMatch(p -> p.equals("alerts/messages/words-en.yaml:3: 'critical' is missing"));
  }

  @Test
  void saysWhichFileAChannelMisses() throws IOException {
    Files.delete(folder.resolve(MessageFile.FOLDER + "dingtalk-en.yaml"));

    assertThat(problems()).isEmpty();
    assertThat(MessageFile.load(folder, Set.of("dingtalk-en")).problems())
        .singleElement()
        .asString()
        .startsWith("alerts/messages/dingtalk-en.yaml: is missing, and a channel");
  }

  @Test
  void valuesAreEscapedAndLinesWithoutAValueAreLeftOut() {
    assertThat(
            new Template("{\"a\": \"{text}\"}")
                .fill(Map.of("text", "\"\n{link}"), JsonText::escaped))
        .isEqualTo("{\"a\": \"\\\"\\n{link}\"}");
    assertThat(new Template("one\nsee {link}\n{n} two").fillLines(Map.of("n", "2")))
        .isEqualTo("one\n2 two");
  }

  @Test
  void cutsBetweenCharactersAndWithinTheBytes() {
    String cut = Letters.cut("告警😀".repeat(500), 100);

    assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(100);
    assertThat(cut).endsWith("…").doesNotContain("\uFFFD");
    assertThat(Letters.cut("短", 3)).isEqualTo("短");
  }

  private List<String> problems() {
    return MessageFile.load(folder, Set.of()).problems().stream()
        .map(MappingProblem::toString)
        .toList();
  }

  private void replace(String name, String text, String by) throws IOException {
    Path file = folder.resolve(MessageFile.FOLDER + name);
    String before = Files.readString(file);
    assertThat(before).contains(text);
    Files.writeString(file, before.replace(text, by));
  }
}
