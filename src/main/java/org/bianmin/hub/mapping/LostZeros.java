package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds codes whose leading zeros Excel has taken: {@code 1} where {@code 01} is meant. A code that
 * is written as text ({@code ="1"}) is meant as it stands.
 */
final class LostZeros {

  private LostZeros() {}

  /** Codes that are shorter than their neighbours, which all have one width and some a zero. */
  static List<MappingProblem> problems(CodeTable table, String file) {
    Map<String, Map<Integer, List<CodeTable.Row>>> widths = new HashMap<>();
    for (CodeTable.Row row : table.rows()) {
      if (isNumber(row.code())) {
        widths
            .computeIfAbsent(row.source(), s -> new TreeMap<>())
            .computeIfAbsent(row.code().length(), w -> new ArrayList<>())
            .add(row);
      }
    }
    List<MappingProblem> problems = new ArrayList<>();
    for (Map<Integer, List<CodeTable.Row>> byWidth : widths.values()) {
      int width = byWidth.keySet().stream().mapToInt(w -> w).max().orElse(0);
      List<CodeTable.Row> whole = byWidth.remove(width);
      List<CodeTable.Row> shorter = byWidth.values().stream().flatMap(List::stream).toList();
      boolean padded = whole.stream().anyMatch(row -> row.code().startsWith("0"));
      // a table may hold the codes of two systems: the short ones have to be the exception
      if (padded && whole.size() > shorter.size()) {
        for (CodeTable.Row row : shorter) {
          if (!row.text() && !table.has(row.source(), padded(row.code(), width))) {
            problems.add(problem(file, row, padded(row.code(), width)));
          }
        }
      }
    }
    return problems;
  }

  /** Codes that have lost the zeros that they had in the table before. */
  static List<MappingProblem> problems(CodeTable before, CodeTable now, String file) {
    Map<String, Map<String, String>> gone = new HashMap<>();
    for (CodeTable.Row row : before.rows()) {
      boolean padded = row.code().startsWith("0") && isNumber(row.code());
      if (padded && !now.has(row.source(), row.code())) {
        gone.computeIfAbsent(row.source(), s -> new HashMap<>()).put(bare(row.code()), row.code());
      }
    }
    List<MappingProblem> problems = new ArrayList<>();
    if (gone.isEmpty()) {
      return problems;
    }
    for (CodeTable.Row row : now.rows()) {
      String was = gone.getOrDefault(row.source(), Map.of()).get(row.code());
      if (was != null && !row.text() && !before.has(row.source(), row.code())) {
        problems.add(problem(file, row, was));
      }
    }
    return problems;
  }

  /** The code of a set that a target would be with its zeros, or null. */
  static String meant(String target, Set<String> codes) {
    if (!isNumber(target)) {
      return null;
    }
    for (String code : codes) {
      if (code.length() > target.length() && isNumber(code) && bare(code).equals(bare(target))) {
        return code;
      }
    }
    return null;
  }

  /** What is said of a code, or of a target, without its zeros. */
  static String reason(String code, String meant) {
    return "'"
        + code
        + "' stands where '"
        + meant
        + "' is meant: Excel took the zero; format the column as text (设置为文本格式) and enter it"
        + " again. If it is meant as it stands, write =\""
        + code
        + "\"";
  }

  static boolean isNumber(String code) {
    for (int i = 0; i < code.length(); i++) {
      if (code.charAt(i) < '0' || code.charAt(i) > '9') {
        return false;
      }
    }
    return !code.isEmpty();
  }

  private static MappingProblem problem(String file, CodeTable.Row row, String meant) {
    return new MappingProblem(file, row.line(), reason(row.code(), meant));
  }

  private static String padded(String code, int width) {
    return "0".repeat(width - code.length()) + code;
  }

  private static String bare(String code) {
    int from = 0;
    while (from < code.length() - 1 && code.charAt(from) == '0') {
      from++;
    }
    return code.substring(from);
  }
}
