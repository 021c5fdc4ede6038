package org.bianmin.hub.indicator.compute;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.Standing.Side;
import org.bianmin.hub.indicator.block.FactBlock;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.Join;

/** Watches one fact go through a formula, and says where it ends. */
final class FactWatch {

  /**
   * Where it ends.
   *
   * @param reason why nowhere, or to what it is joined; null where it counts itself
   */
  record Seen(Side side, Words reason) {}

  private static final int SHOWN = 5;

  private final Session session;
  private final Surroundings around;
  private final long id;
  private final long at;
  private final Formula formula;

  FactWatch(Session session, Map<String, String> chosen, long id, long at, Formula formula) {
    this.session = session;
    this.around = session.surroundings(chosen);
    this.id = id;
    this.at = at;
    this.formula = formula;
    around.facility(session.question().scope().id());
  }

  /** Null where the formula does not read the type. */
  Seen look(String type) {
    if (formula instanceof Formula.StayDays f) {
      return stays(f, type);
    }
    Seen nowhere = null;
    Seen found = null;
    List<FactSet> sets = Involved.sets(formula);
    for (int i = 0; i < sets.size(); i++) {
      for (FactSet.Member member : sets.get(i).members()) {
        Seen seen = member.event().equals(type) ? counted(member, i) : null;
        if (seen == null || seen.side() == Side.NOWHERE) {
          nowhere = nowhere == null ? seen : nowhere;
          seen = joined(member, type);
        }
        if (seen != null && (found == null || seen.side() == Side.NUMERATOR)) {
          found = seen;
        }
      }
    }
    return found == null ? nowhere : found;
  }

  private static Seen stays(Formula.StayDays formula, String type) {
    if (type.equals(formula.stays())) {
      return new Seen(Side.DENOMINATOR, null);
    }
    return type.equals(formula.ends()) || type.equals(formula.covered().event())
        ? new Seen(
            Side.JOINED,
            new Words("与住院 " + formula.stays() + " 关联", "joined to " + formula.stays()))
        : null;
  }

  /** As a fact that is counted itself. */
  private Seen counted(FactSet.Member member, int setIndex) {
    // the conditions are asked one by one, so that the first that fails can be told
    FactSet.Member open =
        new FactSet.Member(
            member.event(), null, member.reach(), List.of(), member.joins(), member.label());
    Plan plan = new Plan(around, open);
    Seen[] seen = new Seen[1];
    plan.run(
        at,
        at + 1,
        () -> {
          if (plan.frame().id() == id) {
            seen[0] = judge(plan, member, setIndex);
          }
        });
    return seen[0] == null ? suspended(plan, member) : seen[0];
  }

  private Seen suspended(Plan plan, FactSet.Member member) {
    String[] by = new String[1];
    Frame frame = plan.frame();
    around
        .source()
        .read(
            around.facility(),
            member.event(),
            at,
            at + 1,
            (FactBlock block) -> {
              frame.blocks[0] = block;
              for (int row = 0; row < block.size(); row++) {
                frame.rows[0] = row;
                if (block.id(row) == id) {
                  by[0] = plan.suspension().by();
                }
              }
            });
    return new Seen(
        Side.NOWHERE,
        by[0] == null
            ? new Words("尚未纳入日块，请稍后再查", "its day is not taken in yet; ask again in a moment")
            : new Words(
                "所属就诊的 " + by[0] + " 已作废，暂不计数", "suspended: " + by[0] + " of its visit is void"));
  }

  private Seen judge(Plan plan, FactSet.Member member, int setIndex) {
    if (member.time() != null && !plan.ref(member.time()).hasNumber()) {
      return new Seen(
          Side.NOWHERE,
          new Words(
              "缺少决定期间的时间 " + member.time(),
              "lacks the time that decides the period: " + member.time()));
    }
    for (Condition condition : member.where()) {
      if (!plan.test(condition).holds()) {
        return new Seen(Side.NOWHERE, ConditionWords.unmet(condition));
      }
    }
    if (formula instanceof Formula.Share f) {
      for (Condition condition : f.numerator()) {
        if (!plan.test(condition).holds()) {
          Words unmet = ConditionWords.unmet(condition);
          return new Seen(
              Side.DENOMINATOR,
              new Words("不计入分子：" + unmet.zh(), "not in the numerator: " + unmet.en()));
        }
      }
      return new Seen(Side.NUMERATOR, null);
    }
    if (formula instanceof Formula.Measured f) {
      return Amount.of(f.of(), plan, around.days()).read()
          ? new Seen(Side.NUMERATOR, null)
          : new Seen(
              Side.NOWHERE,
              new Words("缺少被度量的时间或数量", "lacks the times or the number that is measured"));
    }
    int numerators = formula instanceof Formula.Ratio r ? Involved.sets(r.numerator()).size() : 0;
    boolean denominator =
        (formula instanceof Formula.Ratio && setIndex >= numerators)
            || (formula instanceof Formula.ShareOfPersons && setIndex == 0);
    return new Seen(denominator ? Side.DENOMINATOR : Side.NUMERATOR, null);
  }

  /** As a fact that is joined to counted ones. */
  private Seen joined(FactSet.Member member, String type) {
    Plan plan = new Plan(around, member);
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (JoinPass pass : plan.joins()) {
      Join join = pass.join();
      if (join.event().equals(type)) {
        pass.watch(id);
        from = Math.min(from, at - join.reach().after().toMillis());
        to = Math.max(to, at + join.reach().before().toMillis() + 1);
      }
    }
    if (from > to) {
      return null;
    }
    TreeSet<Long> ids = new TreeSet<>();
    plan.watch(from, to, counted -> ids.add(counted));
    if (ids.isEmpty()) {
      return null;
    }
    List<Long> shown = ids.stream().limit(SHOWN).toList();
    String keys =
        String.join(
            ", ",
            session.known().facts().keys(shown).values().stream().map(Object::toString).toList());
    String more = ids.size() > SHOWN ? " … (" + ids.size() + ")" : "";
    return new Seen(Side.JOINED, new Words("关联到 " + keys + more, "joined to " + keys + more));
  }
}
