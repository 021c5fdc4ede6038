package org.bianmin.hub.indicator.compute;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import org.bianmin.hub.indicator.block.FactBlock;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Join;
import org.bianmin.hub.indicator.programme.Path;
import org.bianmin.hub.indicator.programme.Reach;

/** A member of a set, compiled: it brings its facts one by one into its frame. */
final class Plan {

  private static final long SLICE = 31 * ZoneDays.DAY;
  private static final long LONG_TIME = 400 * ZoneDays.DAY;

  private final Surroundings around;
  private final FactSet.Member member;
  private final Map<String, Integer> slots = new HashMap<>();
  private final Frame frame;
  private final List<JoinPass> joins = new ArrayList<>();
  private final Tests tests;
  private final Test early;
  private final Test late;
  private final Ref time;
  private final Suspension suspension;
  private Asked.Only only;
  private int at;

  Plan(Surroundings around, FactSet.Member member) {
    this.around = around;
    this.member = member;
    frame = new Frame(1 + member.joins().size(), around.asOf(), around.cut());
    tests = new Tests(around, path -> ref(path, 0), this::slot);
    for (Join join : member.joins()) {
      int slot = joins.size() + 1;
      slots.put(join.alias(), slot);
      joins.add(new JoinPass(around, join, frame, slot, this));
    }
    early = tests.all(member.where().stream().filter(c -> !Uses.joins(c)).toList());
    late = tests.all(member.where().stream().filter(Uses::joins).toList());
    time = member.time() == null ? null : ref(member.time(), 0);
    suspension = new Suspension(around, frame, 0, member.event());
  }

  Frame frame() {
    return frame;
  }

  FactSet.Member member() {
    return member;
  }

  List<JoinPass> joins() {
    return joins;
  }

  /** Value of a path, as conditions on the set write it. */
  Ref ref(Path path) {
    return ref(path, 0);
  }

  /**
   * @param own slot of the event that a plain path means
   */
  Ref ref(Path path, int own) {
    int slot =
        path.alias().isEmpty() ? own : path.alias().equals(Path.THIS) ? 0 : slot(path.alias());
    Ref here = Ref.of(frame, slot, path.name(), slot == 0 ? member.label() : "");
    return path.otherwise() == null ? here : Ref.firstOf(here, ref(path.otherwise(), own));
  }

  /** Whether a value means something only within its facility. */
  boolean local(Path path) {
    boolean own = path.alias().isEmpty() || path.alias().equals(Path.THIS);
    String event = own ? member.event() : joins.get(slot(path.alias()) - 1).join().event();
    return around.local(event, path.name())
        || (path.otherwise() != null && local(path.otherwise()));
  }

  /** Counts a single fact; null for all. */
  void only(Asked.Only fact) {
    only = fact;
  }

  int slot(String alias) {
    Integer slot = slots.get(alias);
    if (slot == null) {
      throw new IllegalArgumentException(
          "no join is called \"" + alias + "\" among those of " + member.event());
    }
    return slot;
  }

  Test test(List<Condition> conditions) {
    return tests.all(conditions);
  }

  Test test(Condition condition) {
    Test test = tests.one(condition);
    return test == null ? Test.TRUE : test;
  }

  Suspension suspension() {
    return suspension;
  }

  /** When the fact in the frame counts; null where it has no such time. */
  Long countedAt() {
    if (time == null) {
      return frame.occurredAt();
    }
    return time.hasNumber() ? time.number() : null;
  }

  /** Loads the facts of the facility at hand whose time is in {@code [from, to)}, one by one. */
  void run(long from, long to, Runnable each) {
    suspension.facility();
    joins.forEach(JoinPass::facility);
    long first = time == null ? from : from - member.reach().before().toMillis();
    long end = time == null ? to : to + member.reach().after().toMillis();
    if (only != null) {
      first = Math.max(first, only.at());
      end = Math.min(end, only.at() + 1);
    }
    run(first, end, from, to, each);
  }

  private void run(long first, long end, long from, long to, Runnable each) {
    if (joins.isEmpty()) {
      around
          .source()
          .read(
              around.facility(),
              member.event(),
              first,
              end,
              block -> gather(block, first, end, from, to, each));
      return;
    }
    Slice slice = new Slice(frame, joins);
    for (long begin = start(first, end); begin < end; begin += SLICE) {
      long low = begin;
      long high = Math.min(end, low + SLICE);
      slice.clear();
      around
          .source()
          .read(
              around.facility(),
              member.event(),
              low,
              high,
              block -> gather(block, low, high, from, to, slice::add));
      joins.forEach(join -> join.run(slice));
      emit(slice, from, to, each);
    }
  }

  /** Where slices begin: not long before the first fact. */
  private long start(long first, long end) {
    if (end - first < LONG_TIME) {
      return first;
    }
    SortedMap<LocalDate, Integer> days =
        around.source().presence(around.facility(), member.event(), first, end).days();
    return days.isEmpty()
        ? end
        : Math.max(first, (days.firstKey().toEpochDay() - 1) * ZoneDays.DAY);
  }

  private void gather(FactBlock block, long low, long high, long from, long to, Runnable each) {
    frame.blocks[0] = block;
    boolean timed = time != null && time.slot == 0;
    for (int row = 0; row < block.size(); row++) {
      long at = block.occurredAt(row);
      if (at < low || at >= high || (only != null && block.id(row) != only.id())) {
        continue;
      }
      frame.rows[0] = row;
      if (timed && !within(from, to)) {
        continue;
      }
      if (early.holds() && !suspension.suspended()) {
        each.run();
      }
    }
  }

  private void emit(Slice slice, long from, long to, Runnable each) {
    boolean timed = time != null && time.slot > 0;
    for (int entry = 0; entry < slice.size(); entry++) {
      slice.load(entry, joins.size());
      if ((!timed || within(from, to)) && late.holds()) {
        at = entry;
        each.run();
      }
    }
  }

  /**
   * Gives the rows of the facts that happened in a span and to which a watched one is joined.
   *
   * @param of the only fact that is looked at; null for all
   */
  void watch(long from, long to, Asked.Only of, LongConsumer each) {
    FactSet.Member whenever =
        new FactSet.Member(
            member.event(), null, Reach.NONE, member.where(), member.joins(), member.label());
    Plan plan = new Plan(around, whenever);
    plan.only(of);
    for (int j = 0; j < joins.size(); j++) {
      plan.joins.get(j).watch(joins.get(j).watched());
    }
    plan.run(
        from,
        to,
        () -> {
          if (plan.joins.stream().anyMatch(join -> join.joinsWatched(plan.at))) {
            each.accept(plan.frame.id());
          }
        });
  }

  private boolean within(long from, long to) {
    return time.hasNumber() && time.number() >= from && time.number() < to;
  }
}
