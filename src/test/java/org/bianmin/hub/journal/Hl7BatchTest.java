package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.bianmin.hub.journal.Hl7Batch.Mismatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hl7BatchTest {

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n"})
  void splitsABatchFileWhateverItsLineEnds(String end) {
    String file =
        String.join(
            end,
            "FHS|^~\\&|HIS",
            "BHS|^~\\&|HIS",
            "MSH|^~\\&|1",
            "PID|1",
            "MSH|^~\\&|2",
            "PID|2",
            "BTS|2",
            "BHS|^~\\&|HIS",
            "MSH|^~\\&|3",
            "BTS|1",
            "FTS|2",
            "");

    Hl7Batch<String> batch = Hl7Batch.split(file);

    assertThat(batch.messages())
        .containsExactly(
            "MSH|^~\\&|1" + end + "PID|1" + end,
            "MSH|^~\\&|2" + end + "PID|2" + end,
            "MSH|^~\\&|3" + end);
    assertThat(batch.mismatches()).isEmpty();
  }

  @Test
  void splitsMessagesWithoutBatchSegments() {
    assertThat(Hl7Batch.split("\uFEFF\n MSH|1\rPID|MSH|\r\rMSH|2\rMSHX|\rMSH").messages())
        .containsExactly("MSH|1\rPID|MSH|\r\r", "MSH|2\rMSHX|\r", "MSH");
  }

  @Test
  void reportsCountsThatAreWrong() {
    Hl7Batch<String> batch =
        Hl7Batch.split("FHS|\r\nBHS|\r\nMSH|1\r\nBTS|2|cut short\r\nFTS|3\r\n");

    assertThat(batch.mismatches())
        .containsExactly(new Mismatch("BTS", 4, 2, 1), new Mismatch("FTS", 5, 3, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BTS", "BTS|", "BTS||x", "BTS|many"})
  void comparesNoCountWhereNoneIsDeclared(String trailer) {
    assertThat(Hl7Batch.split("BHS|\rMSH|1\r" + trailer + "\r").mismatches()).isEmpty();
  }

  @Test
  void losesNoTextThatBelongsToNoMessage() {
    assertThat(Hl7Batch.split("junk\rBHS|\rmore\rMSH|1\rBTS|1\rlast\rlines").messages())
        .containsExactly("junk\r", "more\r", "MSH|1\r", "last\rlines");
  }

  @Test
  void takesFramesOff() {
    assertThat(
            Hl7Batch.split("\u000BMSH|1\rPID\r\u001C\r\u000BMSH|2\r\u001C\u000BMSH|3\u001C\r")
                .messages())
        .containsExactly("MSH|1\rPID\r", "MSH|2\r", "MSH|3");
  }

  @Test
  void leavesTheBytesOfEachMessageAsTheyAre() {
    byte[] first = "MSH|東過頫皛\r".getBytes(Charset.forName("GB18030"));
    byte[] second = "MSH|東過頫皛\r".getBytes(StandardCharsets.UTF_8);
    byte[] file = new byte[first.length + second.length];
    System.arraycopy(first, 0, file, 0, first.length);
    System.arraycopy(second, 0, file, first.length, second.length);

    assertThat(Hl7Batch.split(file).messages()).containsExactly(first, second);
  }

  @Test
  void findsNothingInAnEmptyFile() {
    assertThat(Hl7Batch.split("").messages()).isEmpty();
    assertThat(Hl7Batch.split(new byte[] {'\r', '\n'}).messages()).isEmpty();
  }
}
