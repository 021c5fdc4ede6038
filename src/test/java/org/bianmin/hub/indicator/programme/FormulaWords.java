package org.bianmin.hub.indicator.programme;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says a formula in a line of English, for docs/programmes.md. */
final class FormulaWords {

  String of(Measure measure) {
    String words = formula(measure.formula());
    if (measure.yes() == null) {
      return words;
    }
    return words
        + "; yes where it is "
        + measure.yes()
        + (measure.parameter() == null ? "" : " (or the roster's " + measure.parameter() + ")")
        + (measure.without() == null ? "" : " and there is no " + set(measure.without()));
  }

  private String formula(Formula formula) {
    if (formula instanceof Formula.Share share) {
      return "share of %s%s that meet: %s"
          .formatted(
              share.sum() == null ? "" : "the sum of " + share.sum() + " of ",
              set(share.set()),
              all(share.numerator()));
    } else if (formula instanceof Formula.Count count) {
      return "number of " + set(count.set());
    } else if (formula instanceof Formula.Distinct distinct) {
      return "different %s of %s%s"
          .formatted(
              paths(distinct.of()),
              set(distinct.set()),
              distinct.among().isEmpty() ? "" : " among " + String.join(", ", distinct.among()));
    } else if (formula instanceof Formula.Sum sum) {
      return "sum of " + sum.of() + " of " + set(sum.set());
    } else if (formula instanceof Formula.Measured measured) {
      return measured(measured);
    } else if (formula instanceof Formula.Ratio ratio) {
      return "%s (%s) / (%s)"
          .formatted(
              ratio.times() == 1 ? "" : "100 ·",
              formula(ratio.numerator()),
              formula(ratio.denominator()))
          .strip();
    }
    return others(formula);
  }

  private String others(Formula formula) {
    if (formula instanceof Formula.ShareOfPersons share) {
      return "share of the different %s of %s%s that are also in %s"
          .formatted(
              paths(share.of()),
              set(share.set()),
              share.valid() == null ? "" : ", valid at the cut,",
              set(share.also()));
    } else if (formula instanceof Formula.Stock stock) {
      return "%s%s, valid at the cut"
          .formatted(
              stock.of().isEmpty() ? "number of " : "different " + paths(stock.of()) + " of ",
              set(stock.set()));
    } else if (formula instanceof Formula.StayDays days) {
      return "share of the days of %s (until %s), counted at %02d:%02d, with %s %s"
          .formatted(
              days.stays(),
              days.ends(),
              days.minuteOfDay() / 60,
              days.minuteOfDay() % 60,
              days.covered().count(),
              days.covered().event());
    } else if (formula instanceof Formula.Weeks weeks) {
      return "share of full weeks with %s on ≥ %d working days"
          .formatted(set(weeks.set()), weeks.workingDays());
    } else if (formula instanceof Formula.PerDay day) {
      return "%s of %s per day (%s)%s"
          .formatted(
              quantity(day.of()),
              set(day.set()),
              Reading.written(day.days()),
              day.once() ? ", time in common once" : "");
    } else if (formula instanceof Formula.Cells cells) {
      return "pairs seen of "
          + cells.rows().stream()
              .map(row -> row.label() + " (" + row.of() + " of " + set(row.set()) + ")")
              .collect(Collectors.joining(", "))
          + " and "
          + String.join(", ", cells.among());
    }
    throw new IllegalStateException("no words for " + formula.getClass());
  }

  private String measured(Formula.Measured measured) {
    StringBuilder words = new StringBuilder();
    words.append(
        "%s of %s of %s"
            .formatted(measured.statistic().code(), quantity(measured.of()), set(measured.set())));
    if (measured.rejectBelow() != null || measured.rejectAbove() != null) {
      words.append(", rejected");
      if (measured.rejectBelow() != null) {
        words.append(" below " + measured.rejectBelow().toPlainString());
      }
      if (measured.rejectAbove() != null) {
        words.append(" above " + measured.rejectAbove().toPlainString());
      }
    }
    return words.toString();
  }

  private static String quantity(Quantity quantity) {
    if (quantity instanceof Quantity.Between between) {
      return "%s from %s to %s"
          .formatted(Reading.written(between.unit()), moment(between.from()), moment(between.to()));
    }
    if (quantity instanceof Quantity.Items items) {
      return "%s of each of %s".formatted(items.item(), items.group());
    }
    return ((Quantity.Attribute) quantity).path().toString();
  }

  private static String moment(Quantity.Moment moment) {
    return moment.laterOf().size() == 1
        ? moment.laterOf().get(0).toString()
        : "the latest of " + paths(moment.laterOf());
  }

  private String set(FactSet set) {
    return set.members().stream().map(this::member).collect(Collectors.joining(" plus "));
  }

