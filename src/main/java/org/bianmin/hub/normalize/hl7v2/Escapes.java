package org.bianmin.hub.normalize.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/**
 * Escape sequences of HL7 v2 chapter 2, use of escape sequences in text fields.
 *
 * <p>Delimiters ({@code \F\ \S\ \T\ \R\ \E\ \P\}) and hexadecimal data ({@code \X..\}) become the
 * characters that they stand for. Formatting ({@code \.br\ \H\ \N\ …}), character set switches
 * ({@code \C..\ \M..\}), local sequences and everything unknown stay as they are, so that nothing
 * gets lost.
 */
final class Escapes {

  private Escapes() {}

  /** The text between two places; copied once when it holds no escape character. */
  static String unescape(Hl7Message message, int start, int end) {
    String text = message.text;
    char[] chars = message.chars;
    Delimiters delimiters = message.delimiters;
    char escape = delimiters.escape();
    int at = start;
    while (at < end && chars[at] != escape) {
      at++;
    }
    if (at == end) {
      return text.substring(start, end);
    }
    StringBuilder plain = new StringBuilder(end - start).append(text, start, at);
    while (at < end) {
      char c = text.charAt(at);
      if (c == escape) {
        at = sequence(text, at, end, delimiters, message.charset, plain);
      } else {
        plain.append(c);
        at++;
      }
    }
    return plain.toString();
  }

  /**
   * Appends what the sequence stands for.
   *
   * @param at place of the opening escape character
   * @return place after the sequence
   */
  private static int sequence(
      String text, int at, int end, Delimiters delimiters, Charset charset, StringBuilder plain) {
    int close = at + 1;
    while (close < end && text.charAt(close) != delimiters.escape()) {
      close++;
    }
    if (close < end && close > at + 1) {
      char kind = text.charAt(at + 1);
      char delimiter = close == at + 2 ? delimiter(kind, delimiters) : Delimiters.NONE;
      if (delimiter != Delimiters.NONE) {
        plain.append(delimiter);
        return close + 1;
      }
      if (kind == 'X') {
        int after = hexadecimal(text, at, end, delimiters.escape(), charset, plain);
        if (after > at) {
          return after;
        }
      }
      if (keptWhole(kind, close - at)) {
        plain.append(text, at, close + 1);
        return close + 1;
      }
    }
    // a lone escape character: what follows it may still be a sequence
    plain.append(delimiters.escape());
    return at + 1;
  }

  private static char delimiter(char kind, Delimiters delimiters) {
    return switch (kind) {
      case 'F' -> delimiters.field();
      case 'S' -> delimiters.component();
      case 'T' -> delimiters.subcomponent();
      case 'R' -> delimiters.repetition();
      case 'E' -> delimiters.escape();
      case 'P' -> delimiters.truncation();
      default -> Delimiters.NONE;
    };
  }

  private static boolean keptWhole(char kind, int length) {
    return switch (kind) {
      case '.', 'C', 'M', 'X', 'Z' -> true;
      case 'H', 'N' -> length == 2;
      default -> false;
    };
  }

  /**
   * Appends the text of adjacent {@code \X..\} sequences, because a character of several bytes may
   * be spread over them.
   *
   * @return place after the last of them; {@code at} when they are not bytes of the charset
   */
  private static int hexadecimal(
      String text, int at, int end, char escape, Charset charset, StringBuilder plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = at;
    while (next + 1 < end && text.charAt(next) == escape && text.charAt(next + 1) == 'X') {
      int i = next + 2;
      while (i + 1 < end && digit(text, i) >= 0 && digit(text, i + 1) >= 0) {
        bytes.write(digit(text, i) << 4 | digit(text, i + 1));
        i += 2;
      }
      if (i == next + 2 || i >= end || text.charAt(i) != escape) {
        break;
      }
      next = i + 1;
    }
    if (next == at) {
      return at;
    }
    try {
      plain.append(charset.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())));
      return next;
    } catch (CharacterCodingException notInCharset) {
      return at;
    }
  }

  private static int digit(String text, int at) {
    char c = text.charAt(at);
    return c < 128 ? Character.digit(c, 16) : -1;
  }
}
