package org.bianmin.hub.indicator.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.event.Words;

/** Two shares over facts that a test tells, takes back and changes; no definitions, no blocks. */
final class PlayedFacts implements ReportSource {

  static final String FACILITY = "H001";

  static final ReportKind HALF_YEAR =
      kind("half-year", "half-year", new Timing(0, List.of()), new Timing(10, List.of()));
  static final ReportKind LEDGER =
      kind(
          "ledger",
          "quarter",
          new Timing(0, List.of(LocalDate.of(2023, 12, 4))),
          new Timing(0, List.of(LocalDate.of(2023, 12, 4))));

  private static ReportKind kind(String id, String period, Timing cut, Timing due) {
    Words words = new Words("评估", "Evaluation");
    return new ReportKind(
        "played",
        words,
        id,
        words,
        words,
        period,
        cut,
        due,
        null,
        ReportScope.Kind.FACILITY,
        LocalDate.of(2023, 10, 1),
        null);
  }

  /** Quantity in D by event; numerator: which of them meet it. */
  private final Map<String, TreeMap<Long, Boolean>> facts = new TreeMap<>();

  Grounds grounds = new Grounds("r1", "h1", "f1", "");

  /** How many of the events meet the numerator by the roster alone. */
  int byRoster;

  String definition = "1-aaaa";
  int waitingDays;

  /** Facility whose values cannot be read. */
  String broken;

  /** An event that counts while what definitions take for now is before this. */
  Long closesAt;

  /** What happens while the events behind a value are looked up. */
  Runnable meanwhile = () -> {};

  List<String> without = List.of();

  PlayedFacts() {
    facts.put("A", new TreeMap<>());
    facts.put("B", new TreeMap<>());
  }

  static ReportKey halfYear() {
    return new ReportKey(
        "played",
        "half-year",
        "2026-H1",
        null,
        new ReportScope(ReportScope.Kind.FACILITY, FACILITY));
  }

  /** An event counts in D, and in N where it meets the numerator. */
  synchronized PlayedFacts tell(String indicator, long event, boolean meets) {
    facts.get(indicator).put(event, meets);
    return this;
  }

  synchronized void takeBack(String indicator, long event) {
    facts.get(indicator).remove(event);
  }

  @Override
  public List<ReportKind> kinds() {
    return List.of(HALF_YEAR, LEDGER);
  }

  @Override
  public synchronized Answer values(Asked asked) {
    if (asked.scope().id().equals(broken)) {
      throw new IllegalStateException("broken");
    }
    List<ReportValue> values = new ArrayList<>();
    facts.forEach((id, told) -> values.add(value(id, told, asked)));
    return new Answer(values, "hash-of-" + definition, 1_000, waitingDays, grounds);
  }

  private ReportValue value(String id, Map<Long, Boolean> told, Asked asked) {
    BigDecimal n =
        BigDecimal.valueOf(told.values().stream().filter(meets -> meets).count() + byRoster);
    boolean open = closesAt != null && asked.asOf() < closesAt;
    BigDecimal d = BigDecimal.valueOf(told.size() + (open ? 1 : 0));
    boolean city = asked.scope().kind() == ReportScope.Kind.CITY;
    return new ReportValue(
        id,
        new Words("指标" + id, "Indicator " + id),
        d.signum() == 0
            ? null
            : n.multiply(BigDecimal.valueOf(100)).divide(d, 2, RoundingMode.HALF_UP),
        n,
        d,
        "%",
        2,
        new ReportValue.Target("at-least", BigDecimal.valueOf(50)),
        null,
        null,
        null,
        "computed",
        null,
        null,
        true,
        null,
        List.of(),
        null,
        Map.of("deaths", "kept"),
        definition,
        List.of("m1"),
        city ? new ReportValue.Roster(without.size() + 1, without, List.of(), List.of()) : null,
        "pooled",
        "share");
  }

  @Override
  public synchronized Sides contributors(Asked asked, String indicator) {
    meanwhile.run();
    TreeMap<Long, Boolean> told = facts.get(indicator);
    return new Sides(
        side(told.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList()),
        side(List.copyOf(told.keySet())));
  }

  private static Contribution side(List<Long> ids) {
    long[] sorted = ids.stream().mapToLong(Long::longValue).toArray();
    long[] ones = new long[sorted.length];
    java.util.Arrays.fill(ones, 1);
    return new Contribution(sorted, ones);
  }
}
