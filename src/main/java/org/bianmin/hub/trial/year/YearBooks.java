package org.bianmin.hub.trial.year;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the synthetic year means, booked where it is decided and never read back from its events:
 * plain sums, lists and sets by facility, page and month. What a correction takes away is booked
 * away.
 */
public final class YearBooks {

  /** A page of one month. */
  private record Page(String facility, String what, int month) {}

  private final Map<Page, Long> counts = new HashMap<>();
  private final Map<Page, TreeMap<Long, Integer>> values = new HashMap<>();
  private final Map<Page, Map<Object, Integer>> sets = new HashMap<>();
  private final Map<Entry, Integer> contracts = new HashMap<>();
  private final Map<Entry.Who, Entry.Who> merged = new HashMap<>();

  YearBooks() {}

  void book(Entry entry, int sign) {
    Page page = new Page(entry.facility(), entry.what(), YearCalendar.month(entry.at()));
    switch (entry.kind()) {
      case COUNT -> counts.merge(page, sign * entry.amount(), Long::sum);
      case VALUE -> add(values.computeIfAbsent(page, p -> new TreeMap<>()), entry.amount(), sign);
      case DISTINCT -> add(sets.computeIfAbsent(page, p -> new HashMap<>()), entry.token(), sign);
      case CONTRACT -> add(contracts, entry, sign);
    }
  }

  private static <K> void add(Map<K, Integer> bag, K key, int sign) {
    if (bag.merge(key, sign, Integer::sum) == 0) {
      bag.remove(key);
    }
  }

  void merge(Entry.Who old, Entry.Who current) {
    merged.put(old, current);
  }

  /**
   * Sum of a page.
   *
   * @param from first month ({@link YearCalendar#month(int, int)})
   * @param to month after the last
   */
  public long count(String facility, String what, int from, int to) {
    long sum = 0;
    for (int month = from; month < to; month++) {
      sum += counts.getOrDefault(new Page(facility, what, month), 0L);
    }
    return sum;
  }

  /** Values of a page in order, as often as they are. */
  public List<Long> values(String facility, String what, int from, int to) {
    List<Long> all = new ArrayList<>();
    for (int month = from; month < to; month++) {
      values
          .getOrDefault(new Page(facility, what, month), new TreeMap<>())
          .forEach(
              (value, times) -> {
                for (int i = 0; i < times; i++) {
                  all.add(value);
                }
              });
    }
    all.sort(Long::compare);
    return all;
  }

  /** What stands on a page, each once; patients as the persons that they are known to be. */
  public Set<Object> set(String facility, String what, int from, int to) {
    Set<Object> all = new HashSet<>();
    for (int month = from; month < to; month++) {
      for (Object token : sets.getOrDefault(new Page(facility, what, month), Map.of()).keySet()) {
        all.add(token instanceof Entry.Who who ? person(who) : token);
      }
    }
    return all;
  }

  /** Persons whose contract stands at a moment (epoch milliseconds): begun, and not ended. */
  public Set<Object> valid(String facility, String what, long moment) {
    Set<Object> all = new HashSet<>();
    for (Entry contract : contracts.keySet()) {
      if (contract.facility().equals(facility)
          && contract.what().equals(what)
          && contract.at() < moment
          && contract.amount() >= moment) {
        all.add(person((Entry.Who) contract.token()));
      }
    }
    return all;
  }

  /** Names of the pages, for a reader who looks for one. */
  public Set<String> pages() {
    Set<String> names = new HashSet<>();
    counts.keySet().forEach(page -> names.add(page.what()));
    values.keySet().forEach(page -> names.add(page.what()));
    sets.keySet().forEach(page -> names.add(page.what()));
    contracts.keySet().forEach(entry -> names.add(entry.what()));
    return names;
  }

  private Entry.Who person(Entry.Who who) {
    Entry.Who now = who;
    while (merged.containsKey(now)) {
      now = merged.get(now);
    }
    return now;
  }
}
