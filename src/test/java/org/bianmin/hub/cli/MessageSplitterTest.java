package org.bianmin.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageSplitterTest {

  @Test
  void makesCarriageReturnsOfAllLineEnds() {
    assertThat(split("MSH|1\nPID|1\r\nPV1|1\rOBX|1"))
        .containsExactly("MSH|1\rPID|1\rPV1|1\rOBX|1\r");
  }

  @Test
  void splitsAtMshAndLeavesBatchHeadersAndTrailersOut() {
    assertThat(split("FHS|a\nBHS|b\nMSH|1\nPID|1\nMSH|2\nPID|2\nBTS|2\nFTS|1\n"))
        .containsExactly("MSH|1\rPID|1\r", "MSH|2\rPID|2\r");
  }

  @Test
  void dropsEmptyLinesBetweenMessagesTheMarkAndTheFrame() {
    assertThat(split("\uFEFF\u000bMSH|1\r\n\r\n\r\nMSH|2\r\u001c\r\n"))
        .containsExactly("MSH|1\r", "MSH|2\r");
  }

  @Test
  void keepsTextThatMentionsMshInsideALine() {
    assertThat(split("MSH|1\nNTE|1||see MSH|2\n")).containsExactly("MSH|1\rNTE|1||see MSH|2\r");
  }

  @Test
  void keepsBytesOfAnyCharset() {
    byte[] gbk = "MSH|^~\\&|東過頫皛𠮷\r".getBytes(Charset.forName("GB18030"));
    assertThat(MessageSplitter.split(gbk)).containsExactly(gbk);
    byte[] broken = {'M', 'S', 'H', '|', (byte) 0xFF, 0, '\r'};
    assertThat(MessageSplitter.split(broken)).containsExactly(broken);
  }

  @Test
  void findsNothingWhereNoLineStartsWithMsh() {
    assertThat(split("hello\nworld")).isEmpty();
    assertThat(split("")).isEmpty();
  }

  private static List<String> split(String file) {
    return MessageSplitter.split(file.getBytes(StandardCharsets.UTF_8)).stream()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }
}
