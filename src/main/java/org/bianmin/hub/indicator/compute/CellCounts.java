package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.indicator.programme.Formula;

/** Which of the pairs of a row and a value were seen. */
final class CellCounts {

  private static final int PERCENT = 100;

  private final Rows rows;

  CellCounts(Rows rows) {
    this.rows = rows;
  }

  Map<String, Outcome> cells(Formula.Cells formula, Asked asked) {
    int width = formula.among().size();
    Groups<boolean[]> groups =
        new Groups<>(asked.by() != null, () -> new boolean[formula.rows().size() * width]);
    List<ValueSet> among =
        formula.among().stream().map(value -> new ValueSet(List.of(value))).toList();
    Trace trace = asked.trace();
    for (int r = 0; r < formula.rows().size(); r++) {
      Formula.Row row = formula.rows().get(r);
      int first = r * width;
      rows.each(
          row.set(),
          asked,
          plan -> {
            Ref ref = plan.ref(row.of());
            Ref group = Rows.group(plan, asked);
            Frame frame = plan.frame();
            return () -> {
              if (!ref.present()) {
                return;
              }
              for (int i = 0; i < width; i++) {
                if (among.get(i).contains(ref)) {
                  groups.of(group)[first + i] = true;
                  if (trace != null) {
                    trace.numerator().add(frame.blocks[0], frame.rows[0], 1);
                  }
                }
              }
            };
          });
    }
    return groups.outcomes(seen -> outcome(formula, seen));
  }

  private static Outcome outcome(Formula.Cells formula, boolean[] seen) {
    int width = formula.among().size();
    List<Outcome.Extra> extras = new ArrayList<>();
    int all = 0;
    for (int r = 0; r < formula.rows().size(); r++) {
      int ofRow = 0;
      for (int i = 0; i < width; i++) {
        ofRow += seen[r * width + i] ? 1 : 0;
      }
      all += ofRow;
      extras.add(
          new Outcome.Extra(
              formula.rows().get(r).label(),
              new Outcome(
                  BigDecimal.valueOf(ofRow),
                  BigDecimal.valueOf(width),
                  BigDecimal.valueOf(ofRow),
                  BigDecimal.ONE,
                  List.of()),
              true));
    }
    return Outcome.over(BigDecimal.valueOf(all), BigDecimal.valueOf(seen.length), PERCENT)
        .with(extras);
  }
}
