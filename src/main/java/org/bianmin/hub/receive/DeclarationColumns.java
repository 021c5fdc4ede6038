package org.bianmin.hub.receive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header row of a table of declarations, and what its rows say in the form of documents. */
final class DeclarationColumns {

  /** By title in lower case; Chinese ones are what people call the members. */
  private static final Map<String, String> TITLES = new HashMap<>();

  private static final Map<String, String> CHINESE = new TreeMap<>();
  private static final List<String> NEEDED =
      List.of("obligationId", "period", "value", "effectiveFrom", "declaredBy", "basis");

  private static final Map<String, String> BASES =
      Map.of("文件", "document", "现场核查", "inspection", "检查", "inspection", "证书", "certificate");
  private static final Map<String, String> ACTIONS =
      Map.of("申报", "record", "撤销", "void", "作废", "void");
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,9})?");
  private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");
  private static final String SEPARATORS = "[;；\n]";

  static {
    title("id", "申报编号");
    title("action", "操作");
    title("obligationId", "指标编号");
    title("period", "期间");
    title("facility", "机构代码");
    title("value", "值");
    title("unit", "单位");
    title("effectiveFrom", "生效日期");
    title("effectiveTo", "失效日期");
    title("declaredBy", "申报人");
    title("approvedBy", "审批人");
    title("evidenceRef", "证明材料");
    title("basis", "依据");
    title("supersedes", "替代申报");
    title("recordedAt", "申报时间");
  }

  private final List<String> members;

  private DeclarationColumns(List<String> members) {
    this.members = members;
  }

  private static void title(String member, String chinese) {
    TITLES.put(member.toLowerCase(Locale.ROOT), member);
    TITLES.put(chinese, member);
    CHINESE.put(member, chinese);
  }

  /** A member and what people call it: {@code value (值)}. */
  static String named(String member) {
    String chinese = CHINESE.get(member);
    return chinese == null ? member : member + " (" + chinese + ")";
  }

  /**
   * Reads the header.
   *
   * @param problems what is wrong with it is added here
   */
  static DeclarationColumns of(CsvRows.Row header, List<String> problems) {
    String place = "line " + header.line() + ": ";
    List<String> members = new ArrayList<>();
    for (int i = 0; i < header.cells().size(); i++) {
      String title = header.cells().get(i);
      String member = TITLES.get(title.toLowerCase(Locale.ROOT));
      if (member == null && !title.isEmpty()) {
        problems.add(
            place
                + "the title of column "
                + (i + 1)
                + " is not known; known are "
                + String.join(", ", CHINESE.keySet().stream().map(c -> named(c)).toList())
                + ". Separate columns by commas, in UTF-8 or GBK");
      } else if (member != null && members.contains(member)) {
        problems.add(place + named(member) + " stands in two columns; keep one");
      }
      members.add(member);
    }
    if (!members.contains("action")) {
      for (String needed : NEEDED) {
        if (!members.contains(needed)) {
          problems.add(place + "the column " + named(needed) + " is missing; add it");
        }
      }
    }
    return new DeclarationColumns(members);
  }

  /** What a row says; its place is {@code line 12}. */
  EventBody.Document document(CsvRows.Row row, List<String> problems) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < row.cells().size(); i++) {
      String cell = row.cells().get(i);
      String member = i < members.size() ? members.get(i) : null;
      if (member != null && !cell.isEmpty()) {
        put(document, member, cell);
      } else if (!cell.isEmpty()) {
        problems.add(
            "line "
                + row.line()
                + ": column "
                + (i + 1)
                + " is filled and has no title; name it, or quote cells that hold commas");
      }
    }
    return new EventBody.Document(document, "line " + row.line());
  }

  private static void put(ObjectNode document, String member, String cell) {
    switch (member) {
      case "value" -> value(document, cell);
      case "basis" -> document.put(member, BASES.getOrDefault(cell, cell));
      case "action" -> document.put(member, ACTIONS.getOrDefault(cell, cell));
      case "effectiveFrom", "effectiveTo", "recordedAt" -> document.put(member, day(cell));
      case "evidenceRef" -> {
        var refs = document.putArray(member);
        for (String ref : cell.split(SEPARATORS, -1)) {
          if (!ref.isBlank()) {
            refs.add(ref.strip());
          }
        }
      }
      default -> document.put(member, cell);
    }
  }

  private static void value(ObjectNode document, String cell) {
    switch (cell.toUpperCase(Locale.ROOT)) {
      case "是", "TRUE", "YES" -> document.put("value", true);
      case "否", "FALSE", "NO" -> document.put("value", false);
      default -> {
        if (NUMBER.matcher(cell).matches()) {
          document.put("value", new BigDecimal(cell));
        } else {
          document.put("value", cell);
        }
      }
    }
  }

  /** Spreadsheets write 2026/7/1 for what was typed as 2026-07-01. */
  private static String day(String cell) {
    Matcher day = DAY.matcher(cell);
    return day.matches()
        ? "%s-%02d-%02d"
            .formatted(day.group(1), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(3)))
        : cell;
  }
}
