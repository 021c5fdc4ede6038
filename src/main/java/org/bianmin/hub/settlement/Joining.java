package org.bianmin.hub.settlement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bianmin.hub.mapping.ReconciliationRule;
import org.bianmin.hub.mapping.ReconciliationRule.Amount;
import org.bianmin.hub.mapping.ReconciliationRule.Same;

/**
 * Joins components of which only one side is known, by the rules of the table: the first rule that
 * joins one has it. What names neither visit nor patient is never joined.
 */
final class Joining {

  /**
   * Components that belong together.
   *
   * @param rule that says so; null for a component that numbers alone have linked
   */
  record Joined(List<Component> components, ReconciliationRule rule) {

    List<Item> items() {
      if (components.size() == 1) {
        return components.get(0).items;
      }
      List<Item> all = new ArrayList<>();
      components.forEach(component -> all.addAll(component.items));
      all.sort(Component.ITEMS);
      return all;
    }

    /** What the rule asks for, as it is stored; empty where none joined it. */
    String kind() {
      if (rule == null) {
        return "";
      }
      return rule.same() == Same.VISIT ? "visit" : "patient";
    }
  }

  private final List<ReconciliationRule> rules;
  private final Predicate<String> crowded;
  private final Judge judge;

  /**
   * By some rules.
   *
   * @param crowded groups that are left alone
   */
  Joining(List<ReconciliationRule> rules, Predicate<String> crowded, Judge judge) {
    this.rules = rules;
    this.crowded = crowded;
    this.judge = judge;
  }

  /** All components, joined or alone. */
  List<Joined> join(List<Component> components) {
    Map<Component, Joined> joined = new LinkedHashMap<>();
    for (ReconciliationRule rule : rules) {
      boolean ofVisit = rule.same() == Same.VISIT;
      Map<String, List<Component>> groups = new TreeMap<>();
      for (Component component : components) {
        String group = component.group(ofVisit);
        if (group != null && !joined.containsKey(component) && !crowded.test(group)) {
          groups.computeIfAbsent(group, g -> new ArrayList<>(2)).add(component);
        }
      }
      for (List<Component> group : groups.values()) {
        if (group.size() > 1) {
          group.sort(Component.ORDER);
          apply(rule, group, joined);
        }
      }
    }
    List<Joined> all = new ArrayList<>(components.size());
    for (Component component : components) {
      Joined of = joined.get(component);
      if (of == null) {
        all.add(new Joined(List.of(component), null));
      } else if (of.components().get(0) == component) {
        all.add(of);
      }
    }
    return all;
  }

  private void apply(
      ReconciliationRule rule, List<Component> group, Map<Component, Joined> joined) {
    if (rule.amount() == Amount.EQUAL) {
      pair(rule, group, joined);
    } else {
      sum(rule, group, joined);
    }
  }

  /** Each settlement takes the first payment of its amount that is near enough. */
  private static void pair(
      ReconciliationRule rule, List<Component> group, Map<Component, Joined> joined) {
    for (Component settlement : group) {
      if (!settlement.isSettled()) {
        continue;
      }
      for (Component payment : group) {
        boolean agrees =
            payment.isPaid()
                && !joined.containsKey(payment)
                && Math.abs(payment.at - settlement.at) <= millis(rule)
                && payment.judged.net(settlement.judged.splits()) == settlement.judged.due();
        if (agrees) {
          put(joined, List.of(settlement, payment), rule);
          break;
        }
      }
    }
  }

  /** What follows each other closely is joined as a whole where its sums agree. */
  private void sum(ReconciliationRule rule, List<Component> group, Map<Component, Joined> joined) {
    List<Component> cluster = new ArrayList<>();
    for (Component component : group) {
      boolean near =
          cluster.isEmpty() || component.at - cluster.get(cluster.size() - 1).at <= millis(rule);
      if (!near) {
        close(rule, cluster, joined);
        cluster = new ArrayList<>();
      }
      cluster.add(component);
    }
    close(rule, cluster, joined);
  }

  private void close(
      ReconciliationRule rule, List<Component> cluster, Map<Component, Joined> joined) {
    boolean both =
        cluster.stream().anyMatch(Component::isSettled)
            && cluster.stream().anyMatch(Component::isPaid);
    if (both && agrees(cluster)) {
      put(joined, List.copyOf(cluster), rule);
    }
  }

  /** Judged together: payments of two components may be the same money. */
  private boolean agrees(List<Component> cluster) {
    Judged all = judge.judge(new Joined(cluster, null).items());
    return all.paid() - all.refunded() == all.due();
  }

  private static void put(
      Map<Component, Joined> joined, List<Component> components, ReconciliationRule rule) {
    Joined one = new Joined(components, rule);
    components.forEach(component -> joined.put(component, one));
  }

  private static long millis(ReconciliationRule rule) {
    return rule.minutes() * 60_000L;
  }
}
