package org.bianmin.hub.normalize.hl7v2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bianmin.hub.journal.DecodedBytes;
import org.bianmin.hub.journal.Hl7Batch;
import org.bianmin.hub.journal.Hl7Charsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every message of the corpora with HAPI too, and compares each field, repetition, component
 * and sub-component. A difference that is not of a class listed here fails.
 */
class SegmentReaderOracleTest {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentReaderOracleTest.class);
  private static final Path CORPUS =
      Path.of(System.getProperty("corpora", "../shared/corpora"), "hl7v2");

  /** Why the two readers may differ, or why a message or segment is compared in another way. */
  private enum Difference {
    /** No MSH, FHS or BHS with delimiters at the start; HAPI refuses it as well. */
    BOTH_REFUSE,
    /**
     * HAPI asks for MSH-9, a whole MSH-2 and a separator in every segment; compared behind another
     * MSH.
     */
    HAPI_REFUSES_HEAD,
    /** MSH-2 holds a character twice, HAPI counts both; compared behind another MSH. */
    DOUBLED_ENCODING_CHARACTER,
    /** A name that is not of three capital letters or digits; no path can mean such a segment. */
    NAME_OUT_OF_REACH,
    /** HAPI leaves hexadecimal data as it is, which is ASCII in the corpora. */
    HEXADECIMAL_DATA,
    /** HAPI writes {@code \L\} for the truncation character, the standard {@code \P\}. */
    TRUNCATION_ESCAPE,
    /** HAPI drops an escape character that starts no sequence. */
    LONE_ESCAPE,
  }

  private final Map<Difference, Integer> differences = new EnumMap<>(Difference.class);
  private final List<String> unexplained = new ArrayList<>();
  private final HapiReader hapi = new HapiReader();
  private int messages;
  private int values;

  @BeforeAll
  static void corporaAreThere() {
    assumeTrue(
        Files.isDirectory(CORPUS),
        "The corpora are not at " + CORPUS + ": put them there or say -Dcorpora=DIR");
  }

  @Test
  void readsEveryValueOfTheCorporaAsHapiDoes() throws IOException, HL7Exception {
    for (String file : files()) {
      byte[] bytes = Files.readAllBytes(CORPUS.resolve(file));
      DecodedBytes decoded =
          Hl7Charsets.decode(bytes, new Hl7Charsets(Map.of()).decide(bytes, null).charset());
      assertThat(decoded).as(file).isInstanceOf(DecodedBytes.Text.class);
      for (String message : Hl7Batch.split(((DecodedBytes.Text) decoded).text()).messages()) {
        messages++;
        compare(file, message);
      }
    }
    LOG.info("{} messages, {} values, differences {}", messages, values, differences);
    assertThat(unexplained).as("of %s messages, %s values", messages, values).isEmpty();
    assertThat(messages).isGreaterThan(800);
    assertThat(values).isGreaterThan(50_000);
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(CORPUS)) {
      return all.filter(Files::isRegularFile)
          .map(file -> CORPUS.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private void compare(String file, String text) throws HL7Exception {
    Hl7Message ours;
    try {
      ours = Hl7Message.parse(text);
    } catch (UnreadableHl7 refused) {
      both(file, text);
      return;
    }
    List<Integer> compared = new ArrayList<>();
    List<Segment> theirs = read(text, ours, compared);
    List<String> names = ours.segmentNames();
    List<String> theirNames = theirs.stream().map(Segment::getName).toList();
    if (!theirNames.equals(compared.stream().map(names::get).toList())) {
      unexplained.add(file + ": HAPI has the segments " + theirNames);
      return;
    }
    Map<String, Integer> occurrences = new HashMap<>();
    int next = 0;
    for (int i = 0; i < names.size(); i++) {
      int occurrence = occurrences.merge(names.get(i), 1, Integer::sum);
      if (next < compared.size() && compared.get(next) == i) {
        compare(file, ours, names.get(i) + "[" + occurrence + "]", theirs.get(next++), i);
      }
    }
  }

  private void both(String file, String text) {
    try {
      hapi.read(text);
      unexplained.add(file + ": HAPI reads it");
    } catch (HL7Exception refused) {
      found(Difference.BOTH_REFUSE);
    }
  }

  /** HAPI's segments, and the indexes of the same segments in our reader. */
  private List<Segment> read(String text, Hl7Message ours, List<Integer> compared)
      throws HL7Exception {
    String encoding = ours.value(Hl7Path.compile("MSH-2"));
    boolean doubled = encoding != null && encoding.chars().distinct().count() < encoding.length();
    if (!doubled) {
      try {
        List<Segment> theirs = hapi.read(text);
        IntStream.range(0, ours.segmentCount()).forEach(compared::add);
        return theirs;
      } catch (HL7Exception refused) {
        found(Difference.HAPI_REFUSES_HEAD);
      }
    } else {
      found(Difference.DOUBLED_ENCODING_CHARACTER);
    }
    List<Segment> theirs = hapi.read(behindAnotherHead(ours, compared));
    return theirs.subList(1, theirs.size());
  }

  private static String behindAnotherHead(Hl7Message ours, List<Integer> compared) {
    Delimiters d = ours.delimiters;
    StringBuilder text = new StringBuilder("MSH").append(d.field()).append(d.component());
    text.append(d.repetition()).append(d.escape()).append(d.subcomponent());
    text.append(String.valueOf(d.field()).repeat(7)).append("ACK").append(d.field()).append('1');
    text.append(d.field()).append('P').append(d.field()).append("2.5\r");
    for (int i = 1; i < ours.segmentCount(); i++) {
      if (reachable(ours.segmentNames().get(i))) {
        compared.add(i);
        text.append(ours.segmentText(i)).append('\r');
      }
    }
    return text.toString();
  }

  private void compare(String file, Hl7Message ours, String name, Segment theirs, int index)
      throws HL7Exception {
    if (!reachable(theirs.getName())) {
      found(Difference.NAME_OUT_OF_REACH);
      return;
    }
    int fields = Math.max(theirs.numFields(), ours.segments.fieldCount(index) + 1);
    for (int field = 1; field <= fields; field++) {
      String all = whole(ours, name + "-" + field + "(*)");
      int known = field > theirs.numFields() ? 0 : theirs.getField(field).length;
      int repetitions = Math.max(known, parts(all, ours.delimiters.repetition()));
      for (int repetition = 1; repetition <= repetitions + 1; repetition++) {
        compare(file, ours, name, theirs, field, repetition);
      }
    }
  }

  private void compare(
      String file, Hl7Message ours, String name, Segment theirs, int field, int repetition)
      throws HL7Exception {
    String path = name + "-" + field + "(" + repetition + ")";
    int components = parts(whole(ours, path), ours.delimiters.component());
    for (int component = 1; component <= components + 2; component++) {
      String componentPath = path + "." + component;
      int subcomponents = parts(whole(ours, componentPath), ours.delimiters.subcomponent());
      for (int sub = 1; sub <= subcomponents + 1; sub++) {
        String mine = ours.value(Hl7Path.compile(componentPath + "." + sub));
        String other = HapiReader.value(theirs, field, repetition, component, sub);
        values += mine == null ? 0 : 1;
        if (!Objects.equals(mine, other) && !explained(ours.delimiters, mine, other)) {
          unexplained.add(file + " " + componentPath + "." + sub + ": " + mine + " HAPI " + other);
        }
      }
    }
  }

  private boolean explained(Delimiters delimiters, String mine, String other) {
    if (mine == null || other == null) {
      return false;
    }
    if (mine.equals(hexadecimal(delimiters.escape(), other))) {
      found(Difference.HEXADECIMAL_DATA);
      return true;
    }
    boolean truncation = other.equals(mine.replace(delimiters.truncation(), 'P'));
    if (truncation) {
      found(Difference.TRUNCATION_ESCAPE);
    }
    boolean lone = !truncation && other.equals(mine.replace(delimiters.escape() + "", ""));
    if (lone) {
      found(Difference.LONE_ESCAPE);
    }
    return truncation || lone;
  }

  private static String hexadecimal(char escape, String text) {
    String quoted = Pattern.quote(String.valueOf(escape));
    return Pattern.compile(quoted + "X((?:[0-9A-Fa-f]{2})+)" + quoted)
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    new String(HexFormat.of().parseHex(found.group(1)), US_ASCII)));
  }

  private static String whole(Hl7Message ours, String path) {
    return ours.value(Hl7Path.whole(path));
  }

  private static int parts(String text, char delimiter) {
    return text == null ? 0 : (int) text.chars().filter(c -> c == delimiter).count() + 1;
  }

  private static boolean reachable(String name) {
    return name.matches("[A-Z][A-Z0-9]{2}");
  }

  private void found(Difference difference) {
    differences.merge(difference, 1, Integer::sum);
  }
}
