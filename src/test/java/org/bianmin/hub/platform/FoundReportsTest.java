package org.bianmin.hub.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.bianmin.hub.recognition.Candidate;
import org.junit.jupiter.api.Test;

/** What the platform answers to a search, by the contract's own example. */
class FoundReportsTest {

  private static final Path EXAMPLE =
      Path.of("docs/platform-contract/examples/recognition-searchset.json");

  private static List<Candidate> read(String answer) throws IOException {
    return new FoundReports(answer.getBytes(StandardCharsets.UTF_8)).candidates();
  }

  @Test
  void readsTheExampleOfTheContract() throws IOException {
    List<Candidate> found = read(Files.readString(EXAMPLE));

    assertThat(found).hasSize(1);
    Candidate glucose = found.get(0);
    assertThat(glucose.reportKey()).isEqualTo("result.issued:12340000485000000X:R20261103-5521");
    assertThat(glucose.reportNo()).isEqualTo("R20261103-5521");
    assertThat(glucose.reportVersion()).isEqualTo(1);
    assertThat(glucose.facility()).isEqualTo("12340000485000000X");
    assertThat(glucose.facilityName()).isEqualTo("示例市人民医院");
    assertThat(glucose.itemCode()).isEqualTo("lab-glu");
    assertThat(glucose.value()).isEqualTo("5.4");
    assertThat(glucose.unit()).isEqualTo("mmol/L");
    assertThat(glucose.refRange()).isEqualTo("3.9-6.1");
    assertThat(glucose.flag()).isEqualTo("N");
    assertThat(glucose.scope()).isEqualTo("province");
    assertThat(glucose.label()).isEqualTo("省HR");
    assertThat(glucose.reportedAt())
        .isEqualTo(OffsetDateTime.parse("2026-11-03T16:02:00+08:00").toInstant().toEpochMilli());
    assertThat(glucose.expiresAt())
        .isEqualTo(OffsetDateTime.parse("2026-11-10T23:59:59+08:00").toInstant().toEpochMilli());
  }

  @Test
  void keepsTheDigitsOfAValue() throws IOException {
    String answer = Files.readString(EXAMPLE).replace("\"value\": 5.4,", "\"value\": 5.400,");
    assertThat(read(answer)).extracting(Candidate::value).containsExactly("5.400");
  }

  @Test
  void leavesOutWhatHasNoKeyOrNoExpiry() throws IOException {
    String example = Files.readString(EXAMPLE);
    assertThat(read(example.replace("urn:bianmin:report\"", "urn:other\""))).isEmpty();
    assertThat(read(example.replace("\"expiresAt\"", "\"other\""))).isEmpty();
    assertThat(read("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}")).isEmpty();
  }

  @Test
  void refusesWhatIsNotJson() {
    assertThatThrownBy(() -> read("<html>")).isInstanceOf(IOException.class);
  }
}
