package org.bianmin.hub.indicator.compute;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.programme.Condition;

/** Says in words what a condition asks for. */
final class ConditionWords {

  private ConditionWords() {}

  /** That it is not met. */
  static Words unmet(Condition condition) {
    Words asked = of(condition);
    return new Words("不满足条件：" + asked.zh(), "condition not met: " + asked.en());
  }

  static Words of(Condition condition) {
    if (condition instanceof Condition.All c) {
      return several(c.of(), "且", "and");
    } else if (condition instanceof Condition.AnyOf c) {
      return several(c.of(), "或", "or");
    } else if (condition instanceof Condition.Not c) {
      Words of = of(c.of());
      return new Words("非（" + of.zh() + "）", "not (" + of.en() + ")");
    } else if (condition instanceof Condition.When c) {
      return of(c.then());
    } else if (condition instanceof Condition.In c) {
      return words(
          c.attr() + " 属于 " + list(c.values()), c.attr() + " is one of " + list(c.values()));
    } else if (condition instanceof Condition.NotIn c) {
      return words(
          c.attr() + " 不属于 " + list(c.values()), c.attr() + " is none of " + list(c.values()));
    } else if (condition instanceof Condition.Present c) {
      return c.present()
          ? words(c.attr() + " 有值", c.attr() + " is present")
          : words(c.attr() + " 无值", c.attr() + " is absent");
    } else if (condition instanceof Condition.Within c) {
      return words(c.attr() + " " + c.bounds(), c.attr() + " " + c.bounds());
    } else if (condition instanceof Condition.Is c) {
      return c.value()
          ? words(c.attr() + " 为是", c.attr() + " is yes")
          : words(c.attr() + " 为否", c.attr() + " is no");
    } else if (condition instanceof Condition.Unless c) {
      return c.value()
          ? words(c.attr() + " 不为是", c.attr() + " is not yes")
          : words(c.attr() + " 不为否", c.attr() + " is not no");
    } else if (condition instanceof Condition.Starts c) {
      return words(
          c.attr() + " 以 " + list(c.prefixes()) + " 开头",
          c.attr() + " begins with " + list(c.prefixes()));
    } else if (condition instanceof Condition.Item c) {
      String item = c.group() + "." + c.item();
      Collection<String> values = c.in().isEmpty() ? c.starts() : c.in();
      return values.isEmpty()
          ? words(item + " 有值", item + " is present")
          : words(item + " 中有 " + list(values), "some " + item + " is one of " + list(values));
    } else if (condition instanceof Condition.Joined c) {
      return words(
          "关联的 " + c.alias() + " 数量 " + c.matches(),
          "number of joined " + c.alias() + " " + c.matches());
    } else if (condition instanceof Condition.Parameter c) {
      return words(
          "名册参数 " + c.name() + " 符合要求", "parameter " + c.name() + " of the roster is as asked");
    }
    return pair(condition);
  }

  private static Words pair(Condition condition) {
    if (condition instanceof Condition.Same c) {
      return words(c.a() + " 与 " + c.b() + " 相同", c.a() + " equals " + c.b());
    } else if (condition instanceof Condition.Different c) {
      return words(c.a() + " 与 " + c.b() + " 不同", c.a() + " differs from " + c.b());
    } else if (condition instanceof Condition.SameDay c) {
      return words(c.a() + " 与 " + c.b() + " 同一天", c.a() + " and " + c.b() + " are on one day");
    } else if (condition instanceof Condition.Days c) {
      return words(
          c.from() + " 至 " + c.to() + " 的天数 " + c.bounds(),
          "days from " + c.from() + " to " + c.to() + " " + c.bounds());
    } else if (condition instanceof Condition.Minutes c) {
      return words(
          c.from() + " 至 " + c.to() + " 的分钟数 " + c.bounds(),
          "minutes from " + c.from() + " to " + c.to() + " " + c.bounds());
    } else if (condition instanceof Condition.Before c) {
      return words(c.a() + " 早于 " + c.b(), c.a() + " is before " + c.b());
    } else if (condition instanceof Condition.NotAfter c) {
      return words(c.a() + " 不晚于 " + c.b(), c.a() + " is not after " + c.b());
    } else if (condition instanceof Condition.Weekday c) {
      String kinds = list(c.in().stream().map(Condition.DayKind::written).toList());
      return words(c.attr() + " 的日期类型为 " + kinds, c.attr() + " is on " + kinds);
    } else if (condition instanceof Condition.VoidFact c) {
      return words(c.key() + " 的 " + c.event() + " 已作废", c.event() + " of " + c.key() + " is void");
    }
    throw new IllegalStateException("no words for " + condition);
  }

  private static Words several(List<Condition> of, String zh, String en) {
    List<Words> all = of.stream().map(ConditionWords::of).toList();
    return words(
        String.join(" " + zh + " ", all.stream().map(Words::zh).toList()),
        String.join(" " + en + " ", all.stream().map(Words::en).toList()));
  }

  private static String list(Collection<String> values) {
    return String.join(", ", new TreeSet<>(values));
  }

  private static Words words(String zh, String en) {
    return new Words(zh, en);
  }
}
