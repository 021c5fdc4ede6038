package org.bianmin.hub.indicator.programme;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is asked of a fact before it is counted. Lists are copied; an absent value fails a condition
 * unless it says otherwise.
 */
public sealed interface Condition {

  /** All of them. */
  record All(List<Condition> of) implements Condition {
    public All {
      of = List.copyOf(of);
    }
  }

  /** At least one of them. */
  record AnyOf(List<Condition> of) implements Condition {
    public AnyOf {
      of = List.copyOf(of);
    }
  }

  record Not(Condition of) implements Condition {}

  /** Only where switches are chosen so; as if absent elsewhere. */
  record When(Map<String, String> chosen, Condition then) implements Condition {
    public When {
      chosen = Map.copyOf(chosen);
    }
  }

  /** The value is one of these. */
  record In(Path attr, Set<String> values) implements Condition {
    public In {
      values = Set.copyOf(values);
    }
  }

  /** The value is none of these, or absent. */
  record NotIn(Path attr, Set<String> values) implements Condition {
    public NotIn {
      values = Set.copyOf(values);
    }
  }

  record Present(Path attr, boolean present) implements Condition {}

  /** A number or an amount in fen within bounds. */
  record Within(Path attr, Bounds bounds) implements Condition {}

  /** A yes or no that is so. */
  record Is(Path attr, boolean value) implements Condition {}

  /** A yes or no that is not so; absent passes. */
  record Unless(Path attr, boolean value) implements Condition {}

  /** The text begins with one of these. */
  record Starts(Path attr, List<String> prefixes) implements Condition {
    public Starts {
      prefixes = List.copyOf(prefixes);
    }
  }

  /**
   * Some item of a group has a value.
   *
   * @param in equal to one of these; empty where not asked
   * @param starts begins with one of these; empty where not asked; both empty: it is present
   */
  record Item(Path group, String item, Set<String> in, List<String> starts) implements Condition {
    public Item {
      in = Set.copyOf(in);
      starts = List.copyOf(starts);
    }
  }

  /**
   * So many events of a join match; {@code atLeast(1)} for "there is one", {@code atMost(0)} for
   * none.
   */
  record Joined(String alias, Bounds matches) implements Condition {}

  /** Both present and equal. */
  record Same(Path a, Path b) implements Condition {}

  /** Both present and not equal. */
  record Different(Path a, Path b) implements Condition {}

  /** On one calendar day of the hub's zone. */
  record SameDay(Path a, Path b) implements Condition {}

  /** Calendar days from one to the other. */
  record Days(Path from, Path to, Bounds bounds) implements Condition {}

  /** Minutes from one to the other, not rounded. */
  record Minutes(Path from, Path to, Bounds bounds) implements Condition {}

  /** Strictly earlier. */
  record Before(Path a, Path b) implements Condition {}

  /** Earlier or at the same moment. */
  record NotAfter(Path a, Path b) implements Condition {}

  /** The day of a time is one of these kinds. */
  record Weekday(Path attr, Set<DayKind> in) implements Condition {
    public Weekday {
      in = Set.copyOf(in);
      if (in.isEmpty()) {
        throw new IllegalArgumentException("weekday says in which kinds of day");
      }
    }
  }

  /**
   * A parameter of the roster, of the fact's facility at the cut; one that it does not have is
   * absent.
   *
   * @param in equal to one of these; empty where not asked
   * @param notIn equal to none of these, or absent; empty where not asked
   * @param present whether it has it; null where not asked
   */
  record Parameter(String name, Set<String> in, Set<String> notIn, Boolean present)
      implements Condition {
    public Parameter {
      in = Set.copyOf(in);
      notIn = Set.copyOf(notIn);
      if (in.isEmpty() && notIn.isEmpty() && present == null) {
        throw new IllegalArgumentException("a condition on a parameter says in, not-in or present");
      }
    }
  }

  /** A fact of this type has that business key and is void; one that was never told is not. */
  record VoidFact(String event, Path key) implements Condition {}

  /** Kinds of day. */
  enum DayKind {
    MON,
    TUE,
    WED,
    THU,
    FRI,
    SAT,
    SUN,
    /** In the table of statutory holidays. */
    HOLIDAY,
    /** Monday to Friday but holidays, and days that make up for them. */
    WORKING_DAY,
    /** Every other. */
    DAY_OFF;

    /** As it is written, for example {@code working-day}. */
    public String written() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
