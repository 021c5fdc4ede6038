package org.bianmin.hub.normalize.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesTest {

  private static final Hl7Path VALUE = Hl7Path.compile("OBX-5");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ' ',
      value = {
        "\\F\\ |",
        "a\\S\\b a^b",
        "\\T\\\\R\\ &~",
        "C:\\E\\dir C:\\dir",
        "\\E\\F\\E\\ \\F\\",
        "C:\\temp\\F\\x C:\\temp|x",
        "\\X41\\ A",
        "\\X4a4B\\c JKc",
        "\\XE69D\\\\XB1\\ 東",
      })
  void replacesSequencesThatStandForCharacters(String escaped, String plain) {
    assertThat(read("MSH|^~\\&|", escaped, StandardCharsets.UTF_8)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\.br\\b",
        "\\.sp3\\",
        "\\.in+2\\x",
        "\\H\\bold\\N\\",
        "\\C2842\\",
        "\\M242A50\\",
        "\\Zlocal\\",
        "\\X4\\",
        "\\XZZ\\",
        "\\X\\",
        "\\XFF\\",
        "\\unknown\\",
        "\\P\\",
        "\\",
        "a\\",
        "\\\\",
        "\\X41",
        "\\.br",
      })
  void leavesAllOtherSequencesAsTheyAre(String text) {
    assertThat(read("MSH|^~\\&|", text, StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void readsHexadecimalDataInTheCharsetOfTheMessage() {
    Charset gb18030 = Charset.forName("GB18030");

    assertThat(read("MSH|^~\\&|", "\\X967C\\", gb18030)).isEqualTo("東");
    assertThat(read("MSH|^~\\&|", "\\X96\\\\X7C\\", gb18030)).isEqualTo("東");
  }

  @Test
  void usesTheDelimitersOfTheMessage() {
    assertThat(read("MSH|*~?!#|", "a?S??T??P??F??R??E?\\F\\", StandardCharsets.UTF_8))
        .isEqualTo("a*!#|~?\\F\\");
  }

  private static String read(String head, String value, Charset charset) {
    return Hl7Message.parse(head + "\rOBX|1|ST|||" + value, charset).value(VALUE);
  }
}
