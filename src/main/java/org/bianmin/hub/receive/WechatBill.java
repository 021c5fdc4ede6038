package org.bianmin.hub.receive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * WeChat Pay's bill of all transactions (交易账单, ALL): a line of titles, lines whose cells begin with
 * a backtick, a line of titles of totals and one of totals.
 */
final class WechatBill extends Bill {

  private static final String TIME = "交易时间";
  private static final String NUMBER = "微信订单号";
  private static final String STATE = "交易状态";
  private static final String REFUND = "微信退款单号";
  private static final String MERCHANT = "商户号";
  private static final String SUB_MERCHANT = "特约商户号";
  private static final String FEE = "手续费";
  private static final String COUNT = "总交易单数";
  private static final List<String> NEEDED =
      List.of(
          TIME, MERCHANT, NUMBER, "商户订单号", STATE, "货币种类", REFUND, "退款状态", FEE, "订单金额", "申请退款金额");
  private static final List<String> NUMBERS = List.of(SUB_MERCHANT, REFUND, "商户退款单号");
  private static final List<String> TOTALS_NEEDED = List.of(COUNT, "订单总金额", "申请退款总金额");

  /** Totals, and the column that each sums up. */
  private static final Map<String, String> TOTALS = new LinkedHashMap<>();

  static {
    TOTALS.put("应结订单总金额", "应结订单金额");
    TOTALS.put("退款总金额", "退款金额");
    TOTALS.put("充值券退款总金额", "充值券退款金额");
    TOTALS.put("手续费总金额", FEE);
    TOTALS.put("订单总金额", "订单金额");
    TOTALS.put("申请退款总金额", "申请退款金额");
  }

  private final Map<String, BigDecimal> sums = new HashMap<>();
  private List<String> totalTitles;
  private List<String> totals;
  private int totalLine;
  private long rows;

  WechatBill(Set<String> merchants) {
    super(merchants);
  }

  @Override
  String provider() {
    return "wechat";
  }

  @Override
  Map<String, String> about() {
    return Map.of();
  }

  @Override
  BillRow take(int line, String text) {
    if (!hasTitles()) {
      titles(
          line,
          plain(text),
          NEEDED,
          plain(text).contains("总金额")
              ? "this is WeChat Pay's old form of the bill: download it by API v3"
                  + " (/v3/bill/tradebill, bill_type=ALL), or in the new form at WeChat Pay's"
                  + " merchant platform"
              : "download the bill of all transactions (bill_type=ALL) of WeChat Pay");
      return null;
    }
    if (totalTitles != null) {
      if (totals != null) {
        problem("line " + line + ": something follows the totals; drop the file as downloaded");
      }
      totals = plain(text);
      totalLine = line;
      return null;
    }
    if (text.startsWith(COUNT) || text.startsWith("`" + COUNT)) {
      totalTitles = plain(text);
      return null;
    }
    if (!text.startsWith("`")) {
      problem(
          "line "
              + line
              + ": does not begin with a backtick (`); drop the file as it was downloaded, not one"
              + " that a program saved again");
      return null;
    }
    // names of goods hold commas; only a comma before a backtick separates
    Map<String, String> columns = columns(line, cells(text.substring(1), ",`"));
    if (columns != null) {
      // where there is no number WeChat Pay writes 0
      NUMBERS.forEach(
          title -> columns.computeIfPresent(title, (of, cell) -> cell.equals("0") ? "" : cell));
    }
    return row(line, columns);
  }

  private BillRow row(int line, Map<String, String> columns) {
    if (columns == null) {
      return null;
    }
    rows++;
    time(line, columns, TIME);
    present(line, columns, NUMBER);
    present(line, columns, STATE);
    String sub = columns.getOrDefault(SUB_MERCHANT, "");
    merchant(
        line,
        sub.isEmpty() ? MERCHANT : SUB_MERCHANT,
        sub.isEmpty() ? columns.getOrDefault(MERCHANT, "") : sub);
    BigDecimal fee = amount(line, FEE, columns.get(FEE));
    TOTALS.forEach(
        (total, title) -> {
          if (columns.containsKey(title)) {
            BigDecimal amount = title.equals(FEE) ? fee : fen(line, title, columns.get(title));
            sums.merge(title, amount, BigDecimal::add);
          }
        });
    String refund = columns.getOrDefault(REFUND, "");
    String number = columns.getOrDefault(NUMBER, "");
    return new BillRow(
        line,
        columns,
        refund.isEmpty() ? number : number + "/" + refund,
        columns.getOrDefault(STATE, ""),
        rounded(fee));
  }

  private static List<String> plain(String text) {
    return cells(text, ",").stream().map(cell -> cell.replace("`", "").strip()).toList();
  }

  @Override
  void compare() {
    if (totals == null || totals.size() != totalTitles.size()) {
      problem(
          "the file ends without its totals ("
              + COUNT
              + "): it is cut off; nothing was taken, download the bill again");
      return;
    }
    for (String needed : TOTALS_NEEDED) {
      if (!totalTitles.contains(needed)) {
        problem("line " + (totalLine - 1) + ": the total " + needed + " is missing");
      }
    }
    for (int i = 0; i < totals.size(); i++) {
      String title = totalTitles.get(i);
      BigDecimal told = amount(totalLine, title, totals.get(i));
      String column = TOTALS.get(title);
      BigDecimal sum =
          title.equals(COUNT)
              ? BigDecimal.valueOf(rows)
              : sums.getOrDefault(column, BigDecimal.ZERO);
      boolean known = title.equals(COUNT) || (column != null && (rows == 0 || place(column) >= 0));
      if (known && told.compareTo(comparable(column, sum, told)) != 0) {
        if (FEE.equals(column)) {
          warning(
              "line "
                  + totalLine
                  + ": "
                  + title
                  + " is "
                  + told.toPlainString()
                  + ", and the fees of the lines sum up to "
                  + sum.toPlainString()
                  + "; the bill is taken with the fees of its lines: ask WeChat Pay which is right");
        } else {
          differs(totalLine, title, told, sum);
        }
      }
    }
  }

  /** The total of fees is rounded where theirs have parts of a fen. */
  private static BigDecimal comparable(String column, BigDecimal sum, BigDecimal told) {
    return FEE.equals(column) && sum.scale() > told.scale()
        ? sum.setScale(told.scale(), RoundingMode.HALF_UP)
        : sum;
  }
}
