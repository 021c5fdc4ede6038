package org.bianmin.hub.normalize.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An HL7 v2 message, versions 2.1 to 2.8, of which only the segment boundaries are known until
 * somebody asks for a value.
 *
 * <p>Read leniently: segments end with CR, LF or both, blank lines are skipped, blanks and a byte
 * order mark before MSH are tolerated, unknown and malformed segments are passed over. The
 * delimiters are those of the first segment, MSH (or FHS, BHS).
 *
 * <p>Not for use by several threads at once.
 */
public final class Hl7Message extends Hl7Scope {

  final String text;

  /** The same: reading a character of an array is cheaper than asking a text for it. */
  final char[] chars;

  final Delimiters delimiters;
  final Charset charset;
  final SegmentTable segments;

  private Hl7Message(String text, int start, Delimiters delimiters, Charset charset) {
    this.text = text;
    this.chars = text.toCharArray();
    this.delimiters = delimiters;
    this.charset = charset;
    this.segments = new SegmentTable(text, chars, start, delimiters.field());
  }

  /**
   * Reads a message whose hexadecimal escapes, if any, are UTF-8.
   *
   * @throws UnreadableHl7 when the text does not start with MSH, FHS or BHS and delimiters
   */
  public static Hl7Message parse(String text) {
    return parse(text, StandardCharsets.UTF_8);
  }

  /**
   * Reads a message.
   *
   * @param charset of the bytes that the text was decoded from; hexadecimal escapes ({@code \X..\})
   *     are bytes in it
   * @throws UnreadableHl7 when the text does not start with MSH, FHS or BHS and delimiters
   */
  public static Hl7Message parse(String text, Charset charset) {
    int start = 0;
    while (start < text.length() && blank(text.charAt(start))) {
      start++;
    }
    if (start == text.length()) {
      throw new UnreadableHl7("MSH", "The message is empty: the sender has to send a segment MSH");
    }
    if (!text.startsWith("MSH", start)
        && !text.startsWith("FHS", start)
        && !text.startsWith("BHS", start)) {
      throw new UnreadableHl7(
          "MSH",
          "The text does not start with MSH: check that the sender speaks HL7 v2 in its"
              + " vertical-bar encoding and in the charset that the source is set to");
    }
    int end = SegmentTable.endOfSegment(text, start);
    return new Hl7Message(text, start, Delimiters.read(text, start, end), charset);
  }

  /** The whole text as given to {@link #parse}. */
  public String text() {
    return text;
  }

  /** Count of segments, blank lines not counted. */
  public int segmentCount() {
    return segments.size();
  }

  /** Names of all segments in their order, malformed names as they stand. */
  public List<String> segmentNames() {
    List<String> names = new ArrayList<>(segments.size());
    for (int i = 0; i < segments.size(); i++) {
      names.add(segments.nameText(i));
    }
    return names;
  }

  /**
   * The text of one segment without its end.
   *
   * @param index from 0, in the order of {@link #segmentNames}
   */
  public String segmentText(int index) {
    return text.substring(segments.start(index), segments.end(index));
  }

  @Override
  Hl7Message message() {
    return this;
  }

  @Override
  int from() {
    return 0;
  }

  @Override
  int to() {
    return segments.size();
  }

  @Override
  int findOutside(long name, int occurrence) {
    return -1;
  }

  /** Says which message structure this is, without patient data. */
  @Override
  public String toString() {
    return "Hl7Message[" + segments.size() + " segments, " + text.length() + " characters]";
  }

  private static boolean blank(char c) {
    return c <= ' ' || c == '\uFEFF';
  }
}
