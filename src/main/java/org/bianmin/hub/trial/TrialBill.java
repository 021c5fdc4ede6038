package org.bianmin.hub.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes the bills that wallets offer for a day (对账单), in their own forms. */
final class TrialBill {

  private static final Charset GBK = Charset.forName("GBK");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(VirtualTime.ZONE);
  private static final String WECHAT_TITLES =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
          + "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,"
          + "手续费,费率,订单金额,申请退款金额,费率备注";
  private static final String WECHAT_SUMMARY = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
  private static final String ALIPAY_TITLES =
      "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
          + "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,"
          + "券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";

  /** The wallets' rate, 0.6 %. */
  private static final int FEE_PER_MILLE = 6;

  private final Path folder;

  TrialBill(Path folder) {
    this.folder = folder;
  }

  /** Writes the bills of a day, each under a name of its own. */
  void write(LocalDate day, String run, List<Payment> payments) {
    List<Payment> wechat = payments.stream().filter(Payment::isWechat).toList();
    List<Payment> alipay = payments.stream().filter(payment -> !payment.isWechat()).toList();
    save("wechat", day + "-" + run, wechat(wechat), StandardCharsets.UTF_8);
    save("alipay", day + "-" + run, alipay(day, alipay), GBK);
  }

  private static String wechat(List<Payment> payments) {
    StringBuilder bill = new StringBuilder("\uFEFF").append(WECHAT_TITLES).append("\r\n");
    for (Payment p : payments) {
      boolean back = p.isRefund();
      Payment paid = back ? p.original() : p;
      String yuan = PaymentDay.yuan(paid.cash());
      String given = back ? PaymentDay.yuan(p.fen()) : "0.00";
      String fee = (back ? "-" : "") + PaymentDay.yuan(fee(p));
      line(
          bill,
          time(p),
          "wx0000000000000000",
          WechatWallet.MERCHANT,
          "0",
          "",
          paid.billed(),
          p.order(),
          "o-trial",
          "JSAPI",
          back ? "REFUND" : "SUCCESS",
          "OTHERS",
          "CNY",
          back ? "0.00" : yuan,
          "0.00",
          back ? p.number() : "0",
          back ? "T" + p.number() : "0",
          given,
          "0.00",
          back ? "ORIGINAL" : "",
          back ? "SUCCESS" : "",
          "医疗费用",
          "",
          fee,
          "0.60%",
          back ? "0.00" : yuan,
          given,
          "");
    }
    long paid = sum(payments, false);
    long back = sum(payments, true);
    bill.append(WECHAT_SUMMARY).append("\r\n");
    line(
        bill,
        Integer.toString(payments.size()),
        PaymentDay.yuan(paid),
        PaymentDay.yuan(back),
        "0.00",
        fees(payments),
        PaymentDay.yuan(paid),
        PaymentDay.yuan(back));
    return bill.toString();
  }

  /** WeChat writes a grave accent before each value, so that spreadsheets keep it as text. */
  private static void line(StringBuilder bill, String... values) {
    for (int i = 0; i < values.length; i++) {
      bill.append(i == 0 ? "`" : ",`").append(values[i]);
    }
    bill.append("\r\n");
  }

  private static String alipay(LocalDate day, List<Payment> payments) {
    StringBuilder bill =
        new StringBuilder("#支付宝业务明细查询\r\n#账号：[")
            .append(AlipayWallet.SELLER)
            .append("]\r\n#起始日期：[")
            .append(day)
            .append(" 00:00:00]   终止日期：[")
            .append(day.plusDays(1))
            .append(" 00:00:00]\r\n#-----------------业务明细列表----------------\r\n")
            .append(ALIPAY_TITLES)
            .append("\r\n");
    for (Payment p : payments) {
      boolean back = p.isRefund();
      Payment paid = back ? p.original() : p;
      String yuan = (back ? "-" : "") + PaymentDay.yuan(p.fen());
      String fee = (back ? "" : "-") + PaymentDay.yuan(fee(p));
      String[] cells = {
        paid.number(),
        p.order(),
        back ? "退款" : "交易",
        "医疗费用",
        time(p),
        time(p),
        "",
        "",
        "",
        "",
        "o-trial",
        yuan,
        yuan,
        "0.00",
        "0.00",
        "0.00",
        "0.00",
        "0.00",
        "",
        "0.00",
        "0.00",
        back ? p.number() : "",
        fee,
        "0.00",
        ""
      };
      for (String cell : cells) {
        bill.append(cell).append("\t,");
      }
      bill.setLength(bill.length() - 1);
      bill.append("\r\n");
    }
    long refunds = payments.stream().filter(Payment::isRefund).count();
    return bill.append("#-----------------业务明细列表结束------------\r\n#交易合计：")
        .append(payments.size() - refunds)
        .append("笔，商家实收共")
        .append(PaymentDay.yuan(sum(payments, false)))
        .append("元，商家优惠共0.00元\r\n#退款合计：")
        .append(refunds)
        .append("笔，商家实收退款共")
        .append(refunds == 0 ? "" : "-")
        .append(PaymentDay.yuan(sum(payments, true)))
        .append("元，商家优惠退款共0.00元\r\n#导出时间：[")
        .append(TIME.format(Instant.now()))
        .append("]\r\n")
        .toString();
  }

  private static long sum(List<Payment> payments, boolean refunds) {
    return payments.stream()
        .filter(payment -> payment.isRefund() == refunds)
        .mapToLong(Payment::cash)
        .sum();
  }

  private static String fees(List<Payment> payments) {
    long fees = payments.stream().mapToLong(p -> p.isRefund() ? -fee(p) : fee(p)).sum();
    return (fees < 0 ? "-" : "") + PaymentDay.yuan(Math.abs(fees));
  }

  private static long fee(Payment payment) {
    return payment.cash() * FEE_PER_MILLE / 1000;
  }

  private static String time(Payment payment) {
    return TIME.format(Instant.ofEpochMilli(payment.atMillis()));
  }

  /** The folder is watched: a file appears under its name when it is whole. */
  private void save(String wallet, String name, String text, Charset charset) {
    Path into = folder.resolve(wallet);
    try {
      Files.createDirectories(into);
      Path part = folder.resolve(wallet + ".part");
      Files.writeString(part, text, charset);
      Files.move(part, into.resolve(name + ".csv"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the trial's bills below hub.data", e);
    }
  }
}
