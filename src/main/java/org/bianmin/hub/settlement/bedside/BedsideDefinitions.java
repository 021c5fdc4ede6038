package org.bianmin.hub.settlement.bedside;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Words;

/** What each figure is called, measured in, aims at, and how it is counted. */
final class BedsideDefinitions {

  /**
   * A definition.
   *
   * @param target null where none is set
   */
  private record Definition(Words name, String unit, Integer target, Words text) {}

  private final Map<String, Definition> definitions;

  BedsideDefinitions(BedsideProperties properties) {
    String within = within(properties.invoiceWithin());
    boolean deaths = properties.sameDayDeaths();
    this.definitions =
        Map.of(
            "AHN-09",
            share(
                "床旁及病区结算占比",
                "settled at the bedside or ward",
                "期内出院结算中，在床旁、护士站、病区自助机、移动端、移动结算车办理的占比；出院被取消的不计",
                "of the final inpatient settlements of the period, those at the bedside, nurse"
                    + " station, ward kiosk, mobile or settlement cart; none whose discharge was"
                    + " cancelled"),
            "AHN-10",
            share(
                "电子发票即时率",
                "invoiced at once",
                "期内出院结算中，首张有效发票在结算后 " + within + " 内开出的占比（发票查至期末后 31 天）",
                "of the final inpatient settlements of the period, those whose first invoice was"
                    + " issued within "
                    + within
                    + " (invoices up to 31 days after the period)"),
            "HAI-21",
            share(
                "出院患者当日结算率",
                "settled on the day of discharge",
                "期内出院患者中，在出院当日（自然日）办结出院结算的占比" + (deaths ? "，含死亡" : "，不含死亡"),
                "of the patients discharged in the period, those with a final settlement on the"
                    + " calendar day of discharge"
                    + (deaths ? ", deaths included" : ", without deaths")),
            "SXN-06",
            count(
                3,
                "门诊结算方式数",
                "outpatient settlement points",
                "期内门诊结算用过的结算地点种数",
                "distinct settlement points of the outpatient settlements"),
            "SXN-07",
            count(
                3,
                "病房结算方式数",
                "inpatient settlement points",
                "期内住院结算用过的结算地点种数",
                "distinct settlement points of the inpatient settlements"),
            "SXN-08",
            count(
                5,
                "身份证件识别方式数",
                "identity documents",
                "期内挂号、预约用过的身份证、社保卡、电子健康码、户口簿、护照种数",
                "distinct documents among identity card, social security card, health code,"
                    + " household book and passport at registration and booking"),
            "SXN-09",
            count(
                6,
                "支付途径数",
                "payment methods",
                "期内用过的现金、支票、银行卡、微信、支付宝、社保卡种数",
                "distinct methods among cash, cheque, bank card, WeChat, Alipay and social security"
                    + " card"),
            "SXN-12",
            count(
                2,
                "出院结算途径数",
                "discharge settlement points",
                "期内出院结算用过的人工窗口、护士站、病区自助机、移动结算车种数",
                "distinct points of final settlements among window, nurse station, ward kiosk and"
                    + " settlement cart"),
            "HAN-03",
            share(
                "住院退款不足 1 元占比",
                "inpatient refunds below 1 yuan",
                "期内退给出院患者的款项中不足 1 元的占比；旁列出院至退款的天数。金额未告知的计入总数，不计入不足 1 元",
                "of the refunds to discharged patients in the period, those below 1 yuan; beside it"
                    + " the days from discharge to refund. One whose amount is untold counts among"
                    + " all"),
            "ZDN-01",
            new Definition(
                new Words("门诊患者次均缴费次数", "payments per outpatient visit"),
                "count",
                null,
                new Words(
                    "期内门诊缴费笔数（同一订单只计一次）除以门诊挂号人次",
                    "payments of outpatient visits (one order counts once) over outpatient"
                        + " visits")));
  }

  private static Definition share(String zh, String en, String zhText, String enText) {
    return new Definition(new Words(zh, en), "%", null, new Words(zhText, enText));
  }

  private static Definition count(int target, String zh, String en, String zhText, String enText) {
    return new Definition(new Words(zh, en), "count", target, new Words(zhText, enText));
  }

  private static String within(Duration within) {
    return within.toSecondsPart() == 0 ? within.toMinutes() + " min" : within.toSeconds() + " s";
  }

  BedsideFigure figure(
      String id,
      BigDecimal value,
      Long numerator,
      Long denominator,
      List<BedsideFigure.Part> parts) {
    Definition known = definitions.get(id);
    return new BedsideFigure(
        id,
        known.name(),
        value,
        numerator,
        denominator,
        known.unit(),
        known.target() == null ? null : BigDecimal.valueOf(known.target()),
        List.copyOf(parts),
        known.text());
  }
}
