package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Join;
import org.bianmin.hub.indicator.programme.Path;
import org.bianmin.hub.indicator.programme.Reach;

/** Sets and conditions by chance, of every kind. */
final class RandomSets {

  private final Random random;

  RandomSets(Random random) {
    this.random = random;
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static Path path(String text) {
    return Path.parse(text);
  }

  FactSet set() {
    List<FactSet.Member> members = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    List<Join> joins = new ArrayList<>();
    if (random.nextInt(3) > 0) {
      joins.add(join("bill", Things.BILL));
      if (random.nextBoolean()) {
        joins.add(join("care", Things.CARE));
      }
    }
    for (int i = 0; i < count; i++) {
      FactSet of =
          FactSet.of(new FactSet.Member(Things.CARE, null, Reach.NONE, List.of(), joins, "L" + i));
      boolean timed = random.nextInt(4) == 0;
      Path time = !timed ? null : path(joins.isEmpty() ? "startAt" : pick("startAt", "bill.endAt"));
      members.add(
          new FactSet.Member(
              Things.CARE,
              time,
              timed ? Reach.days(random.nextInt(30), random.nextInt(3)) : Reach.NONE,
              random.nextBoolean() ? List.of(condition(of, true, 1)) : List.of(),
              joins,
              "L" + i));
    }
    return new FactSet(members);
  }

  private Join join(String alias, String event) {
    List<Join.By> by =
        switch (random.nextInt(4)) {
          case 0 -> List.of(new Join.By(path("visitRef"), path("visitRef")));
          case 1 -> List.of(new Join.By(path("$person"), path("$person")));
          case 2 -> List.of(new Join.By(path("visitRef"), path("$keypart.1")));
          default ->
              List.of(
                  new Join.By(path("$person"), path("$person")),
                  new Join.By(path("code"), path("code")));
        };
    Condition where = value(pick("", "", "this."), random);
    return new Join(
        alias,
        event,
        by,
        random.nextBoolean() ? List.of(where) : List.of(),
        Reach.days(random.nextInt(20), random.nextInt(20)),
        random.nextBoolean() ? Join.Pick.FIRST : Join.Pick.LAST);
  }

  Condition condition(FactSet set, boolean joins, int depth) {
    List<Join> made = set.members().get(0).joins();
    int kind = random.nextInt(10);
    if (depth > 0 && kind < 3) {
      List<Condition> of =
          List.of(condition(set, joins, depth - 1), condition(set, joins, depth - 1));
      return kind == 0
          ? new Condition.All(of)
          : kind == 1 ? new Condition.AnyOf(of) : new Condition.Not(of.get(0));
    }
    if (joins && !made.isEmpty() && kind < 7) {
      String alias = made.get(random.nextInt(made.size())).alias();
      return kind < 5
          ? new Condition.Joined(
              alias, pick("1", "2").equals("1") ? Bounds.atLeast(1) : Bounds.atMost(1))
          : value(alias + ".", random);
    }
    return value("", random);
  }

  private static Condition value(String of, Random random) {
    Bounds bounds = Bounds.between(random.nextInt(2), 1 + random.nextInt(4));
    Path code = path(of + "code");
    Path start = path(of + "startAt");
    Path end = path(of + "endAt");
    Path at = path(of.equals("this.") ? "this.$occurredAt" : of + "$occurredAt");
    return switch (random.nextInt(17)) {
      case 0 -> new Condition.In(code, Set.of("A1", "B1"));
      case 1 -> new Condition.NotIn(code, Set.of("A2"));
      case 2 -> new Condition.Present(path(of + "visitRef"), random.nextBoolean());
      case 3 -> new Condition.Within(path(of + "count"), bounds);
      case 4 -> new Condition.Within(path(of + "share"), Bounds.atLeast(1));
      case 5 -> new Condition.Is(path(of + "flag"), random.nextBoolean());
      case 6 -> new Condition.Unless(path(of + "flag"), random.nextBoolean());
      case 7 -> new Condition.Starts(code, List.of("A", "C"));
      case 8 -> new Condition.Item(path(of + "tags"), "tag", Set.of("t1"), List.of());
      case 9 -> new Condition.Item(path(of + "tags"), "tag", Set.of(), List.of("t2", "x"));
      case 10 -> new Condition.Same(code, path("code"));
      case 11 -> new Condition.Different(path(of + "deptCode"), path("deptCode"));
      case 12 -> new Condition.SameDay(start, end);
      case 13 -> new Condition.Days(start, end, bounds);
      case 14 -> new Condition.Minutes(start, end, Bounds.between(30, 1440));
      case 15 ->
          random.nextBoolean()
              ? new Condition.Before(start, end)
              : new Condition.NotAfter(at, start);
      default ->
          new Condition.Weekday(
              at,
              random.nextBoolean()
                  ? Set.of(Condition.DayKind.SAT, Condition.DayKind.HOLIDAY)
                  : Set.of(Condition.DayKind.WORKING_DAY));
    };
  }
}
