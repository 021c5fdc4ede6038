package org.bianmin.hub.indicator.compute;

import org.bianmin.hub.event.Words;

/** What parts are called that no definition names. */
final class PartNames {

  private PartNames() {}

  static Words of(String code) {
    return switch (code) {
      case "mean" -> new Words("平均值", "Mean");
      case "median" -> new Words("中位数", "Median");
      case "max" -> new Words("最大值", "Maximum");
      case "rejected" -> new Words("剔除数", "Rejected");
      case "computed" -> new Words("计算值", "Computed");
      default ->
          code.matches("p\\d{1,2}")
              ? new Words("第" + code.substring(1) + "百分位数", "Percentile " + code.substring(1))
              : new Words(code, code);
    };
  }
}
