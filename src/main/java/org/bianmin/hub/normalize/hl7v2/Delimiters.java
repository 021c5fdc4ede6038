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

  private static Delimiters of(String segment, char field, String encoding) {
    if (encoding.length() > 5) {
      throw wrong(segment, "has " + encoding.length() + " characters");
    }
    char[] all = {NONE, NONE, NONE, NONE, NONE};
    for (int i = 0; i < all.length; i++) {
      boolean given = i < encoding.length();
      if (!given && i >= DEFAULTS.length()) {
        continue;
      }
      char c = given ? encoding.charAt(i) : DEFAULTS.charAt(i);
      if (given && !possible(c)) {
        throw wrong(segment, "holds a letter, a digit or a blank");
      }
      all[i] = taken(c, i, field, all) ? NONE : c;
    }
    return new Delimiters(field, all[0], all[1], all[2], all[3], all[4]);
  }

  /** The earlier use of a character wins; the later one is as if it were not there. */
  private static boolean taken(char c, int before, char field, char[] all) {
    boolean taken = c == field;
    for (int i = 0; i < before; i++) {
      taken |= c == all[i];
    }
    return taken;
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