  private String member(FactSet.Member member) {
    StringBuilder words = new StringBuilder("`" + member.event() + "`");
    if (member.time() != null) {
      words.append(" by ").append(member.time());
    }
    if (!member.where().isEmpty()) {
      words.append(" [").append(all(member.where())).append(']');
    }
    for (Join join : member.joins()) {
      words.append(
          " with %s = `%s` of %s%s"
              .formatted(
                  join.alias(),
                  join.event(),
                  join.by().stream()
                      .map(by -> by.joined() + " = " + by.counted())
                      .collect(Collectors.joining(", ")),
                  join.where().isEmpty() ? "" : " [" + all(join.where()) + "]"));
      words.append(
          " (%s before to %s after)"
              .formatted(time(join.reach().before()), time(join.reach().after())));
    }
    return words.toString();
  }

  private static String time(Duration duration) {
    if (duration.toHoursPart() == 0 && duration.toMinutesPart() == 0) {
      return duration.toDays() + " d";
    }
    return duration.toMinutesPart() == 0
        ? duration.toHours() + " h"
        : duration.toMinutes() + " min";
  }

  private String all(List<Condition> conditions) {
    return conditions.stream().map(this::condition).collect(Collectors.joining("; "));
  }

  private String condition(Condition condition) {
    if (condition instanceof Condition.When when) {
      return condition(when.then()) + " (where " + when.chosen() + ")";
    } else if (condition instanceof Condition.Not not) {
      return "not (" + condition(not.of()) + ")";
    } else if (condition instanceof Condition.All all) {
      return all.of().stream().map(this::condition).collect(Collectors.joining(" and "));
    } else if (condition instanceof Condition.AnyOf any) {
      return any.of().stream().map(this::condition).collect(Collectors.joining(" or ", "(", ")"));
    } else if (condition instanceof Condition.In in) {
      return in.attr() + " is " + codes(in.values());
    } else if (condition instanceof Condition.NotIn in) {
      return in.attr() + " is not " + codes(in.values());
    } else if (condition instanceof Condition.Present present) {
      return present.attr() + (present.present() ? " told" : " not told");
    } else if (condition instanceof Condition.Within within) {
      return within.attr() + " " + within.bounds();
    } else if (condition instanceof Condition.Is is) {
      return is.attr() + (is.value() ? " is true" : " is false");
    } else if (condition instanceof Condition.Unless unless) {
      return unless.attr() + " is not " + unless.value();
    }
    return more(condition);
  }

  private static String more(Condition condition) {
    if (condition instanceof Condition.Starts starts) {
      return starts.attr() + " begins with " + String.join(" or ", starts.prefixes());
    } else if (condition instanceof Condition.Item item) {
      String of = item.group() + "." + item.item();
      return item.in().isEmpty()
          ? of
              + (item.starts().isEmpty()
                  ? " told"
                  : " begins with " + String.join(" or ", item.starts()))
          : of + " is " + codes(item.in());
    } else if (condition instanceof Condition.Joined joined) {
      return "number of " + joined.alias() + " " + joined.matches();
    } else if (condition instanceof Condition.Same same) {
      return same.a() + " = " + same.b();
    } else if (condition instanceof Condition.Different different) {
      return different.a() + " ≠ " + different.b();
    } else if (condition instanceof Condition.SameDay day) {
      return day.a() + " on the day of " + day.b();
    } else if (condition instanceof Condition.Days days) {
      return "days from %s to %s %s".formatted(days.from(), days.to(), days.bounds());
    } else if (condition instanceof Condition.Minutes minutes) {
      return "minutes from %s to %s %s".formatted(minutes.from(), minutes.to(), minutes.bounds());
    } else if (condition instanceof Condition.Before before) {
      return before.a() + " before " + before.b();
    } else if (condition instanceof Condition.NotAfter after) {
      return after.a() + " not after " + after.b();
    } else if (condition instanceof Condition.Weekday day) {
      return day.attr()
          + " on "
          + codes(day.in().stream().map(Condition.DayKind::written).toList());
    } else if (condition instanceof Condition.VoidFact voided) {
      return "%s is the key of a void %s".formatted(voided.key(), voided.event());
    } else if (condition instanceof Condition.Parameter parameter) {
      return "roster's "
          + parameter.name()
          + (parameter.in().isEmpty() ? "" : " is " + codes(parameter.in()))
          + (parameter.notIn().isEmpty() ? "" : " is not " + codes(parameter.notIn()))
          + (parameter.present() == null ? "" : parameter.present() ? " told" : " not told");
    }
    throw new IllegalStateException("no words for " + condition.getClass());
  }

  private static String codes(Collection<String> codes) {
    return String.join(" or ", new TreeSet<>(codes));
  }

  private static String paths(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
