package org.bianmin.hub.receive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One reading of a bill: takes its lines, finds its rows, and compares them with its totals. */
abstract class Bill {

  private static final int FEN_DECIMALS = 2;
  private static final String AMOUNT = "-?\\d{1,12}(\\.\\d{1,5})?";
  private static final String TIME = "\\d{4}[-/]\\d{1,2}[-/]\\d{1,2} \\d{1,2}:\\d{2}(:\\d{2})?";

  private final Problems problems = new Problems();
  private final Problems warnings = new Problems();
  private final Set<String> merchants;
  private List<String> titles;
  private List<String> needed = List.of();
  private boolean wrong;
  private boolean others;

  /** A bill of one of these merchant numbers; of any where there are none. */
  Bill(Set<String> merchants) {
    this.merchants = merchants;
  }

  /** Of the provider: {@code wechat}. */
  abstract String provider();

  /**
   * Takes the next line.
   *
   * @return the row that it is, or null
   */
  abstract BillRow take(int line, String text);

  /**
   * Compares rows and totals.
   *
   * @throws UnreadableFile naming everything that is wrong with the file
   */
  final void end() {
    if (titles == null) {
      problem("the file has no line of titles; drop the provider's bill as it was downloaded");
    } else {
      compare();
    }
    if (wrong) {
      throw new UnreadableFile(problems.list());
    }
  }

  /** Adds a problem for each total that the rows do not agree with. */
  abstract void compare();

  /** What is known of the file as a whole, for its rows. */
  abstract Map<String, String> about();

  final void problem(String text) {
    wrong = true;
    problems.add(text);
  }

  /** What the person should know of a bill that is taken all the same. */
  final void warning(String text) {
    warnings.add(text);
  }

  /** All of them; complete at the end. */
  final List<String> warnings() {
    return warnings.list();
  }

  /** Whether the bill has to be of certain merchants. */
  final boolean merchantsAreKnown() {
    return !merchants.isEmpty();
  }

  /** Refuses the bill of another merchant, once, at the first of its lines. */
  final void merchant(int line, String title, String number) {
    if (merchantsAreKnown() && !merchants.contains(number) && !others) {
      others = true;
      problem(
          "line "
              + line
              + ": "
              + title
              + " is no merchant number of hub.sources.<id>.payment.merchants; drop the bill into"
              + " the folder of its merchant, or add the number where it is this hospital's");
    }
  }

  final boolean hasTitles() {
    return titles != null;
  }

  /** Takes the line of titles, which says where each column stands. */
  final void titles(int line, List<String> cells, List<String> needed, String remedy) {
    titles = List.copyOf(cells);
    this.needed = needed;
    for (String title : needed) {
      if (!titles.contains(title)) {
        problem("line " + line + ": the column " + title + " is missing; " + remedy);
      }
    }
  }

  final int place(String title) {
    return titles.indexOf(title);
  }

  final String title(int place) {
    return titles.get(place);
  }

  final int width() {
    return titles.size();
  }

  /** Cells by title; null, with a problem, where there are not as many as titles. */
  final Map<String, String> columns(int line, List<String> cells) {
    if (cells.size() != titles.size()) {
      problem(
          "line "
              + line
              + ": has "
              + cells.size()
              + " cells under "
              + titles.size()
              + " titles; drop the file as it was downloaded, not one that a program saved again");
      return null;
    }
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      columns.put(titles.get(i), cells.get(i).strip());
    }
    return columns;
  }

  /** A time that has to be there. */
  final void time(int line, Map<String, String> columns, String title) {
    if (!isTime(columns.getOrDefault(title, ""))) {
      problem("line " + line + ": " + title + " is no time; drop the file as it was downloaded");
    }
  }

  /** A text that has to be there. */
  final void present(int line, Map<String, String> columns, String title) {
    if (columns.getOrDefault(title, "").isEmpty()) {
      problem("line " + line + ": " + title + " is empty; drop the file as it was downloaded");
    }
  }

  static boolean isTime(String text) {
    return text.matches(TIME);
  }

  static boolean isAmount(String text) {
    return text.matches(AMOUNT);
  }

  final boolean isNeeded(String title) {
    return needed.contains(title);
  }

  /** An amount in yuan; zero, with a problem, where it is none. */
  final BigDecimal amount(int line, String title, String text) {
    if (text == null) {
      // the column is missing, which was said at the titles
      return BigDecimal.ZERO;
    }
    // columns that only some bills fill may be empty
    String cell = text.isEmpty() && !isNeeded(title) ? "0" : text;
    if (!isAmount(cell)) {
      problem("line " + line + ": " + title + " is no amount; drop the file as it was downloaded");
      return BigDecimal.ZERO;
    }
    return new BigDecimal(cell);
  }

  /** An amount that is counted in fen: with more decimals than two it is none. */
  final BigDecimal fen(int line, String title, String text) {
    BigDecimal amount = amount(line, title, text);
    if (amount.stripTrailingZeros().scale() > FEN_DECIMALS) {
      problem("line " + line + ": " + title + " has more than two decimals");
    }
    return amount;
  }

  /** Fees may have parts of a fen; what is kept is rounded. */
  static String rounded(BigDecimal fee) {
    return fee.setScale(FEN_DECIMALS, RoundingMode.HALF_UP).toPlainString();
  }

  static List<String> cells(String text, String separator) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    int at = text.indexOf(separator);
    while (at >= 0) {
      cells.add(text.substring(from, at));
      from = at + separator.length();
      at = text.indexOf(separator, from);
    }
    cells.add(text.substring(from));
    return cells;
  }

  /**
   * Both are said, since one of them is what the person will look for in the provider's console.
   */
  final void differs(int line, String total, BigDecimal told, BigDecimal rows) {
    problem(
        "line "
            + line
            + ": "
            + total
            + " is "
            + told.toPlainString()
            + ", and the lines sum up to "
            + rows.toPlainString()
            + "; nothing was taken: download the bill again");
  }
}
