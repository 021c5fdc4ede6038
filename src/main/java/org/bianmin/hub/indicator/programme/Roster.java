package org.bianmin.hub.indicator.programme;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The institutions that report. */
public record Roster(List<Institution> institutions) {

  /**
   * An institution in a span of time.
   *
   * @param terms what it is, for example {@code class2plus}
   * @param county, city, alliance names; empty where it has none
   * @param parameters numbers and choices of its own
   * @param from first day, null where open
   * @param to last day, null where open
   */
  public record Institution(
      String facility,
      String name,
      Set<String> terms,
      String county,
      String city,
      String alliance,
      Map<String, String> parameters,
      LocalDate from,
      LocalDate to) {

    public Institution {
      terms = Set.copyOf(terms);
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Whether one of these terms is its own; one may be several joined by {@code +}. */
    public boolean meets(List<String> applies) {
      return applies.stream()
          .anyMatch(
              item -> item.equals("all") || terms.containsAll(List.of(item.split("\\+", -1))));
    }

    /** Whether it is on the roster on a day. */
    public boolean on(LocalDate day) {
      return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }
  }

  public Roster {
    institutions = List.copyOf(institutions);
  }

  /** Those on the roster on a day. */
  public List<Institution> on(LocalDate day) {
    return institutions.stream().filter(i -> i.on(day)).toList();
  }

  /** A facility on a day. */
  public Optional<Institution> find(String facility, LocalDate day) {
    return institutions.stream()
        .filter(i -> i.facility().equals(facility) && i.on(day))
        .findFirst();
  }
}
