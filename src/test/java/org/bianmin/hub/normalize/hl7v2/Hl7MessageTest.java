package org.bianmin.hub.normalize.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hl7MessageTest {

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n", "\r\r", "\n\r", "\r\n \r\n"})
  void findsSegmentsWhateverEndsThem(String end) {
    Hl7Message message = Hl7Message.parse("MSH|^~\\&|A" + end + "PID|1" + end + "PV1|1|I|W1" + end);

    assertThat(message.segmentNames()).containsExactly("MSH", "PID", "PV1");
    assertThat(message.segmentText(2)).isEqualTo("PV1|1|I|W1");
    assertThat(value(message, "PV1-3")).isEqualTo("W1");
  }

  @Test
  void findsSegmentsWithMixedEnds() {
    Hl7Message message = Hl7Message.parse("MSH|^~\\&|A\nPID|1\r\nPV1|1|I\rDG1|1");

    assertThat(message.segmentNames()).containsExactly("MSH", "PID", "PV1", "DG1");
    assertThat(value(message, "PV1-2")).isEqualTo("I");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF", " ", "\r\n", "\u000B", "\uFEFF \t\n"})
  void toleratesBlanksAndAByteOrderMarkBeforeMsh(String before) {
    assertThat(value(Hl7Message.parse(before + "MSH|^~\\&|A\rPID|1"), "MSH-3")).isEqualTo("A");
  }

  @Test
  void passesMalformedSegmentsOver() {
    Hl7Message message =
        Hl7Message.parse("MSH|^~\\&|A\rpid|x\rPIDX|y\rP|z\r|\r^~\\&\r  PV1|1|I\rZ");

    assertThat(message.segmentNames())
        .containsExactly("MSH", "pid", "PIDX", "P", "", "^~\\&", "PV1", "Z");
    assertThat(value(message, "PID-1")).isNull();
    assertThat(value(message, "PV1-2")).isEqualTo("I");
  }

  @ParameterizedTest
  @CsvSource({
    "MSH#*!?%#A#b*c%d!e?S?f, b, c, d, e*f",
    "MSH|^~\\&#|A|b^c&d~e\\P\\f, b, c, d, e#f",
    "MSH|^~\\&|A|b^c&d~e\\P\\f, b, c, d, e\\P\\f",
    "MSH|^|A|b^c&d~e, b, c, d, e",
    "MSH||A|b^c&d~e, b, c, d, e",
    "MSH^~|\\&^A^b~c&d|e, b, c, d, e",
    "MSH&^~\\&A&b^c~e, b, c,, e",
    "MSH|^~\\\\&|A|b^c&d~e, b, c, d, e",
    "MSH|^~~\\|A|b^c&d~e, b, c, d, e",
  })
  void takesTheDelimitersFromTheMessage(
      String text, String first, String second, String third, String fourth) {
    Hl7Message message = Hl7Message.parse(text);

    assertThat(value(message, "MSH-4.1")).isEqualTo(first);
    assertThat(value(message, "MSH-4.2.1")).isEqualTo(second);
    assertThat(value(message, "MSH-4.2.2")).isEqualTo(third);
    assertThat(value(message, "MSH-4(2)")).isEqualTo(fourth);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MSH|^~\\&", "MSH|", "FHS|^~\\&|A", "BHS|^~\\&|A", "MSH|^~\\&|||"})
  void readsTheSmallestMessages(String text) {
    Hl7Message message = Hl7Message.parse(text);

    assertThat(message.segmentCount()).isOne();
    assertThat(value(message, "MSH-10")).isNull();
    assertThat(value(message, text.substring(0, 3) + "-1")).isEqualTo("|");
  }

  @ParameterizedTest
  @CsvSource({
    "'', MSH",
    "'  ', MSH",
    "PID|1, MSH",
    "{}, MSH",
    "msh|^~\\&, MSH",
    "MSH, MSH-1",
    "MSHA^~\\&, MSH-1",
    "'MSH ^~\\&', MSH-1",
    "MSH東^~\\&, MSH-1",
    "MSH|^~\\&#*|A, MSH-2",
    "MSH|ABCD|A, MSH-2",
    "BHS|abc|A, BHS-2",
  })
  void refusesWhatIsNotHl7NamingThePlaceAndNoContent(String text, String location) {
    assertThatThrownBy(() -> Hl7Message.parse(text))
        .hasMessageContaining("sender")
        .asInstanceOf(InstanceOfAssertFactories.type(UnreadableHl7.class))
        .extracting(UnreadableHl7::location)
        .isEqualTo(location);
  }

  @Test
  void tellsAbsentAndEmptyFromExplicitlyNull() {
    Hl7Message message = Hl7Message.parse("MSH|^~\\&|A\rPV1||\"\"|^^|a^\"\"^&\"\"|\"\"~b");

    assertThat(value(message, "PV1-1")).isNull();
    assertThat(value(message, "PV1-2")).isEqualTo("\"\"");
    assertThat(value(message, "PV1-2.2")).isNull();
    assertThat(value(message, "PV1-3")).isNull();
    assertThat(value(message, "PV1-3.*")).isEqualTo("^^");
    assertThat(value(message, "PV1-4.2")).isEqualTo("\"\"");
    assertThat(value(message, "PV1-4.3.2")).isEqualTo("\"\"");
    assertThat(value(message, "PV1-44")).isNull();
    assertThat(message.values(Hl7Path.compile("PV1-5"))).containsExactly("\"\"", "b");
  }

  @Test
  void readsSegmentsOfManyFieldsAndManySegments() {
    StringBuilder text = new StringBuilder("MSH|^~\\&|A\r");
    for (int i = 1; i <= 100; i++) {
      text.append("OBX|").append(i).append("|x".repeat(60)).append("|").append(i).append('\r');
    }
    Hl7Message message = Hl7Message.parse(text.toString());

    assertThat(message.segmentCount()).isEqualTo(101);
    assertThat(value(message, "OBX[73]-62")).isEqualTo("73");
    assertThat(value(message, "OBX[73]-63")).isNull();
    assertThat(value(message, "OBX[101]-1")).isNull();
  }

  @Test
  void tellsNothingOfTheContentWhenPrinted() {
    assertThat(Hl7Message.parse("MSH|^~\\&|A\rPID|1||secret"))
        .hasToString("Hl7Message[2 segments, 24 characters]");
  }

  private static String value(Hl7Message message, String path) {
    return message.value(Hl7Path.compile(path));
  }
}
