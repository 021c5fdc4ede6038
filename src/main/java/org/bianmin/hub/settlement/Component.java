package org.bianmin.hub.settlement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Records that numbers, or a person, have linked. */
final class Component {

  /** The order in which rules look at components: by time, those of one time by their numbers. */
  static final Comparator<Component> ORDER =
      Comparator.comparingLong((Component c) -> c.at).thenComparing(c -> c.key);

  static final Comparator<Item> ITEMS =
      Comparator.comparingLong((Item i) -> i.entry.at()).thenComparing(i -> i.entry.key());

  private static final long DAY = 86_400_000L;

  /** The day of the rules begins at 4 in the morning (UTC+8), when hospitals settle least. */
  private static final long DAY_SHIFT = (8 - 4) * 3_600_000L;

  final List<Item> items;
  final long at;
  final String key;
  final Judged judged;
  // where rules look for the other side, or null
  final String visitGroup;
  final String personGroup;
  // one of more records than a case may have
  final boolean apart;

  Component(List<Item> members, Judge judge, boolean apart) {
    this.apart = apart;
    this.items = new ArrayList<>(members);
    items.sort(ITEMS);
    Item first =
        items.stream().filter(i -> i.kind() != RecordKind.REFUND).findFirst().orElse(items.get(0));
    this.at = first.entry.at();
    this.key = first.entry.key();
    this.judged = judge.judge(items);
    boolean seeks = !apart && judged.outcome().isDifference() && (isPaid() || isSettled());
    this.visitGroup = seeks ? group(Entry::visit) : null;
    this.personGroup = seeks ? group(Entry::person) : null;
  }

  /** Paid, and nothing is settled. */
  boolean isPaid() {
    return judged.outcome() == Outcome.PAID_NOT_SETTLED;
  }

  /** Settled, and nothing is paid. */
  boolean isSettled() {
    return judged.outcome() == Outcome.SETTLED_NOT_PAID && judged.payments() == 0;
  }

  /** The one visit or person that its records name, with facility and day. */
  private String group(Function<Entry, String> of) {
    List<String> named =
        items.stream().map(i -> of.apply(i.entry)).filter(Objects::nonNull).distinct().toList();
    return named.size() == 1
        ? items.get(0).entry.facility()
            + '|'
            + Math.floorDiv(at + DAY_SHIFT, DAY)
            + '|'
            + named.get(0)
        : null;
  }

  String group(boolean ofVisit) {
    return ofVisit ? visitGroup : personGroup;
  }
}
