package org.bianmin.hub.normalize.hl7v2;

/**
 * The characters that structure a message, MSH-1 and MSH-2 (HL7 v2 chapter 2, message delimiters).
 *
 * <p>A delimiter that a message does not have is {@link #NONE}, a code point that no text holds.
 *
 * @param truncation the fifth character of MSH-2, since v2.7
 */
record Delimiters(
    char field, char component, char repetition, char escape, char subcomponent, char truncation) {

  static final char NONE = '\uFFFF';

  private static final String DEFAULTS = "^~\\&";

  /** The usual set; most messages share this one object. */
  private static final Delimiters USUAL = new Delimiters('|', '^', '~', '\\', '&', NONE);

  private static final String USUAL_HEAD = "|^~\\&|";

  /**
   * Reads MSH-1 and MSH-2.
   *
   * @param start where the first segment starts; its name is three characters long
   * @param end where the first segment ends
   */
  static Delimiters read(String text, int start, int end) {
    int at = start + 3;
    if (end - at >= USUAL_HEAD.length() && text.startsWith(USUAL_HEAD, at)) {
      return USUAL;
    }
    String segment = text.substring(start, at);
    if (at >= end || !possible(text.charAt(at))) {
      throw new UnreadableHl7(
          segment + "-1",
          "No field separator after "
              + segment
              + ": the sender has to write one punctuation character there, usually '|'");
    }
    char field = text.charAt(at);
    int stop = at + 1;
    while (stop < end && text.charAt(stop) != field) {
      stop++;
    }
    return of(segment, field, text.substring(at + 1, stop));
  }

  private static Delimiters of(String segment, char field, String written) {
    String encoding = once(written, field);
    if (written.length() > 5) {
      throw wrong(segment, "has " + written.length() + " characters");
    }
    char[] all = {NONE, NONE, NONE, NONE, NONE};
    for (int i = 0; i < encoding.length(); i++) {
      if (!possible(encoding.charAt(i))) {
        throw wrong(segment, "holds a letter, a digit or a blank");
      }
      all[i] = encoding.charAt(i);
    }
    for (int i = encoding.length(); i < DEFAULTS.length(); i++) {
      char c = DEFAULTS.charAt(i);
      all[i] = c == field || encoding.indexOf(c) >= 0 ? NONE : c;
    }
    return new Delimiters(field, all[0], all[1], all[2], all[3], all[4]);
  }

  /** Each character once: programs that escape twice send {@code ^~\\&} for {@code ^~\&}. */
  private static String once(String encoding, char field) {
    StringBuilder once = new StringBuilder(5);
    for (int i = 0; i < encoding.length(); i++) {
      char c = encoding.charAt(i);
      if (c != field && encoding.indexOf(c) == i) {
        once.append(c);
      }
    }
    return once.toString();
  }

  private static boolean possible(char c) {
    return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
  }

  private static UnreadableHl7 wrong(String segment, String what) {
    return new UnreadableHl7(
        segment + "-2",
        segment
            + "-2 "
            + what
            + ": the sender has to write the one to five encoding characters there, usually ^~\\&");
  }
}
