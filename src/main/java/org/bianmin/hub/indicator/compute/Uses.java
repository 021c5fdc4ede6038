package org.bianmin.hub.indicator.compute;

import java.util.List;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.Path;

/** Whether a condition can be asked before the joins are made. */
final class Uses {

  private Uses() {}

  static boolean joins(Condition condition) {
    if (condition instanceof Condition.All c) {
      return c.of().stream().anyMatch(Uses::joins);
    } else if (condition instanceof Condition.AnyOf c) {
      return c.of().stream().anyMatch(Uses::joins);
    } else if (condition instanceof Condition.Not c) {
      return joins(c.of());
    } else if (condition instanceof Condition.When c) {
      return joins(c.then());
    } else if (condition instanceof Condition.Joined) {
      return true;
    }
    return paths(condition).stream().anyMatch(Uses::ofJoin);
  }

  static boolean ofJoin(Path path) {
    return (!path.alias().isEmpty() && !path.alias().equals(Path.THIS))
        || (path.otherwise() != null && ofJoin(path.otherwise()));
  }

  /** Paths of a condition that asks for values. */
  static List<Path> paths(Condition condition) {
    if (condition instanceof Condition.In c) {
      return List.of(c.attr());
    } else if (condition instanceof Condition.NotIn c) {
      return List.of(c.attr());
    } else if (condition instanceof Condition.Present c) {
      return List.of(c.attr());
    } else if (condition instanceof Condition.Within c) {
      return List.of(c.attr());
    } else if (condition instanceof Condition.Is c) {
      return List.of(c.attr());
    } else if (condition instanceof Condition.Unless c) {
      return List.of(c.attr());
    } else if (condition instanceof Condition.Starts c) {
      return List.of(c.attr());
    } else if (condition instanceof Condition.Item c) {
      return List.of(c.group());
    } else if (condition instanceof Condition.Same c) {
      return List.of(c.a(), c.b());
    } else if (condition instanceof Condition.Different c) {
      return List.of(c.a(), c.b());
    } else if (condition instanceof Condition.SameDay c) {
      return List.of(c.a(), c.b());
    } else if (condition instanceof Condition.Days c) {
      return List.of(c.from(), c.to());
    } else if (condition instanceof Condition.Minutes c) {
      return List.of(c.from(), c.to());
    } else if (condition instanceof Condition.Before c) {
      return List.of(c.a(), c.b());
    } else if (condition instanceof Condition.NotAfter c) {
      return List.of(c.a(), c.b());
    } else if (condition instanceof Condition.Weekday c) {
      return List.of(c.attr());
    } else if (condition instanceof Condition.VoidFact c) {
      return List.of(c.key());
    }
    return List.of();
  }
}
