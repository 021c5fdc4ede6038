package org.bianmin.hub.receive;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Bills as the providers write them, with two payments and a refund each. */
public final class Bills {

  private static final String WECHAT =
      """
      交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注
      `2026-11-03 09:31:00,`wx1,`1900000109,`0,`,`4200000001,`OT1,`o1,`JSAPI,`SUCCESS,`OTHERS,`CNY,`35.50,`0.00,`0,`0,`0.00,`0.00,`,`,`门诊缴费, 挂号,`,`0.21300,`0.60%,`35.50,`0.00,`
      `2026-11-03 09:32:00,`wx1,`1900000109,`0,`,`4200000002,`OT2,`o2,`JSAPI,`SUCCESS,`OTHERS,`CNY,`100.00,`0.00,`0,`0,`0.00,`0.00,`,`,`住院预交金,`,`0.60000,`0.60%,`100.00,`0.00,`
      `2026-11-03 15:00:00,`wx1,`1900000109,`0,`,`4200000001,`OT1,`o1,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`5030000001,`RF1,`10.00,`0.00,`ORIGINAL,`SUCCESS,`门诊缴费, 挂号,`,`-0.06000,`0.60%,`0.00,`10.00,`
      总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额
      `3.0,`135.50,`10.00,`0.00,`0.75,`135.50,`10.00
      """;

  private static final String ALIPAY =
      """
      #支付宝业务明细查询
      #账号：[20880000000000010156]
      #起始日期：[2026年11月03日 00:00:00]   终止日期：[2026年11月04日 00:00:00]
      #-----------------------------------------业务明细列表----------------------------------------
      支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注
      2026110322000001@,OT1@,交易@,门诊缴费,2026-11-03 09:30:50,2026-11-03 09:31:00,@,@,@,@,*试(tes***@example.com)@,120.01,120.01,0.00,0.00,0.00,0.00,0.00,,0.00@,0.00,@,-0.72,0.00,
      2026110322000002@,OT2@,交易@,检查费,化验费,2026-11-03 09:31:50,2026-11-03 09:32:00,@,@,@,@,*试(tes***@example.com)@,20.00,20.00,0.00,0.00,0.00,0.00,0.00,,0.00@,0.00,@,-0.12,0.00,窗口 3
      2026110322000001@,OT1@,退款@,门诊缴费,2026-11-03 09:30:50,2026-11-03 15:00:00,@,@,@,@,*试(tes***@example.com)@,-20.01,-20.01,0.00,0.00,0.00,0.00,0.00,,0.00@,0.00,RF1@,0.00,0.00,
      #-----------------------------------------业务明细列表结束------------------------------------
      #交易合计：2笔，商家实收共140.01元，商家优惠共0.00元
      #退款合计：1笔，商家实收退款共-20.01元，商家优惠退款共0.00元
      #导出时间：[2026年11月04日 09:00:00]
      """;

  private Bills() {}

  public static String wechat() {
    return WECHAT;
  }

  public static String alipay() {
    return ALIPAY.replace("@", "\t").replace("tes***\t", "tes***@");
  }

  /** A bill of WeChat Pay with its columns the other way round, and one more. */
  static String turned(String bill) {
    List<String> lines = new ArrayList<>();
    List<String> all = bill.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      String line = all.get(i);
      if (i == 0) {
        lines.add(turned(line, ",") + ",新列");
      } else {
        lines.add(line.startsWith("`2026") ? "`" + turned(line.substring(1), ",`") + ",`n" : line);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String turned(String line, String separator) {
    List<String> cells = new ArrayList<>(Arrays.asList(line.split(separator, -1)));
    java.util.Collections.reverse(cells);
    return String.join(separator, cells);
  }

  /** The bill with one of its totals changed. */
  static String withTotal(String bill, String total, BigDecimal by) {
    List<String> lines = new ArrayList<>(bill.lines().toList());
    int titles = lines.size() - 2;
    int place = Arrays.asList(lines.get(titles).split(",", -1)).indexOf(total);
    List<String> cells = new ArrayList<>(Arrays.asList(lines.get(titles + 1).split(",", -1)));
    cells.set(place, "`" + new BigDecimal(cells.get(place).substring(1)).add(by).toPlainString());
    lines.set(titles + 1, String.join(",", cells));
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
