package org.bianmin.hub.indicator.compute;

import java.util.List;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.Reach;

/** Says why a fact, of which the evaluation made nothing, did not count. */
final class WhyNot {

  static final Words REJECTED =
      new Words("数值超出可信范围，被剔除", "its quantity is outside of what is believed: rejected");

  private final Surroundings around;
  private final Formula formula;
  private final EventRow of;
  private final Asked.Only only;

  WhyNot(Surroundings around, Formula formula, EventRow of) {
    this.around = around;
    this.formula = formula;
    this.of = of;
    this.only = new Asked.Only(of.id(), of.event().occurredAt());
  }

  /** Null where nothing more can be said. */
  Words notInNumerator() {
    if (formula instanceof Formula.Measured) {
      return new Words("不计入分子：其各项尚无该数值", "not in the numerator: none of its items has the number");
    }
    if (!(formula instanceof Formula.Share share)) {
      return null;
    }
    for (FactSet.Member member : members(share.set())) {
      Words unmet = first(member, member.where(), share.numerator());
      if (unmet != null) {
        return new Words("不计入分子：" + unmet.zh(), "not in the numerator: " + unmet.en());
      }
    }
    return null;
  }

  Words nowhere() {
    if (formula instanceof Formula.StayDays stays) {
      FactSet.Member member =
          new FactSet.Member(stays.stays(), null, Reach.NONE, stays.where(), List.of(), "");
      Words unmet = first(member, List.of(), stays.where());
      return unmet == null
          ? new Words("没有任何一天的清点时刻在院", "it was there at the census of no day")
          : unmet;
    }
    for (FactSet set : Involved.sets(formula)) {
      for (FactSet.Member member : members(set)) {
        Words unmet = first(member, List.of(), member.where());
        if (unmet != null) {
          return unmet;
        }
      }
    }
    return lacking();
  }

  private List<FactSet.Member> members(FactSet set) {
    return set.members().stream()
        .filter(member -> member.event().equals(of.event().key().type()))
        .toList();
  }

  /**
   * The first condition that is not met.
   *
   * @param where what is known to be met; where it is not, another member counts the fact
   */
  private Words first(FactSet.Member member, List<Condition> where, List<Condition> asked) {
    // the conditions are asked one by one, so that the first that fails can be told
    FactSet.Member open =
        new FactSet.Member(
            member.event(), null, member.reach(), List.of(), member.joins(), member.label());
    Plan plan = new Plan(around, open);
    plan.only(only);
    Words[] found = {suspended(plan, member.event())};
    plan.run(
        only.at(),
        only.at() + 1,
        () -> {
          found[0] = null;
          if (member.time() != null && !plan.ref(member.time()).hasNumber()) {
            found[0] =
                new Words(
                    "缺少决定期间的时间 " + member.time(),
                    "lacks the time that decides the period: " + member.time());
          } else if (plan.test(where).holds()) {
            asked.stream()
                .filter(condition -> !plan.test(condition).holds())
                .findFirst()
                .ifPresent(condition -> found[0] = ConditionWords.unmet(condition));
          }
        });
    return found[0];
  }

  private Words suspended(Plan plan, String event) {
    String[] by = new String[1];
    Frame frame = plan.frame();
    plan.suspension().facility();
    around
        .source()
        .read(
            around.facility(),
            event,
            only.at(),
            only.at() + 1,
            block -> {
              frame.blocks[0] = block;
              for (int row = 0; row < block.size(); row++) {
                frame.rows[0] = row;
                if (block.id(row) == only.id()) {
                  by[0] = plan.suspension().by();
                }
              }
            });
    return by[0] == null
        ? new Words("尚未纳入日块，请稍后再查", "its day is not taken in yet; ask again in a moment")
        : new Words(
            "所属就诊的 " + by[0] + " 已作废，暂不计数", "suspended: " + by[0] + " of its visit is void");
  }

  /** All conditions are met: what the measure itself needs is not there. */
  private Words lacking() {
    if (formula instanceof Formula.Measured) {
      return new Words("缺少被度量的时间或数量", "lacks the times or the number that is measured");
    } else if (formula instanceof Formula.Distinct || formula instanceof Formula.Cells) {
      return new Words(
          "缺少被计数的值，或不在所列范围内", "lacks the value that is counted, or it is none of those listed");
    } else if (formula instanceof Formula.Sum || formula instanceof Formula.Ratio) {
      return new Words("缺少被合计的数量", "lacks the number that is added up");
    } else if (formula instanceof Formula.PerDay) {
      return new Words(
          "缺少被合计的数量，或当天尚未到来", "lacks the number that is added up, or its day has not come");
    } else if (formula instanceof Formula.Weeks f) {
      return new Words(
          "所在周未结束、或出诊工作日不足 " + f.workingDays() + " 天，或当天非工作日",
          "its week is not over or has fewer than "
              + f.workingDays()
              + " working days with facts, or its day is off");
    } else if (formula instanceof Formula.ShareOfPersons) {
      return new Words("不在分母人群中，或目前无效", "it is of nobody in the denominator, or is not valid now");
    } else if (formula instanceof Formula.Stock) {
      return new Words("目前无效（未生效或已到期），或缺少被计数的值", "not valid now, or lacks what is counted");
    }
    return new Words("不计数", "not counted");
  }
}
