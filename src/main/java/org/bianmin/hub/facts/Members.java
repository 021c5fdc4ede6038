package org.bianmin.hub.facts;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Attributes of an item by name, in the order of the names, without those that are for the hub
 * alone. Holds the entries of another map, which must not change any more; a report of 24 items
 * would otherwise be copied entry by entry whenever it is shown.
 */
final class Members extends AbstractMap<String, Object> {

  private static final Map.Entry<?, ?>[] NONE = {};
  private static final Comparator<Map.Entry<?, ?>> BY_NAME =
      Comparator.comparing(entry -> (String) entry.getKey());

  private final Map.Entry<?, ?>[] entries;
  private final int from;

  private Members(Map.Entry<?, ?>[] entries, int from) {
    this.entries = entries;
    this.from = from;
  }

  /**
   * Without the names that begin with a prefix.
   *
   * @param hidden one character that sorts before every letter
   */
  static Members without(char hidden, Map<?, ?> map) {
    Map.Entry<?, ?>[] entries = sorted(map);
    int from = 0;
    while (from < entries.length && ((String) entries[from].getKey()).charAt(0) == hidden) {
      from++;
    }
    return new Members(entries, from);
  }

  /** The entries of a map by name; nearly always they are in that order already. */
  static Map.Entry<?, ?>[] sorted(Map<?, ?> map) {
    Map.Entry<?, ?>[] entries = map.entrySet().toArray(NONE);
    for (int i = 1; i < entries.length; i++) {
      if (BY_NAME.compare(entries[i - 1], entries[i]) > 0) {
        Arrays.sort(entries, BY_NAME);
        break;
      }
    }
    return entries;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return entries.length - from;
      }

      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, Object>> {

    private int at = from;

    @Override
    public boolean hasNext() {
      return at < entries.length;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map.Entry<String, Object> next() {
      if (at == entries.length) {
        throw new java.util.NoSuchElementException();
      }
      return (Map.Entry<String, Object>) entries[at++];
    }
  }
}
