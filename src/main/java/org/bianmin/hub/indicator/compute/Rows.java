package org.bianmin.hub.indicator.compute;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bianmin.hub.indicator.block.Column;
import org.bianmin.hub.indicator.block.FactBlock;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Path;

/** Brings the facts of sets to those who count them, and remembers which mappings told them. */
final class Rows {

  private final Surroundings around;
  private final Set<String> mappings = new TreeSet<>();
  private String lastMapping;
  private FactBlock lastBlock;
  private Column mapping;

  Rows(Surroundings around) {
    this.around = around;
  }

  Surroundings around() {
    return around;
  }

  /** Versions of mappings that told what was counted. */
  Set<String> mappings() {
    return mappings;
  }

  /**
   * Runs through a set.
   *
   * @param meter makes of each compiled member what is done for each of its facts
   */
  void each(FactSet set, Asked asked, Function<Plan, Runnable> meter) {
    each(set, asked, asked.from(), asked.to(), meter);
  }

  /** The same over another span. */
  void each(FactSet set, Asked asked, long from, long to, Function<Plan, Runnable> meter) {
    for (FactSet.Member member : set.members()) {
      Plan plan = new Plan(around, member);
      plan.only(asked.only());
      Runnable row = meter.apply(plan);
      Runnable noted =
          () -> {
            note(plan.frame());
            row.run();
          };
      for (String facility : asked.facilities()) {
        around.facility(facility);
        plan.run(from, to, noted);
      }
    }
  }

  /** Value by which facts are split; null for no split. */
  static Ref group(Plan plan, Asked asked) {
    return asked.by() == null ? null : plan.ref(new Path("", asked.by()));
  }

  // a block repeats one text of its dictionary
  @SuppressWarnings("ReferenceEquality")
  private void note(Frame frame) {
    if (frame.blocks[0] != lastBlock) {
      lastBlock = frame.blocks[0];
      mapping = lastBlock.mapping();
    }
    String told = mapping.text(frame.rows[0]);
    if (told != lastMapping && told != null) {
      lastMapping = told;
      mappings.add(told);
    }
  }
}
