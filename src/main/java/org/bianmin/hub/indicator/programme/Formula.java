package org.bianmin.hub.indicator.programme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** How a value is made of facts: its numerator N, its denominator D, and what they give. */
public sealed interface Formula {

  /**
   * N the facts that meet the numerator, D all, value 100·N/D.
   *
   * @param sum N and D are sums of this instead, absent is 0; null to count facts
   */
  record Share(FactSet set, List<Condition> numerator, Path sum) implements Formula {
    public Share {
      numerator = List.copyOf(numerator);
    }
  }

  record Count(FactSet set) implements Formula {}

  /**
   * How many different values there are; a fact that lacks one of several counts for nothing.
   *
   * @param among only these values, empty for all
   */
  record Distinct(FactSet set, List<Path> of, List<String> among) implements Formula {
    public Distinct {
      of = List.copyOf(of);
      among = List.copyOf(among);
      if (of.isEmpty() || (of.size() > 1 && !among.isEmpty())) {
        throw new IllegalArgumentException(
            "distinct names in of what is different; among goes with a single path");
      }
    }
  }

  record Sum(FactSet set, Path of) implements Formula {}

  /** What of a row of numbers is the value. */
  enum Statistic {
    MEAN,
    MEDIAN,
    PERCENTILE,
    MAX
  }

  /** A further statistic that is shown: {@code rank} for percentiles, else 0. */
  record Shown(Statistic statistic, int rank) {
    public Shown {
      if ((statistic == Statistic.PERCENTILE) != (rank > 0) || rank > 99) {
        throw new IllegalArgumentException("a percentile has a rank of 1 to 99, others have none");
      }
    }

    /** {@code mean}, {@code median}, {@code p95}, {@code max}. */
    public String code() {
      return rank > 0 ? "p" + rank : statistic.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A statistic of a quantity: N its sum, D the facts that have it; of the items of a group, N
   * those that have it, D all.
   *
   * @param rejectBelow a quantity under it is counted as rejected only; null for no limit
   * @param rejectAbove a quantity over it, likewise
   */
  record Measured(
      Shown statistic,
      FactSet set,
      Quantity of,
      BigDecimal rejectBelow,
      BigDecimal rejectAbove,
      List<Shown> shown)
      implements Formula {
    public Measured {
      shown = List.copyOf(shown);
    }
  }

  /** One number over another, times 1 or 100; the two are counts, distincts or sums. */
  record Ratio(Formula numerator, Formula denominator, int times) implements Formula {
    public Ratio {
      if (!simple(numerator) || !simple(denominator)) {
        throw new IllegalArgumentException("a ratio is made of count, distinct or sum");
      }
      if (times != 1 && times != 100) {
        throw new IllegalArgumentException("times is 1 or 100");
      }
    }

    private static boolean simple(Formula formula) {
      return formula instanceof Count || formula instanceof Distinct || formula instanceof Sum;
    }
  }

  /** Names of the times from which and until which a fact is valid; no end is for ever. */
  record Valid(Path from, Path to) {}

  /**
   * D the distinct of a set, N those of them that are in another, value 100·N/D.
   *
   * @param valid the first set is the stock at the cut; null for the facts of the period
   */
  record ShareOfPersons(FactSet set, Valid valid, List<Path> of, FactSet also, List<Path> alsoOf)
      implements Formula {
    public ShareOfPersons {
      of = List.copyOf(of);
      alsoOf = List.copyOf(alsoOf);
      if (of.isEmpty() || of.size() != alsoOf.size()) {
        throw new IllegalArgumentException(
            "share-of-persons names in both of what is the same, as many paths each");
      }
    }
  }

  /**
   * What is valid at the cut, of all facts until then.
   *
   * @param of distinct of these, empty to count facts
   */
  record Stock(FactSet set, Valid valid, List<Path> of) implements Formula {
    public Stock {
      of = List.copyOf(of);
    }
  }

  /**
   * D the days at whose census a stay is there, N those of them that are covered.
   *
   * @param stays the event that begins a stay and by whose business key the others refer to it
   * @param ends the event that ends it, of the same business key
   * @param minuteOfDay the census, 1440 for midnight at the end of the day
   * @param where what is asked of the stay
   */
  record StayDays(
      String stays, String ends, int minuteOfDay, List<Condition> where, Covered covered)
      implements Formula {
    public StayDays {
      where = List.copyOf(where);
      if (minuteOfDay < 0 || minuteOfDay > 1440) {
        throw new IllegalArgumentException("census is a time of 00:00 to 24:00");
      }
    }
  }

  /**
   * What covers a stay at a census.
   *
   * @param by the attribute that names the stay's business key
   * @param valid when it begins and ends
   * @param count how many there must be
   */
  record Covered(String event, String by, Valid valid, Bounds count) {}

  /**
   * D full weeks of the period with enough working days, N those with sessions on enough of them.
   */
  record Weeks(FactSet set, int workingDays) implements Formula {
    public Weeks {
      if (workingDays < 1 || workingDays > 7) {
        throw new IllegalArgumentException("working-days is 1 to 7");
      }
    }
  }

  /** Which days divide. */
  enum Days {
    WORKING_DAYS,
    ALL_DAYS,
    DAYS_WITH
  }

  /**
   * N the sum of a quantity, D days.
   *
   * @param once of spans that overlap in one facility, the time that they have in common counts
   *     once
   */
  record PerDay(FactSet set, Quantity of, Days days, boolean once) implements Formula {
    public PerDay {
      if (once
          && !(of instanceof Quantity.Between span && span.unit() != Quantity.Unit.CALENDAR_DAYS)) {
        throw new IllegalArgumentException("once needs a quantity of minutes, hours or days");
      }
    }

    public PerDay(FactSet set, Quantity of, Days days) {
      this(set, of, days, false);
    }
  }

  /** N the different pairs of row and value that were seen, D all pairs. */
  record Cells(List<Row> rows, List<String> among) implements Formula {
    public Cells {
      rows = List.copyOf(rows);
      among = List.copyOf(among);
      if (rows.isEmpty() || among.isEmpty()) {
        throw new IllegalArgumentException("cells has rows, and among which values");
      }
    }
  }

  /** A row of cells; {@code label} is what it is called in parts. */
  record Row(String label, FactSet set, Path of) {}
}
