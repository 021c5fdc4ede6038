package org.bianmin.hub.console;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comma-separated text that Excel opens without changing a code: zeros in front stay, and what
 * begins as a formula is none. Code tables are read from it as they were written.
 */
final class ExcelCsv {

  /** Excel reads UTF-8 only behind this mark. */
  static final String MARK = "\ufeff";

  private static final Pattern TEMPTING = Pattern.compile("[-=+@'\\d\\t\\r].*", Pattern.DOTALL);
  private static final Pattern SMALL = Pattern.compile("0|[1-9]\\d{0,8}");

  private ExcelCsv() {}

  /** A cell; null is empty. */
  static String cell(String text) {
    if (text == null) {
      return "";
    }
    boolean tempting = TEMPTING.matcher(text).matches() && !SMALL.matcher(text).matches();
    String plain = tempting ? "=\"" + text.replace("\"", "\"\"") + '"' : text;
    return plain.chars().anyMatch(c -> c == '"' || c == ',' || c == ';' || c == '\n' || c == '\r')
        ? '"' + plain.replace("\"", "\"\"") + '"'
        : plain;
  }

  static void row(Writer out, String... cells) throws IOException {
    out.write(Arrays.stream(cells).map(ExcelCsv::cell).collect(Collectors.joining(",")));
    out.write("\r\n");
  }
}
