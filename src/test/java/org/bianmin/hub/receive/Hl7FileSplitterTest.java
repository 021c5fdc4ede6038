package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hl7FileSplitterTest {

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String HEADER = "|^~\\&|HIS|H1\r";

  private final List<Hl7FileSplitter.Piece> pieces = new ArrayList<>();
  private List<String> problems;

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n"})
  void takesMessagesOutOfTheirEnvelopes(String end) throws IOException {
    split(
        ("FHS|^~\\&|HIS\rBHS|^~\\&|HIS\rMSH|^~\\&|1\rPID|1\rMSH|^~\\&|2\rPID|2\rBTS|2\rBHS|^~\\&\r"
                + "MSH|^~\\&|3\rBTS|1|ok\rFTS|2\r")
            .replace("\r", end));

    assertThat(texts())
        .containsExactly(
            "MSH|^~\\&|1" + end + "PID|1" + end,
            "MSH|^~\\&|2" + end + "PID|2" + end,
            "MSH|^~\\&|3" + end);
    assertThat(pieces).allMatch(Hl7FileSplitter.Piece::hl7);
    assertThat(problems).isEmpty();
  }

  @Test
  void splitsWhereTheFileHasNoEnvelopes() throws IOException {
    split("\r\nMSH" + HEADER + "PID|1\r\r\nMSH" + HEADER + "PID|2");

    assertThat(texts()).containsExactly("MSH" + HEADER + "PID|1\r\r\n", "MSH" + HEADER + "PID|2");
  }

  @Test
  void namesCountsThatDoNotAgreeAndTrailersThatAreMissing() throws IOException {
    split("FHS" + HEADER + "BHS" + HEADER + "MSH" + HEADER + "BTS|5\rBHS" + HEADER + "FTS|1\r");

    assertThat(problems)
        .containsExactly(
            "BTS-1 of batch 1 says 5, the file has 1 messages",
            "batch 2 has no BTS; it may be cut off",
            "FTS-1 says 1, the file has 2 batches");
    assertThat(pieces).hasSize(1);
  }

  @Test
  void saysThatAFileWithoutItsTrailerMayBeCutOff() throws IOException {
    split("FHS" + HEADER + "MSH" + HEADER);

    assertThat(problems).containsExactly("the file has FHS and no FTS; it may be cut off");
  }

  @Test
  void keepsWhatIsNoMessageAsOnePiece() throws IOException {
    split("Dear colleague,\nplease find attached\nMSHX\n");

    assertThat(pieces).hasSize(1);
    assertThat(pieces.get(0).hl7()).isFalse();
    assertThat(texts()).containsExactly("Dear colleague,\nplease find attached\nMSHX\n");
  }

  @Test
  void doesNotTakeTheInsideOfASegmentForAStart() throws IOException {
    // 璡 ends in 0x7C in GBK; "MSH|" inside a field is no start
    String message = "MSH" + HEADER + "NTE|1||MSH|^~\\&|璡東MSH|\r";
    split(message + message);

    assertThat(texts()).containsExactly(message, message);
  }

  @Test
  void dropsTheFramingOfAnMllpCaptureAndAByteOrderMark() throws IOException {
    split("\u000bMSH" + HEADER + "\u001c\r\u000bMSH" + HEADER + "\u001c\r");

    assertThat(texts()).containsExactly("MSH" + HEADER + "\r", "MSH" + HEADER + "\r");

    pieces.clear();
    splitBytes(("\ufeffMSH" + HEADER).getBytes(java.nio.charset.StandardCharsets.UTF_8), 1024);
    assertThat(texts()).containsExactly("MSH" + HEADER);
  }

  @Test
  void keepsTheBeginningOfAMessageOverTheLimitAndGoesOn() throws IOException {
    String large = "MSH" + HEADER + "OBX|" + "A".repeat(5000) + "\r";
    splitBytes((large + "MSH" + HEADER).getBytes(GB18030), 1000);

    assertThat(pieces.get(0).oversize()).isTrue();
    assertThat(pieces.get(0).length()).isEqualTo(large.length());
    assertThat(texts().get(0)).isEqualTo(large.substring(0, 1000));
    assertThat(texts().get(1)).isEqualTo("MSH" + HEADER);
  }

  @Test
  void findsNothingInAnEmptyFile() throws IOException {
    split("\r\n\r\n");

    assertThat(pieces).isEmpty();
    assertThat(problems).isEmpty();
  }

  private void split(String text) throws IOException {
    splitBytes(text.getBytes(GB18030), 1024 * 1024);
  }

  private void splitBytes(byte[] bytes, int limit) throws IOException {
    var splitter = new Hl7FileSplitter(new ByteArrayInputStream(bytes), limit);
    for (var piece = splitter.next(); piece != null; piece = splitter.next()) {
      pieces.add(piece);
    }
    problems = splitter.problems();
  }

  private List<String> texts() {
    return pieces.stream().map(piece -> new String(piece.bytes(), GB18030)).toList();
  }
}
