package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.Join;
import org.bianmin.hub.indicator.programme.Path;
import org.bianmin.hub.indicator.programme.Reach;

/**
 * Days that patients stay: a stay is there at a census that comes after its begin and not after its
 * end. What covers it, likewise.
 */
final class Stays {

  /** How long before the period a stay may have begun that is still counted. */
  static final int LONGEST = 400;

  /** Systems that hand over at midnight tell 23:59:59, or 23:59, as the end. */
  private static final long HAND_OVER = 60_000;

  private static final int PERCENT = 100;
  private static final String END = "end";
  private static final Path KEY = new Path("", "$key");

  private static final class Tally {
    private long days;
    private long covered;
  }

  private final Rows rows;
  private final Formula.StayDays formula;
  private final Asked asked;
  private final ZoneDays days;
  private final Longs censuses = new Longs();
  private final Groups<Tally> groups;

  Stays(Rows rows, Formula.StayDays formula, Asked asked) {
    this.rows = rows;
    this.formula = formula;
    this.asked = asked;
    this.days = rows.around().days();
    this.groups = new Groups<>(asked.by() != null, Tally::new);
    for (long day = days.day(asked.from()); days.start(day) < asked.to(); day++) {
      long census = days.at(day, formula.minuteOfDay());
      if (days.start(day) >= asked.from() && census <= asked.to()) {
        censuses.add(census);
      }
    }
  }

  Map<String, Outcome> outcomes() {
    FactSet set = stays();
    for (String facility : asked.facilities()) {
      Asked one = new Asked(List.of(facility), asked.from(), asked.to(), asked.by(), asked.trace());
      count(set, one);
    }
    return groups.outcomes(
        tally ->
            Outcome.over(
                BigDecimal.valueOf(tally.covered), BigDecimal.valueOf(tally.days), PERCENT));
  }

  /** Stays with their end, where one was told. */
  private FactSet stays() {
    Join end =
        new Join(
            END,
            formula.ends(),
            List.of(new Join.By(KEY, KEY)),
            List.of(),
            Reach.days(1, 2L * LONGEST),
            Join.Pick.LAST);
    return FactSet.of(
        new FactSet.Member(formula.stays(), null, Reach.NONE, formula.where(), List.of(end), ""));
  }

  /** The stays of one facility, numbered from 0, and what covers each census. */
  private void count(FactSet set, Asked one) {
    Longs keys = new Longs();
    Longs begins = new Longs();
    Longs ends = new Longs();
    FactList facts = new FactList();
    List<String> groupOf = new ArrayList<>();
    long from = one.from() - LONGEST * ZoneDays.DAY;
    rows.each(
        set,
        one,
        from,
        one.to(),
        plan -> {
          Ref key = plan.ref(KEY);
          Ref end = plan.ref(new Path(END, "$occurredAt"));
          Ref group = Rows.group(plan, one);
          Frame frame = plan.frame();
          return () -> {
            long ended = end.present() ? end.number() : Long.MAX_VALUE;
            if (ended >= one.from()) {
              keys.add(key.high());
              keys.add(key.low());
              begins.add(frame.occurredAt());
              ends.add(ended);
              facts.add(frame.blocks[0], frame.rows[0], 1);
              String text = group == null ? "" : group.text();
              groupOf.add(text == null ? "" : text);
            }
          };
        });
    int[] counts = cover(keys, one);
    int width = censuses.size();
    for (int stay = 0; stay < begins.size(); stay++) {
      long there = 0;
      long covered = 0;
      for (int c = 0; c < width; c++) {
        long census = censuses.get(c);
        if (begins.get(stay) < census && census <= ends.get(stay)) {
          there++;
          if (formula.covered().count().hold(BigDecimal.valueOf(counts[stay * width + c]))) {
            covered++;
          }
        }
      }
      Tally tally = groups.of(groupOf.get(stay));
      tally.days += there;
      tally.covered += covered;
      trace(facts, stay, there, covered);
    }
  }

  private void trace(FactList facts, int stay, long there, long covered) {
    if (asked.trace() != null && there > 0) {
      asked.trace().denominator().add(facts.time(stay), facts.id(stay), there);
      if (covered > 0) {
        asked.trace().numerator().add(facts.time(stay), facts.id(stay), covered);
      }
    }
  }

  /**
   * How many cover each stay at each census. Where nobody does, those whose time ended within the
   * last minute before it: who takes over at midnight begins at the census, and not before it.
   */
  private int[] cover(Longs keys, Asked one) {
    int stays = keys.size() / 2;
    int width = censuses.size();
    int[] counts = new int[Math.multiplyExact(stays, width)];
    int[] justEnded = new int[counts.length];
    IdentityIndex index = new IdentityIndex(stays);
    for (int stay = 0; stay < stays; stay++) {
      index.add(keys.get(2 * stay), keys.get(2 * stay + 1), stay);
    }
    Formula.Covered covered = formula.covered();
    rows.each(
        FactSet.of(FactSet.Member.of(covered.event())),
        one,
        one.from() - LONGEST * ZoneDays.DAY,
        one.to(),
        plan -> {
          Ref stayRef = plan.ref(Path.parse(covered.by()));
          Ref from = plan.ref(covered.valid().from());
          Ref to = plan.ref(covered.valid().to());
          return () -> {
            int stay = stayRef.present() ? index.first(stayRef.high(), stayRef.low()) : -1;
            if (stay < 0 || !from.hasNumber()) {
              return;
            }
            long begin = from.number();
            long end = to.hasNumber() ? to.number() : Long.MAX_VALUE;
            for (int c = 0; c < width; c++) {
              long census = censuses.get(c);
              if (begin < census && census <= end) {
                counts[stay * width + c]++;
              } else if (begin < census && census - HAND_OVER <= end) {
                justEnded[stay * width + c]++;
              }
            }
          };
        });
    for (int i = 0; i < counts.length; i++) {
      counts[i] = counts[i] == 0 ? justEnded[i] : counts[i];
    }
    return counts;
  }
}
