package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bianmin.hub.journal.CharsetDecision.Basis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hl7CharsetsTest {

  private static final Charset GB18030 = Charset.forName("GB18030");

  /** Their GBK codes end in the bytes of | ^ \ ~; the last two take four bytes in GB18030. */
  private static final List<String> NAMES = List.of("東", "過", "頫", "皛", "張東過頫皛", "𠮷", "㐀𠮷東");

  private final Hl7Charsets charsets = new Hl7Charsets(Map.of());

  @ParameterizedTest
  @CsvSource({
    "ASCII, US-ASCII",
    "8859/1, ISO-8859-1",
    "8859/2, ISO-8859-2",
    "8859/3, ISO-8859-3",
    "8859/4, ISO-8859-4",
    "8859/5, ISO-8859-5",
    "8859/6, ISO-8859-6",
    "8859/7, ISO-8859-7",
    "8859/8, ISO-8859-8",
    "8859/9, ISO-8859-9",
    "8859/15, ISO-8859-15",
    "ISO IR6, US-ASCII",
    "ISO IR14, JIS_X0201",
    "ISO IR87, ISO-2022-JP",
    "ISO IR159, ISO-2022-JP-2",
    "GB 18030-2000, GB18030",
    "KS X 1001, EUC-KR",
    "CNS 11643-1992, x-EUC-TW",
    "BIG-5, Big5",
    "UNICODE, UTF-8",
    "UNICODE UTF-8, UTF-8",
    "UNICODE UTF-16, UTF-16",
    "UNICODE UTF-32, UTF-32",
    "unicode  utf-8, UTF-8",
    "UTF-8, UTF-8",
    "UTF8, UTF-8",
    "utf8, UTF-8",
    "GBK, GB18030",
    "gb2312, GB18030",
    "GB18030, GB18030",
    "CP936, GB18030",
    "x-EUC-CN, GB18030",
    "windows-1252, windows-1252",
    "Shift_JIS, Shift_JIS",
    "KLINGON,",
    "no such: name,",
    "'',",
  })
  void knowsTheNamesOfTable0211VendorsAndJava(String name, String java) {
    assertThat(charsets.named(name)).isEqualTo(java == null ? null : Charset.forName(java));
  }

  @Test
  void takesAdditionalNamesBeforeItsOwn() {
    Hl7Charsets extended = new Hl7Charsets(Map.of("Hanzi", "GBK", "UNICODE", "UTF-16LE"));

    assertThat(extended.named("HANZI")).isEqualTo(GB18030);
    assertThat(extended.named("UNICODE")).isEqualTo(StandardCharsets.UTF_16LE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hl7Charsets(Map.of("A", "nonsense")))
        .withMessageContaining("hub.charsets")
        .withMessageContaining("'nonsense'");
  }

  static Stream<Arguments> declaredNames() {
    return Stream.of(
            Map.entry("GB 18030-2000", GB18030),
            Map.entry("GB18030", GB18030),
            Map.entry("GBK", GB18030),
            Map.entry("UNICODE UTF-8", StandardCharsets.UTF_8),
            Map.entry("", GB18030),
            Map.entry("", StandardCharsets.UTF_8))
        .flatMap(
            each -> NAMES.stream().map(name -> Arguments.of(each.getKey(), each.getValue(), name)));
  }

  @ParameterizedTest
  @MethodSource("declaredNames")
  void returnsEveryNameAsItWasSent(String msh18, Charset sent, String name) {
    String message = message("HIS", msh18) + "PID|1||1||" + name + "^" + name + "\r";
    byte[] bytes = message.getBytes(sent);

    CharsetDecision decision = charsets.decide(bytes, null);

    assertThat(decision.charset()).isEqualTo(sent);
    assertThat(decision.basis()).isEqualTo(msh18.isEmpty() ? Basis.DETECTED : Basis.MSH_18);
    assertThat(Hl7Charsets.decode(bytes, sent)).isEqualTo(new DecodedBytes.Text(message));
  }

  @ParameterizedTest
  @MethodSource("declaredNames")
  void findsMsh18BehindCharactersThatHoldSeparators(String msh18, Charset sent, String name) {
    byte[] bytes = message("HIS" + name + "^" + name, msh18).getBytes(sent);

    CharsetDecision decision = charsets.decide(bytes, null);

    assertThat(decision.charset()).isEqualTo(sent);
    assertThat(decision.basis()).isEqualTo(msh18.isEmpty() ? Basis.DETECTED : Basis.MSH_18);
    assertThat(decision.unknownName()).isNull();
  }

  @Test
  void findsMsh18InBig5BehindCharactersThatHoldSeparators() {
    Charset big5 = Charset.forName("Big5");
    byte[] bytes = message("育功", "BIG-5").getBytes(big5);
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("|", "\\");

    assertThat(charsets.decide(bytes, "GBK"))
        .isEqualTo(new CharsetDecision(big5, Basis.MSH_18, null));
  }

  @Test
  void prefersTheMessageToTheSourceAndTheSourceToDetection() {
    byte[] declared = message("HIS", "8859/1~UNICODE UTF-8").getBytes(StandardCharsets.US_ASCII);
    byte[] silent = message("HIS", "").getBytes(StandardCharsets.US_ASCII);

    assertThat(charsets.decide(declared, "GBK"))
        .isEqualTo(new CharsetDecision(StandardCharsets.ISO_8859_1, Basis.MSH_18, null));
    assertThat(charsets.decide(silent, "GBK"))
        .isEqualTo(new CharsetDecision(GB18030, Basis.SOURCE, null));
    assertThat(charsets.decide(silent, ""))
        .isEqualTo(new CharsetDecision(StandardCharsets.UTF_8, Basis.DETECTED, null));
  }

  @Test
  void saysWhichNameIsUnknownAndFallsBack() {
    byte[] ascii = message("HIS", "KLINGON").getBytes(StandardCharsets.US_ASCII);
    byte[] chinese = message("東", "KLINGON").getBytes(GB18030);

    assertThat(charsets.decide(ascii, "8859/1"))
        .isEqualTo(new CharsetDecision(StandardCharsets.ISO_8859_1, Basis.SOURCE, "KLINGON"));
    assertThat(charsets.decide(ascii, "bad name"))
        .isEqualTo(new CharsetDecision(StandardCharsets.UTF_8, Basis.DETECTED, "KLINGON"));
    assertThat(charsets.decide(chinese, null))
        .isEqualTo(new CharsetDecision(GB18030, Basis.DETECTED, "KLINGON"));
  }

  @Test
  void doesNotBelieveMsh18ThatItsOwnBytesContradict() {
    byte[] ascii = message("HIS", "UNICODE UTF-16").getBytes(StandardCharsets.US_ASCII);

    assertThat(charsets.decide(ascii, null))
        .isEqualTo(new CharsetDecision(StandardCharsets.UTF_8, Basis.DETECTED, "UNICODE UTF-16"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void recognisesWideCharsetsByTheirBytes(String name) {
    String message = message("東", "UNICODE UTF-16");
    byte[] bytes = message.getBytes(Charset.forName(name));

    CharsetDecision decision = charsets.decide(bytes, "GBK");

    assertThat(Hl7Charsets.decode(bytes, decision.charset()))
        .isEqualTo(new DecodedBytes.Text(message));
  }

  @Test
  void decidesNothingWhenNoCharsetFits() {
    byte[] bytes = concat(message("HIS", ""), 0xFF, 0x80);

    assertThat(charsets.decide(bytes, null)).isEqualTo(new CharsetDecision(null, Basis.NONE, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "MSH", "MSH|", "{}", "\r\n"})
  void decidesOnBytesThatAreNoMessage(String text) {
    assertThat(charsets.decide(text.getBytes(StandardCharsets.US_ASCII), null).charset())
        .isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void reportsTheFirstByteThatDoesNotFitTheDeclaredCharset() {
    String head = message("HIS", "UNICODE UTF-8");
    byte[] bytes = concat(head, 0xB6, 0xAB);

    CharsetDecision decision = charsets.decide(bytes, "GBK");
    assertThat(decision.charset()).isEqualTo(StandardCharsets.UTF_8);
    assertThat(Hl7Charsets.decode(bytes, decision.charset()))
        .isEqualTo(new DecodedBytes.BadBytes(StandardCharsets.UTF_8, head.length()));
    assertThat(Hl7Charsets.decode(concat("", 0x41, 0xE6, 0x9D), StandardCharsets.UTF_8))
        .isEqualTo(new DecodedBytes.BadBytes(StandardCharsets.UTF_8, 1));
    assertThat(Hl7Charsets.decode(concat("a", 0xE9), StandardCharsets.US_ASCII))
        .isEqualTo(new DecodedBytes.BadBytes(StandardCharsets.US_ASCII, 1));
  }

  @Test
  void keepsTheDeclaredCharsetWhenItsOwnSegmentDoesNotFit() {
    byte[] bytes = message("東", "UNICODE UTF-8").getBytes(GB18030);

    assertThat(charsets.decide(bytes, "GBK").charset()).isEqualTo(StandardCharsets.UTF_8);
    assertThat(Hl7Charsets.decode(bytes, StandardCharsets.UTF_8))
        .isInstanceOfSatisfying(
            DecodedBytes.BadBytes.class,
            bad -> {
              assertThat(bad.location()).isEqualTo("byte 9");
              assertThat(bad.reason()).contains("UTF-8").contains("MSH-18");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GB18030"})
  void acceptsAReplacementCharacterThatTheSenderWrote(String charset) {
    Charset sent = Charset.forName(charset);

    assertThat(Hl7Charsets.decode("a\uFFFDb".getBytes(sent), sent))
        .isEqualTo(new DecodedBytes.Text("a\uFFFDb"));
  }

  @ParameterizedTest
  @MethodSource("impossibleGb18030")
  void reportsImpossibleGb18030(byte[] bytes, int position) {
    assertThat(Hl7Charsets.decode(bytes, GB18030))
        .isEqualTo(new DecodedBytes.BadBytes(GB18030, position));
  }

  static Stream<Arguments> impossibleGb18030() {
    return Stream.of(
        Arguments.of(concat("ab", 0x80), 2),
        Arguments.of(concat("ab", 0xFF), 2),
        Arguments.of(concat("ab", 0x81), 2),
        Arguments.of(concat("東", 0x81, 0x7F), 2),
        Arguments.of(concat("", 0x81, 0x30), 0),
        Arguments.of(concat("a", 0x81, 0x30, 0x81), 1),
        Arguments.of(concat("a", 0xFE, 0x39, 0xFE, 0x39), 1));
  }

  /** The message in GB18030 with some bytes after it. */
  private static byte[] concat(String text, int... bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(text.getBytes(GB18030));
    for (int each : bytes) {
      all.write(each);
    }
    return all.toByteArray();
  }

  private static String message(String application, String msh18) {
    return "MSH|^~\\&|"
        + application
        + "|||HUB|20250101||ADT^A01|42|P|2.4|||||CHN|"
        + msh18
        + "|ZH\rEVN|A01\r";
  }
}
