package org.bianmin.hub.recognition.figures;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.recognition.figures.Definition.Measure;
import org.bianmin.hub.recognition.figures.Definition.PartDefinition;

/** The definitions of MR-01 to MR-08. */
final class Definitions {

  private static final Words JUDGED =
      new Words(
          "已判定的报告占全部有效报告的比例（启用互认之前的报告未判定）",
          "reports that were judged, of all active ones (those told before recognition was on were"
              + " not)");
  private static final Words LOOKED_AT =
      new Words(
          "已查询可互认结果的申请单占全部有效申请单的比例（补传过晚的不查询）",
          "orders that were looked at, of all active ones (those told too late are not)");
  private static final Words FEED =
      new Words(
          "未配置应报数据源及日期，无法说明覆盖率",
          "cannot be said: which days the HIS should have told is not configured");

  private final List<Definition> all;

  /** With the limit of MR-01. */
  Definitions(Duration uploadWithin) {
    long hours = uploadWithin.toHours();
    String limit =
        hours > 0 && uploadWithin.equals(Duration.ofHours(hours))
            ? hours + " h"
            : uploadWithin.toString();
    this.all =
        List.of(
            new Definition(
                "MR-01",
                new Words("上传及时率", "Uploaded in time"),
                Measure.SHARE,
                FactSet.UPLOADED,
                FactSet.RECOGNISABLE,
                FactSet.JUDGED,
                FactSet.REPORTS,
                JUDGED,
                List.of(
                    new PartDefinition(
                        "all",
                        new Words("全部有效报告", "of all active reports"),
                        FactSet.UPLOADED_OF_ALL,
                        FactSet.REPORTS)),
                new Words(
                    "分母：期内发布、有效且至少一项可互认的报告。分子：其中自首次发布起 "
                        + limit
                        + " 内被互认平台接收首个版本的报告。更正和重发不改变首次接收时间。",
                    "Denominator: active reports of the period of which anything may be recognised,"
                        + " since only these are of use elsewhere. Numerator: those of which a"
                        + " platform accepted the first version within "
                        + limit
                        + " of the first issue. Corrections and resends do not move it.")),
            new Definition(
                "MR-02",
                new Words("对码率", "Items with the province's code"),
                Measure.SHARE_OF_ITEMS,
                FactSet.WITH_MAPPED,
                FactSet.WITH_ITEMS,
                FactSet.JUDGED,
                FactSet.REPORTS,
                JUDGED,
                List.of(),
                new Words(
                    "分母：目录所列类别的报告项目数（检查报告按一项计）。分子：其中有省平台项目代码的项目数。按判定时的目录和对照表计。",
                    "Denominator: items of reports of the kinds that the catalogue lists (an"
                        + " examination is one item). Numerator: those with the province's item"
                        + " code. By catalogue and tables as they were when judged.")),
            new Definition(
                "MR-03a",
                new Words("提醒率", "Prompted"),
                Measure.SHARE,
                FactSet.TOLD,
                FactSet.OFFERED,
                FactSet.LOOKED_AT,
                FactSet.ORDERS,
                LOOKED_AT,
                List.of(),
                new Words(
                    "分母：期内有可互认结果的有效申请单。分子：其中已提醒医生的申请单。",
                    "Denominator: active orders of the period for which valid results existed."
                        + " Numerator: those whose doctor was prompted.")),
            new Definition(
                "MR-03b",
                new Words("调阅率", "Views per prompt"),
                Measure.SHARE,
                FactSet.VIEWS,
                FactSet.PROMPTS,
                null,
                null,
                FEED,
                List.of(),
                new Words(
                    "分母：期内互认提醒数。分子：期内调阅数；一次提醒可调阅多份报告，可超过 100%。",
                    "Denominator: prompts of the period. Numerator: views of the period; one prompt"
                        + " may lead to several, so it may exceed 100 %.")),
            new Definition(
                "MR-04",
                new Words("互认率", "Recognised"),
                Measure.SHARE,
                FactSet.RECOGNISED,
                FactSet.DECIDED,
                null,
                null,
                FEED,
                List.of(),
                new Words(
                    "分母：期内有效的互认决定（互认、引用、不互认）。分子：其中互认的决定。撤销的不计。",
                    "Denominator: decisions of the period that stand (recognised, quoted,"
                        + " declined). Numerator: recognised. Withdrawn ones do not count.")),
            new Definition(
                "MR-05",
                new Words("不互认原因构成", "Why results were declined"),
                Measure.COMPOSITION,
                FactSet.DECLINED,
                FactSet.DECLINED,
                null,
                null,
                FEED,
                List.of(),
                new Words(
                    "期内不互认决定按原因（R1–R6 为国家六种情形，R7–R10 为补充）的构成，并列省平台代码。",
                    "Declined decisions of the period by reason (R1 to R6 the six national cases,"
                        + " R7 to R10 more), with the province's code beside.")),
            new Definition(
                "MR-06",
                new Words("节约费用", "Saved"),
                Measure.SAVED,
                FactSet.PRICED,
                null,
                FactSet.PRICED,
                FactSet.RECOGNISED,
                new Words(
                    "有金额的互认决定占全部互认决定的比例",
                    "recognised decisions with an amount, of all recognised ones"),
                List.of(),
                new Words(
                    "期内互认决定的节约金额之和（分）；来源系统未给出时按收费表。",
                    "Sum of what recognised decisions of the period saved, in fen; from the fee"
                        + " table where the source tells none.")),
            new Definition(
                "MR-07a",
                new Words("更正时延", "Delay of corrections"),
                Measure.DELAY,
                FactSet.CORRECTED_THERE,
                FactSet.CORRECTED,
                null,
                null,
                FEED,
                List.of(),
                new Words(
                    "期内报告被平台接收之后又产生的新版本，从枢纽得知到平台接收的时间（秒）：中位数和第 90 百分位。分子：已接收的新版本，分母：应送的新版本。",
                    "Newer versions of reports of the period that a platform had: from when the hub"
                        + " knew to when the platform accepted, in seconds, median and 90th"
                        + " percentile (nearest rank). Numerator: accepted ones; denominator: all"
                        + " that were due.")),
            new Definition(
                "MR-07b",
                new Words("互认后更正例数", "Recognised, then corrected"),
                Measure.COUNT,
                FactSet.OVERTAKEN,
                FactSet.RECOGNISED,
                null,
                null,
                FEED,
                List.of(),
                new Words(
                    "期内互认决定中，其后原报告被更正或撤销的例数。",
                    "Recognised decisions of the period whose report was corrected or recalled"
                        + " afterwards.")),
            new Definition(
                "MR-08",
                new Words("重复检查率", "Repeated without a decision"),
                Measure.SHARE,
                FactSet.REPEATED,
                FactSet.LOOKED_AT,
                FactSet.LOOKED_AT,
                FactSet.ORDERS,
                LOOKED_AT,
                List.of(),
                new Words(
                    "分母：期内已查询的有效申请单。分子：其中有可互认结果、而开单前 1 天至开单后 30 天内对该申请单（或同一就诊同一项目）没有任何决定的申请单。",
                    "Denominator: active orders of the period that were looked at. Numerator: those"
                        + " for which valid results existed and nobody decided about the order, or"
                        + " the same item in the same visit, from a day before it was ordered to"
                        + " 30 days after.")));
  }

  List<Definition> all() {
    return all;
  }

  Optional<Definition> find(String id) {
    return all.stream().filter(d -> d.id().equals(id)).findFirst();
  }
}
