package org.bianmin.hub.wholeway;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A message as a sender knows it, read without the hub's code. One character stands for one byte,
 * so what is compared are the bytes.
 *
 * @param separator MSH-1
 * @param isHl7 whether it begins with MSH
 * @param controlId MSH-10
 * @param answered whether MSH-15 and MSH-16 ask for an answer to a message that was stored
 */
record SentHl7(char separator, boolean isHl7, String controlId, String version, boolean answered) {

  private static final Set<String> NOT_ON_SUCCESS = Set.of("NE", "ER");

  static SentHl7 of(byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    if (!text.startsWith("MSH") || text.length() < 4 || Character.isLetterOrDigit(text.charAt(3))) {
      return new SentHl7('|', false, "", "", true);
    }
    String header = text.split("[\r\n]", 2)[0];
    char separator = header.charAt(3);
    String[] fields = header.split(Pattern.quote("" + separator), -1);
    String accept = field(fields, 15);
    String application = field(fields, 16);
    boolean answered =
        (accept.isEmpty() && application.isEmpty())
            || (!accept.isEmpty() && !NOT_ON_SUCCESS.contains(accept))
            || (!application.isEmpty() && !NOT_ON_SUCCESS.contains(application));
    return new SentHl7(separator, true, field(fields, 10), field(fields, 12), answered);
  }

  /** MSH-1 is the separator itself, so MSH-n is the piece n - 1. */
  private static String field(String[] fields, int n) {
    return fields.length >= n ? fields[n - 1] : "";
  }
}
