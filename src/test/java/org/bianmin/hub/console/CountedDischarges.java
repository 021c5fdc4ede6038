package org.bianmin.hub.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.report.Contribution;
import org.bianmin.hub.indicator.report.Grounds;
import org.bianmin.hub.indicator.report.ReportKind;
import org.bianmin.hub.indicator.report.ReportScope;
import org.bianmin.hub.indicator.report.ReportSource;
import org.bianmin.hub.indicator.report.ReportValue;
import org.bianmin.hub.indicator.report.Timing;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A report of two indicators over the facts that the hub holds: the share of discharges that tell
 * when they were ordered, and how many there are. Counts row by row, so that a test of reports does
 * not depend on how indicators are computed.
 */
final class CountedDischarges implements ReportSource {

  static final String SHARE = "HAI-21";
  static final String COUNT = "HAI-22a";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JdbcClient facts;

  CountedDischarges(JdbcClient facts) {
    this.facts = facts;
  }

  @Override
  public List<ReportKind> kinds() {
    return List.of(
        new ReportKind(
            "huaian-2023",
            new Words("改善就医感受提升患者体验", "Better experience of patients"),
            "half-year",
            new Words("阶段评估表", "Half-yearly evaluation"),
            new Words("淮安市卫生健康委", "Health Commission of Huai'an"),
            "half-year",
            new Timing(0, List.of()),
            null,
            "huaian-30",
            ReportScope.Kind.FACILITY,
            LocalDate.of(2023, 1, 1),
            null));
  }

  private Map<Long, Boolean> counted(Asked asked) {
    TreeMap<Long, Boolean> counted = new TreeMap<>();
    facts
        .sql(
            "select id, attributes from measure_event where type = 'discharge.made' and facility ="
                + " ? and status = 'ACTIVE' and occurred_at >= ? and occurred_at < ?")
        .params(asked.scope().id(), asked.period().from(), asked.period().to())
        .query(
            row -> {
              counted.put(row.getLong(1), ordered(row.getString(2)));
            });
    return counted;
  }

  private static boolean ordered(String attributes) {
    try {
      return JSON.readTree(attributes).has("orderedAt");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Answer values(Asked asked) {
    Map<Long, Boolean> counted = counted(asked);
    BigDecimal d = BigDecimal.valueOf(counted.size());
    BigDecimal n = BigDecimal.valueOf(counted.values().stream().filter(o -> o).count());
    BigDecimal share =
        d.signum() == 0
            ? null
            : n.multiply(BigDecimal.valueOf(100)).divide(d, 2, RoundingMode.HALF_UP);
    return new Answer(
        List.of(value(SHARE, "%", share, n, d), value(COUNT, "count", d, d, null)),
        "test",
        System.currentTimeMillis(),
        0,
        new Grounds("r", "h", "f", ""));
  }

  private static ReportValue value(
      String id, String unit, BigDecimal value, BigDecimal n, BigDecimal d) {
    return new ReportValue(
        id,
        new Words("指标" + id, "Indicator " + id),
        value,
        n,
        d,
        unit,
        2,
        new ReportValue.Target("at-least", new BigDecimal("80")),
        value == null ? null : value.compareTo(new BigDecimal("80")) >= 0,
        BigDecimal.ONE,
        null,
        "computed",
        null,
        null,
        true,
        null,
        List.of(),
        new Words("按医嘱", "by the order"),
        Map.of(),
        "1-00000000",
        List.of("test"),
        null,
        "pooled",
        "share");
  }

  @Override
  public Sides contributors(Asked asked, String indicator) {
    Map<Long, Boolean> counted = counted(asked);
    long[] all = counted.keySet().stream().mapToLong(id -> id).toArray();
    long[] ordered =
        counted.entrySet().stream()
            .filter(Map.Entry::getValue)
            .mapToLong(Map.Entry::getKey)
            .toArray();
    return indicator.equals(SHARE)
        ? new Sides(side(ordered), side(all))
        : new Sides(side(all), Contribution.NONE);
  }

  private static Contribution side(long[] ids) {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    return new Contribution(ids, ones);
  }
}
