package org.bianmin.hub.recognition;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bianmin.hub.mapping.CatalogueItem;

/** One edition of the catalogue of items (互认目录). Immutable. */
public final class Catalogue {

  /** The edition of a catalogue that only the files tell; the mapping set's hash says which. */
  public static final String FILES = "files";

  private static final Comparator<CatalogueItem> BY_DAY =
      Comparator.comparing(item -> item.days().from(), Comparator.nullsFirst(LocalDate::compareTo));

  private final String edition;
  private final Map<String, List<CatalogueItem>> items = new TreeMap<>();
  // made when it is first asked for: each report asks
  private volatile Set<String> kinds;

  /**
   * A catalogue.
   *
   * @param edition its name
   * @param items one per item and period; periods of one item do not overlap
   */
  public Catalogue(String edition, Collection<CatalogueItem> items) {
    this.edition = edition;
    for (CatalogueItem item : items) {
      this.items.computeIfAbsent(item.code(), c -> new ArrayList<>(1)).add(item);
    }
    this.items.replaceAll((code, rows) -> rows.stream().sorted(BY_DAY).toList());
  }

  /** Two sources of items as one: an item that both tell is as the first has it, in all periods. */
  static Catalogue of(String edition, Catalogue first, Catalogue second) {
    Catalogue both = new Catalogue(edition, List.of());
    both.items.putAll(second.items);
    both.items.putAll(first.items);
    return both;
  }

  /** Its name, for example {@code 2026-10}; {@link #FILES} where no platform has told one. */
  public String edition() {
    return edition;
  }

  /** What it says about an item on a day. */
  public Optional<CatalogueItem> item(String code, LocalDate day) {
    return items.getOrDefault(code, List.of()).stream()
        .filter(item -> item.days().holds(day))
        .findFirst();
  }

  /** The kind of an item, whenever it is or was in the catalogue; null where it never was. */
  public String kind(String code) {
    List<CatalogueItem> rows = items.get(code);
    return rows == null ? null : rows.get(rows.size() - 1).kind();
  }

  /** Whether it lists, or listed, any item of a kind. */
  boolean lists(String kind) {
    Set<String> known = kinds;
    if (known == null) {
      known = items().stream().map(CatalogueItem::kind).collect(Collectors.toUnmodifiableSet());
      kinds = known;
    }
    return kind != null && known.contains(kind);
  }

  /** All that it says, by item code, then by day. */
  public List<CatalogueItem> items() {
    return items.values().stream().flatMap(List::stream).toList();
  }
}
