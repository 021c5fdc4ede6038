package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bianmin.hub.mapping.ReconciliationRule.Amount;
import org.bianmin.hub.mapping.ReconciliationRule.Same;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of reconciliation, as people save them from Excel. */
class ReconciliationFileTest {

  private static final String HEADER = "rule,same,amount,window";

  @TempDir private Path temp;
  private ShippedFolder folder;

  @BeforeEach
  void copy() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
  }

  private MappingLoader.Loaded load(String text, String charset) throws IOException {
    Files.write(folder.file(ReconciliationFile.FILE), text.getBytes(Charset.forName(charset)));
    return MappingLoader.load(folder.root());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GBK"})
  void areReadInTheirOrderAndTheCharsetsOfExcel(String charset) throws IOException {
    String text = HEADER + ",comment\r\n患者相同,patient,sum,1440,备注\r\n\r\n就诊相同,visit,equal,5,\r\n";
    assertThat(load(text, charset).set().reconciliation())
        .containsExactly(
            new ReconciliationRule("患者相同", Same.PATIENT, Amount.SUM, 1440),
            new ReconciliationRule("就诊相同", Same.VISIT, Amount.EQUAL, 5));
  }

  @Test
  void areNoneWhereThereIsNoFileAndArePartOfTheContentHash() throws IOException {
    String shipped = MappingLoader.load(folder.root()).set().hash();
    Files.delete(folder.file(ReconciliationFile.FILE));
    MappingSet without = MappingLoader.load(folder.root()).set();
    assertThat(without.reconciliation()).isEmpty();
    assertThat(without.hash()).isNotEqualTo(shipped);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,person,equal,5|same 'person' is unknown; known are visit, patient",
        "a,visit,near,5|amount 'near' is unknown; known are equal, sum",
        "a,visit,equal,0|window is minutes from 1 to 1440",
        "a,visit,equal,2000|window '2000' is no whole number from 0 to 1440",
        "a,visit,,5|'amount' is empty; fill it",
        ",visit,sum,5|'rule' is empty; fill it"
      })
  void refuseARowWithItsLineAndWhatToDo(String row, String reason) throws IOException {
    assertThat(load(HEADER + "\nfirst,visit,equal,5\n" + row + "\n", "UTF-8").problems())
        .contains(new MappingProblem(ReconciliationFile.FILE, 3, reason));
  }

  @Test
  void refuseTheSameNameTwice() throws IOException {
    List<MappingProblem> problems =
        load(HEADER + "\na,visit,equal,5\na,visit,sum,5\n", "UTF-8").problems();
    assertThat(problems)
        .containsExactly(
            new MappingProblem(
                ReconciliationFile.FILE,
                3,
                "rule 'a' stands in line 2 already; name it otherwise"));
  }
}
