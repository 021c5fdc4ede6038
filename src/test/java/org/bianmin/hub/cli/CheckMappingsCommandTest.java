package org.bianmin.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bianmin.hub.mapping.ShippedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckMappingsCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path temp;

  @Test
  void printsWhatAFolderHoldsAndExitsZeroWhenItIsInOrder() {
    assertThat(check(ShippedFolder.SHIPPED)).isZero();
    assertThat(out.toString())
        .containsPattern("visit.registered +\\d+ +\\d+ +\\d+ +挂号/急诊登记, Visit registered")
        .contains("45 events with", "profiles ", "default", "all in order")
        .containsPattern("content hash [0-9a-f]{16}\\R")
        .containsPattern("\\Rid-type +\\d+  CV02.01.101 WS/T 364.3-2023\\R")
        .containsPattern("\\Rclinic-level +8  the hub \\(value-sets.yaml\\)\\R");
  }

  @Test
  void warnsOfWhatIsProbablyNotMeantAndExitsOneOnlyWhereItIsAskedTo() {
    assertThat(check(ShippedFolder.SHIPPED)).isZero();
    assertThat(out.toString())
        .startsWith("warning: ")
        .contains("warning: value-sets.yaml: no attribute has the value set 'sex'");

    assertThat(check(ShippedFolder.SHIPPED, "--strict")).isEqualTo(1);
  }

  @Test
  void printsFileLineAndReasonAndExitsOne() throws Exception {
    ShippedFolder folder = ShippedFolder.copyTo(temp.resolve("m"));
    int line = folder.append("codes/visit-class.csv", "*,O,E,急诊,");

    assertThat(check(folder.root())).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("codes/visit-class.csv:" + line + ": code 'O' stands in line 2 already")
        .contains("1 problem")
        .doesNotContain("in order");
  }

  @Test
  void checksTheProgrammesOfIndicatorsToo() throws Exception {
    ShippedFolder folder = ShippedFolder.copyTo(temp.resolve("m"));

    assertThat(check(folder.root())).isZero();
    assertThat(out.toString()).containsPattern("content hash of the programmes [0-9a-f]{16}\\R");

    int line = folder.append("programmes/holidays.csv", "2027-13-01,holiday,元旦,?");
    assertThat(check(folder.root())).isEqualTo(1);
    assertThat(out.toString())
        .contains("programmes/holidays.csv:" + line + ": '2027-13-01' is no day");
  }

  @Test
  void saysWhatIsMissingInAFolderOfSomethingElse() {
    assertThat(check(temp)).isEqualTo(1);
    assertThat(out.toString()).startsWith("events: no such folder");
  }

  private int check(Path folder, String... options) {
    return Commands.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            Stream.concat(Stream.of("check-mappings", folder.toString()), Stream.of(options))
                .toArray(String[]::new));
  }
}
