package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bianmin.hub.indicator.block.Column;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.Condition.DayKind;
import org.bianmin.hub.indicator.programme.Path;

/** Compiles conditions for a frame: values are looked up by columns, never by names, row by row. */
final class Tests {

  /** From Monday on. */
  private static final List<DayKind> OF_WEEK = List.of(DayKind.values()).subList(0, 7);

  private static final long SCALE = 10_000;

  private final Surroundings around;
  private final Function<Path, Ref> refs;
  private final Function<String, Integer> slots;

  /**
   * @param refs finds the value that a path means
   * @param slots finds the slot of a join by its name
   */
  Tests(Surroundings around, Function<Path, Ref> refs, Function<String, Integer> slots) {
    this.around = around;
    this.refs = refs;
    this.slots = slots;
  }

  /** All of them. */
  Test all(List<Condition> conditions) {
    List<Test> tests = list(conditions);
    return tests.isEmpty() ? Test.TRUE : tests.size() == 1 ? tests.get(0) : both(tests);
  }

  private List<Test> list(List<Condition> conditions) {
    List<Test> tests = new ArrayList<>();
    for (Condition condition : conditions) {
      Test test = one(condition);
      if (test != null) {
        tests.add(test);
      }
    }
    return tests;
  }

  /** Null where a switch leaves it out. */
  Test one(Condition condition) {
    if (condition instanceof Condition.All c) {
      List<Test> tests = list(c.of());
      return tests.isEmpty() ? null : both(tests);
    } else if (condition instanceof Condition.AnyOf c) {
      List<Test> tests = list(c.of());
      return tests.isEmpty() ? null : any(tests);
    } else if (condition instanceof Condition.Not c) {
      Test test = one(c.of());
      return test == null ? null : () -> !test.holds();
    } else if (condition instanceof Condition.When c) {
      for (Map.Entry<String, String> choice : c.chosen().entrySet()) {
        if (!choice.getValue().equals(around.chosen().get(choice.getKey()))) {
          return null;
        }
      }
      return one(c.then());
    }
    return value(condition);
  }

  private Test value(Condition condition) {
    if (condition instanceof Condition.In c) {
      Ref ref = refs.apply(c.attr());
      ValueSet values = new ValueSet(c.values());
      return () -> ref.present() && values.contains(ref);
    } else if (condition instanceof Condition.NotIn c) {
      Ref ref = refs.apply(c.attr());
      ValueSet values = new ValueSet(c.values());
      return () -> !ref.present() || !values.contains(ref);
    } else if (condition instanceof Condition.Present c) {
      Ref ref = refs.apply(c.attr());
      boolean present = c.present();
      return () -> ref.present() == present;
    } else if (condition instanceof Condition.Within c) {
      return within(refs.apply(c.attr()), c.bounds());
    } else if (condition instanceof Condition.Is c) {
      Ref ref = refs.apply(c.attr());
      long value = c.value() ? 1 : 0;
      return () -> ref.hasNumber() && ref.number() == value;
    } else if (condition instanceof Condition.Unless c) {
      Ref ref = refs.apply(c.attr());
      long value = c.value() ? 1 : 0;
      return () -> !ref.hasNumber() || ref.number() != value;
    } else if (condition instanceof Condition.Starts c) {
      Ref ref = refs.apply(c.attr());
      return () -> ref.present() && starts(ref.text(), c.prefixes());
    } else if (condition instanceof Condition.Item c) {
      return item(c);
    } else if (condition instanceof Condition.Parameter c) {
      return () -> {
        String told = around.parameters().get(c.name());
        return (c.in().isEmpty() || (told != null && c.in().contains(told)))
            && (c.notIn().isEmpty() || told == null || !c.notIn().contains(told))
            && (c.present() == null || c.present() == (told != null));
      };
    } else if (condition instanceof Condition.VoidFact c) {
      Ref ref = refs.apply(c.key());
      return () -> ref.present() && around.voids(c.event()).contains(ref.high(), ref.low());
    } else if (condition instanceof Condition.Joined c) {
      int slot = slots.apply(c.alias());
      Limits limits = Limits.of(c.matches(), 1);
      Frame frame = refs.apply(new Path("", "$occurredAt")).frame;
      return () -> limits.hold(frame.matches[slot]);
    }
    return pair(condition);
  }

