package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.Formula.Shown;
import org.bianmin.hub.indicator.programme.Quantity;

/** Mean, median, percentiles and the largest, of all numbers: nothing is estimated. */
final class Statistics {

  private static final class Tally {
    private final Longs values = new Longs();
    private final LongSum sum = new LongSum();
    private long rejected;
    // of items: how many there are, whether they have the quantity or not
    private long items;
  }

  private final Rows rows;

  Statistics(Rows rows) {
    this.rows = rows;
  }

  Map<String, Outcome> measured(Formula.Measured formula, Asked asked) {
    long scale = Amount.scale(formula.of());
    long least =
        formula.rejectBelow() == null
            ? Long.MIN_VALUE
            : Limits.whole(formula.rejectBelow(), scale, RoundingMode.CEILING);
    long most =
        formula.rejectAbove() == null
            ? Long.MAX_VALUE
            : Limits.whole(formula.rejectAbove(), scale, RoundingMode.FLOOR);
    Groups<Tally> groups = new Groups<>(asked.by() != null, Tally::new);
    Trace trace = asked.trace();
    if (formula.of() instanceof Quantity.Items items) {
      rows.each(
          formula.set(),
          asked,
          plan -> {
            ItemAmounts amounts = new ItemAmounts(items, plan);
            Ref group = Rows.group(plan, asked);
            return () -> items(amounts, group, groups, new Limit(least, most), trace);
          });
      return groups.outcomes(tally -> outcome(formula, tally, scale));
    }
    rows.each(
        formula.set(),
        asked,
        plan -> {
          Amount amount = Amount.of(formula.of(), plan, rows.around().days());
          Ref group = Rows.group(plan, asked);
          Frame frame = plan.frame();
          return () -> {
            if (!amount.read()) {
              return;
            }
            long value = amount.value();
            Tally tally = groups.of(group);
            boolean believed = value >= least && value <= most;
            if (believed) {
              tally.values.add(value);
              tally.sum.add(value);
            } else {
              tally.rejected++;
            }
            if (trace != null) {
              (believed ? trace.numerator() : trace.rejected())
                  .add(frame.blocks[0], frame.rows[0], value);
              if (believed) {
                trace.denominator().add(frame.blocks[0], frame.rows[0], 1);
              }
            }
          };
        });
    return groups.outcomes(tally -> outcome(formula, tally, scale));
  }

  private record Limit(long least, long most) {

    boolean believes(long value) {
      return value >= least && value <= most;
    }
  }

  /** Adds the items of the fact in the frame. */
  private static void items(
      ItemAmounts amounts, Ref group, Groups<Tally> groups, Limit limit, Trace trace) {
    int count = amounts.count();
    if (count == 0) {
      return;
    }
    Tally tally = groups.of(group);
    int having = 0;
    for (int i = 0; i < count; i++) {
      if (!amounts.has(i)) {
        tally.items++;
      } else if (limit.believes(amounts.value(i))) {
        tally.items++;
        tally.values.add(amounts.value(i));
        tally.sum.add(amounts.value(i));
        having++;
      } else {
        tally.rejected++;
      }
    }
    if (trace != null) {
      amounts.trace(trace, having, count);
    }
  }

  private static Outcome outcome(Formula.Measured formula, Tally tally, long scale) {
    long[] sorted = tally.values.sorted();
    List<Outcome.Extra> extras = new ArrayList<>();
    for (Shown shown : formula.shown()) {
      extras.add(new Outcome.Extra(shown.code(), one(shown, tally, sorted, scale), false));
    }
    if (formula.rejectBelow() != null || formula.rejectAbove() != null) {
      extras.add(new Outcome.Extra("rejected", Outcome.number(tally.rejected), true));
    }
    Outcome value = one(formula.statistic(), tally, sorted, scale);
    if (formula.of() instanceof Quantity.Items) {
      // a sum of what few have says little: how many have it, of how many
      return new Outcome(
          BigDecimal.valueOf(sorted.length),
          BigDecimal.valueOf(tally.items),
          value.top(),
          value.bottom(),
          extras);
    }
    return value.with(extras);
  }

  private static Outcome one(Shown shown, Tally tally, long[] sorted, long scale) {
    Outcome mean = Outcome.scaled(tally.sum.value(), scale, (long) sorted.length);
    if (sorted.length == 0) {
      return mean;
    }
    BigDecimal divisor = BigDecimal.valueOf(scale);
    return switch (shown.statistic()) {
      case MEAN -> mean;
      case MAX -> of(mean, BigDecimal.valueOf(sorted[sorted.length - 1]), divisor);
      case MEDIAN ->
          of(
              mean,
              BigDecimal.valueOf(sorted[(sorted.length - 1) / 2])
                  .add(BigDecimal.valueOf(sorted[sorted.length / 2])),
              divisor.multiply(BigDecimal.valueOf(2)));
      case PERCENTILE ->
          of(mean, BigDecimal.valueOf(sorted[rank(sorted.length, shown.rank()) - 1]), divisor);
    };
  }

  /** Nearest rank: the smallest with at least that share at or below it; counted from 1. */
  private static int rank(int size, int percent) {
    return (int) Math.max(1, ((long) size * percent + 99) / 100);
  }

  private static Outcome of(Outcome mean, BigDecimal top, BigDecimal bottom) {
    return new Outcome(mean.numerator(), mean.denominator(), top, bottom, List.of());
  }
}
