package org.bianmin.hub.indicator.programme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.mapping.YamlMap;

/** Reads {@code mean}, {@code median}, {@code percentile} and {@code max}. */
final class StatisticFile {

  /** Null where something is wrong, which is told. */
  Formula read(YamlMap yaml, String measure, SetFile.Read read) {
    Quantity quantity = QuantityFile.readEach(yaml, "quantity", read.names());
    int rank = 0;
    if (measure.equals("percentile")) {
      if (!yaml.has("rank")) {
        yaml.problem(yaml.line(), "'rank' is missing: 1 to 99");
      }
      rank = Reading.whole(yaml, "rank", 1, 99, 50);
    }
    BigDecimal below = null;
    BigDecimal above = null;
    if (yaml.has("reject")) {
      YamlMap reject = yaml.map("reject");
      below = Reading.number(reject, "below");
      above = Reading.number(reject, "above");
      reject.done();
      if (below == null && above == null) {
        reject.problem(reject.line(), "'reject' says {below: …, above: …}, or one of them");
      }
    }
    List<Formula.Shown> shown = shown(yaml);
    if (read.set() == null || quantity == null) {
      return null;
    }
    Formula.Shown statistic =
        new Formula.Shown(Formula.Statistic.valueOf(measure.toUpperCase(Locale.ROOT)), rank);
    return new Formula.Measured(statistic, read.set(), quantity, below, above, shown);
  }

  private static List<Formula.Shown> shown(YamlMap yaml) {
    List<Formula.Shown> shown = new ArrayList<>();
    for (String word : yaml.texts("shown")) {
      if (word.matches("p[1-9]\\d?")) {
        shown.add(
            new Formula.Shown(Formula.Statistic.PERCENTILE, Integer.parseInt(word.substring(1))));
      } else if (List.of("mean", "median", "max").contains(word)) {
        shown.add(new Formula.Shown(Formula.Statistic.valueOf(word.toUpperCase(Locale.ROOT)), 0));
      } else {
        yaml.problem(yaml.line("shown"), "'" + word + "' is none of mean, median, max, p1 to p99");
      }
    }
    return shown;
  }
}