  private Test pair(Condition condition) {
    ZoneDays days = around.days();
    if (condition instanceof Condition.Same c) {
      Ref a = refs.apply(c.a());
      Ref b = refs.apply(c.b());
      return () -> a.present() && b.present() && a.low() == b.low() && a.high() == b.high();
    } else if (condition instanceof Condition.Different c) {
      Ref a = refs.apply(c.a());
      Ref b = refs.apply(c.b());
      return () -> a.present() && b.present() && (a.low() != b.low() || a.high() != b.high());
    } else if (condition instanceof Condition.SameDay c) {
      Ref a = refs.apply(c.a());
      Ref b = refs.apply(c.b());
      return () -> a.hasNumber() && b.hasNumber() && days.day(a.number()) == days.day(b.number());
    } else if (condition instanceof Condition.Days c) {
      Ref a = refs.apply(c.from());
      Ref b = refs.apply(c.to());
      Limits limits = Limits.of(c.bounds(), 1);
      return () ->
          a.hasNumber()
              && b.hasNumber()
              && limits.hold(days.day(b.number()) - days.day(a.number()));
    } else if (condition instanceof Condition.Minutes c) {
      Ref a = refs.apply(c.from());
      Ref b = refs.apply(c.to());
      Limits limits = Limits.of(c.bounds(), 60_000);
      return () -> a.hasNumber() && b.hasNumber() && limits.hold(b.number() - a.number());
    } else if (condition instanceof Condition.Before c) {
      Ref a = refs.apply(c.a());
      Ref b = refs.apply(c.b());
      return () -> a.hasNumber() && b.hasNumber() && a.number() < b.number();
    } else if (condition instanceof Condition.NotAfter c) {
      Ref a = refs.apply(c.a());
      Ref b = refs.apply(c.b());
      return () -> a.hasNumber() && b.hasNumber() && a.number() <= b.number();
    } else if (condition instanceof Condition.Weekday c) {
      Ref ref = refs.apply(c.attr());
      return () -> ref.hasNumber() && kind(c.in(), days.day(ref.number()));
    }
    throw new IllegalStateException("no way to test " + condition);
  }

  private boolean kind(Set<DayKind> kinds, long day) {
    // 1970-01-01 was a Thursday
    return kinds.contains(OF_WEEK.get(Math.floorMod((int) day + 3, 7)))
        || (kinds.contains(DayKind.HOLIDAY) && around.calendar().holiday(day))
        || (kinds.contains(DayKind.WORKING_DAY) && around.calendar().workingDay(day))
        || (kinds.contains(DayKind.DAY_OFF) && !around.calendar().workingDay(day));
  }

  private static Test within(Ref ref, Bounds bounds) {
    Limits plain = Limits.of(bounds, 1);
    Limits scaled = Limits.of(bounds, SCALE);
    return () -> ref.hasNumber() && (ref.scaled() ? scaled : plain).hold(ref.number());
  }

  private Test item(Condition.Item condition) {
    if (!(refs.apply(condition.group()) instanceof Ref.Attribute group)) {
      throw new IllegalArgumentException("\"" + condition.group() + "\" is no group");
    }
    ValueSet values = new ValueSet(condition.in());
    boolean any = condition.in().isEmpty() && condition.starts().isEmpty();
    return () -> {
      if (!group.present()) {
        return false;
      }
      Column column = group.column();
      int row = group.frame.rows[group.slot];
      Column items = column.item(condition.item());
      int end = column.start(row) + column.items(row);
      for (int i = column.start(row); i < end; i++) {
        if (items.present(i)
            && (any || values.contains(items, i) || starts(items.text(i), condition.starts()))) {
          return true;
        }
      }
      return false;
    };
  }

  private static boolean starts(String text, List<String> prefixes) {
    if (text == null) {
      return false;
    }
    for (int i = 0; i < prefixes.size(); i++) {
      if (text.startsWith(prefixes.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static Test both(List<Test> of) {
    Test[] tests = of.toArray(Test[]::new);
    return () -> {
      for (Test test : tests) {
        if (!test.holds()) {
          return false;
        }
      }
      return true;
    };
  }

  private static Test any(List<Test> of) {
    Test[] tests = of.toArray(Test[]::new);
    return () -> {
      for (Test test : tests) {
        if (test.holds()) {
          return true;
        }
      }
      return false;
    };
  }
}
