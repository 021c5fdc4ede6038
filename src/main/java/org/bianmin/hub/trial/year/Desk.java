package org.bianmin.hub.trial.year;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Where stories say what happens. The year is planned once for each of its two streams, so one desk
 * writes and the other is deaf.
 */
final class Desk {

  /** An event and when a hub hears it; equal times keep the order in which they were said. */
  private record Heard(YearEvent event, long at, long order) {}

  private final PriorityQueue<Heard> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Heard::at).thenComparingLong(Heard::order));
  // null at a deaf desk
  private final YearBooks books;
  private long said;

  Desk(YearBooks books) {
    this.books = books;
  }

  void say(YearEvent event, long heardAt) {
    if (books != null) {
      waiting.add(new Heard(event, heardAt, said++));
    }
  }

  void book(Entry entry, int sign) {
    if (books != null) {
      books.book(entry, sign);
    }
  }

  void merge(Entry.Who old, Entry.Who current) {
    if (books != null) {
      books.merge(old, current);
    }
  }

  /** The next event that is heard before a moment, or null. */
  YearEvent next(long before) {
    Heard first = waiting.peek();
    return first == null || first.at() >= before ? null : waiting.remove().event();
  }

  int waiting() {
    return waiting.size();
  }
}
