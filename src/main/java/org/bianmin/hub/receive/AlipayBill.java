package org.bianmin.hub.receive;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Alipay's list of transactions (业务明细): lines that begin with {@code #} around a line of titles and
 * lines whose cells are padded with tabs; two of the former hold the totals.
 */
final class AlipayBill extends Bill {

  private static final String NUMBER = "支付宝交易号";
  private static final String KIND = "业务类型";
  private static final String CREATED = "创建时间";
  private static final String FINISHED = "完成时间";
  private static final String RECEIVED = "商家实收（元）";
  private static final String REFUND = "退款批次号/请求号";
  private static final String FEE = "服务费（元）";
  private static final String PAID = "交易";
  private static final String GIVEN_BACK = "退款";
  private static final List<String> NEEDED =
      List.of(NUMBER, "商户订单号", KIND, FINISHED, "订单金额（元）", RECEIVED, REFUND, FEE);

  /** At the end of the title of each column of amounts. */
  private static final String AMOUNT = "（元）";

  private static final Set<String> TIMES = Set.of(CREATED, FINISHED);
  private static final Set<String> NO_TEXT =
      Set.of(NUMBER, "商户订单号", KIND, CREATED, FINISHED, REFUND);
  private static final Pattern TOTAL =
      Pattern.compile("#+(交易|退款)合计：\\s*(\\d+)笔，商家实收(?:退款)?共(-?[\\d.]+)元.*");

  /** An account is the merchant's number of 16 digits with the currency behind it. */
  private static final String SUFFIX = "^(2088\\d{12})0156$";

  private static final Pattern ACCOUNT = Pattern.compile("#账号：\\[(\\w+)\\].*");

  /** Rows of one kind. */
  private static final class Sum {
    private long rows;
    private BigDecimal received = BigDecimal.ZERO;
    private int totalLine;
    private long totalRows;
    private BigDecimal total;
  }

  private final Map<String, Sum> sums = Map.of(PAID, new Sum(), GIVEN_BACK, new Sum());
  private final Map<String, String> about = new LinkedHashMap<>();

  AlipayBill(Set<String> merchants) {
    super(merchants);
  }

  @Override
  String provider() {
    return "alipay";
  }

  @Override
  Map<String, String> about() {
    return about;
  }

  @Override
  BillRow take(int line, String text) {
    if (text.startsWith("#")) {
      note(line, text.strip());
      return null;
    }
    if (!hasTitles()) {
      titles(
          line,
          stripped(text).stream().map(title -> title.replace('(', '（').replace(')', '）')).toList(),
          NEEDED,
          "download the list of transactions (业务明细) of Alipay");
      return null;
    }
    return row(line, columns(line, joined(line, stripped(text))));
  }

  private void note(int line, String text) {
    Matcher total = TOTAL.matcher(text);
    Matcher account = ACCOUNT.matcher(text);
    if (total.matches()) {
      Sum sum = sums.get(total.group(1));
      sum.totalLine = line;
      sum.totalRows = Long.parseLong(total.group(2));
      sum.total = amount(line, total.group(1) + "合计", total.group(3));
    } else if (account.matches()) {
      about.put("account", account.group(1));
      merchant(line, "账号", account.group(1).replaceFirst(SUFFIX, "$1"));
    }
  }

  /**
   * A text with a comma in it makes more cells than there are titles. It stands where times and
   * amounts come to stand under their titles; with a problem, as they are, where that is nowhere or
   * in more than one place.
   */
  private List<String> joined(int line, List<String> cells) {
    int more = cells.size() - width();
    if (more <= 0) {
      return cells;
    }
    List<List<String>> fitting = new ArrayList<>();
    for (int at = 0; at < width(); at++) {
      if (isText(title(at))) {
        List<String> joined = new ArrayList<>(cells.subList(0, at));
        joined.add(String.join(",", cells.subList(at, at + more + 1)));
        joined.addAll(cells.subList(at + more + 1, cells.size()));
        if (fits(joined)) {
          fitting.add(joined);
        }
      }
    }
    if (fitting.size() > 1) {
      problem(
          "line "
              + line
              + ": a text holds a comma, and it cannot be told which; take the comma out of the name"
              + " (of a shop, an operator, an account) in this line, and drop the file again");
    }
    return fitting.size() == 1 ? fitting.get(0) : cells;
  }

  private static boolean isText(String title) {
    return !NO_TEXT.contains(title) && !title.endsWith(AMOUNT);
  }

  private boolean fits(List<String> cells) {
    for (int i = 0; i < width(); i++) {
      String title = title(i);
      String cell = cells.get(i);
      boolean fits =
          TIMES.contains(title)
              ? isTime(cell)
              : !title.endsWith(AMOUNT) || (cell.isEmpty() && !isNeeded(title)) || isAmount(cell);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static List<String> stripped(String text) {
    return cells(text, ",").stream().map(String::strip).toList();
  }

  private BillRow row(int line, Map<String, String> columns) {
    if (columns == null) {
      return null;
    }
    time(line, columns, FINISHED);
    present(line, columns, NUMBER);
    present(line, columns, KIND);
    fen(line, "订单金额（元）", columns.get("订单金额（元）"));
    String kind = columns.getOrDefault(KIND, "");
    Sum sum = sums.get(kind);
    BigDecimal received = fen(line, RECEIVED, columns.get(RECEIVED));
    if (sum != null) {
      sum.rows++;
      sum.received = sum.received.add(received);
    }
    String refund = columns.getOrDefault(REFUND, "");
    String number = columns.getOrDefault(NUMBER, "");
    return new BillRow(
        line,
        columns,
        kind.equals(GIVEN_BACK) ? number + "/" + refund : number,
        kind,
        rounded(amount(line, FEE, columns.get(FEE)).negate()));
  }

  @Override
  void compare() {
    if (merchantsAreKnown() && about.isEmpty()) {
      problem(
          "the file names no account (#账号), so that nobody can tell whose it is; drop it as it was"
              + " downloaded, or leave hub.sources.<id>.payment.merchants out");
    }
    sums.forEach(
        (kind, sum) -> {
          if (sum.total == null) {
            problem(
                "the file ends without its totals (#"
                    + kind
                    + "合计): it is cut off; nothing was taken, download the bill again");
            return;
          }
          if (sum.totalRows != sum.rows) {
            differs(
                sum.totalLine,
                kind + "合计 (笔)",
                BigDecimal.valueOf(sum.totalRows),
                BigDecimal.valueOf(sum.rows));
          }
          // what was given back is written with and without its sign
          if (sum.total.abs().compareTo(sum.received.abs()) != 0) {
            differs(sum.totalLine, kind + "合计 (商家实收)", sum.total, sum.received);
          }
        });
  }
}
