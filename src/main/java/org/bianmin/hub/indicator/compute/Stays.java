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

  private static final int ASSIGNED_BEFORE = 31;
  private static final long FOREVER = Long.MAX_VALUE / 2;
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
    for (long day = days.day(asked.from()); days.start(day) < asked.reached(); day++) {
      long census = days.at(day, formula.minuteOfDay());
      if (days.start(day) >= asked.from() && census <= asked.reached()) {
        censuses.add(census);
      }
    }
  }

  Map<String, Outcome> outcomes() {
    FactSet set = stays();
    for (String facility : asked.facilities()) {
      count(set, asked.of(facility));
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
    Covering covering = cover(keys, begins, ends, one);
    for (int stay = 0; stay < begins.size(); stay++) {
      int there = covering.last[stay] - covering.first[stay];
      long covered = 0;
      for (int c = 0; c < there; c++) {
        if (formula.covered().count().hold(BigDecimal.valueOf(covering.count(stay, c)))) {
          covered++;
        }
      }
      Tally tally = groups.of(groupOf.get(stay));
      tally.days += there;
      tally.covered += covered;
      trace(facts, stay, there, covered);
    }
  }

  /** Place of the first census after a moment. */
  private int after(long moment) {
    int low = 0;
    int high = censuses.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (censuses.get(middle) > moment) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void trace(FactList facts, int stay, long there, long covered) {
    if (asked.trace() != null && there > 0) {
      asked.trace().denominator().add(facts.time(stay), facts.id(stay), there);
      if (covered > 0) {
        asked.trace().numerator().add(facts.time(stay), facts.id(stay), covered);
      }
    }
  }

  /** The censuses at which each stay is there, and how many cover it at each. */
  private static final class Covering {
    private final int[] first;
    private final int[] last;
    private final int[] offset;
    private byte[] counts;
    private byte[] justEnded;

    private Covering(int stays) {
      first = new int[stays];
      last = new int[stays];
      offset = new int[stays];
    }

    private static void add(byte[] to, int at) {
      // nobody asks whether there are more than that
      if (to[at] < Byte.MAX_VALUE) {
        to[at]++;
      }
    }

    /** At the nth census of a stay. */
    private int count(int stay, int n) {
      int at = offset[stay] + n;
      return counts[at] == 0 ? justEnded[at] : counts[at];
    }
  }

  private Covering covering(Longs begins, Longs ends) {
    Covering covering = new Covering(begins.size());
    int size = 0;
    for (int stay = 0; stay < begins.size(); stay++) {
      covering.first[stay] = after(begins.get(stay));
      covering.last[stay] = Math.max(covering.first[stay], after(ends.get(stay)));
      covering.offset[stay] = size;
      size = Math.addExact(size, covering.last[stay] - covering.first[stay]);
    }
    covering.counts = new byte[size];
    covering.justEnded = new byte[size];
    return covering;
  }

  /**
   * How many cover each stay at each census. Where nobody does, those whose time ended within the
   * last minute before it: who takes over at midnight begins at the census, and not before it.
   */
  private Covering cover(Longs keys, Longs begins, Longs ends, Asked one) {
    int stays = begins.size();
    Covering covering = covering(begins, ends);
    IdentityIndex index = new IdentityIndex(stays);
    for (int stay = 0; stay < stays; stay++) {
      index.add(keys.get(2 * stay), keys.get(2 * stay + 1), stay);
    }
    if (stays == 0) {
      return covering;
    }
    Formula.Covered covered = formula.covered();
    // of a single stay nobody is assigned long before it
    long before = (one.only() == null ? LONGEST : ASSIGNED_BEFORE) * ZoneDays.DAY;
    rows.each(
        FactSet.of(FactSet.Member.of(covered.event())),
        one.all(),
        one.from() - before,
        one.to(),
        plan -> {
          Ref stayRef = plan.ref(Path.parse(covered.by()));
          Ref from = plan.ref(covered.valid().from());
          Ref to = plan.ref(covered.valid().to());
          return () -> {
            int stay = stayRef.present() ? index.first(stayRef.high(), stayRef.low()) : -1;
            if (stay >= 0 && from.hasNumber()) {
              cover(covering, stay, from.number(), to.hasNumber() ? to.number() : FOREVER);
            }
          };
        });
    return covering;
  }

  private void cover(Covering into, int stay, long begin, long end) {
    int first = Math.max(into.first[stay], after(begin));
    int ended = Math.min(into.last[stay], after(end));
    int handedOver = Math.min(into.last[stay], after(end + HAND_OVER));
    int shift = into.offset[stay] - into.first[stay];
    for (int c = first; c < ended; c++) {
      Covering.add(into.counts, shift + c);
    }
    for (int c = Math.max(first, ended); c < handedOver; c++) {
      Covering.add(into.justEnded, shift + c);
    }
  }
}
