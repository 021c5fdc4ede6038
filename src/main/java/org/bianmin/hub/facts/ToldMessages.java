package org.bianmin.hub.facts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.event.PatientId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which messages told of a patient, a visit or a type of event, by the journal's ids. */
@Component
public final class ToldMessages {

  /**
   * Ids of messages, newest first.
   *
   * @param more whether there are more than were asked for
   */
  public record Told(List<Long> messages, boolean more) {

    public Told {
      messages = List.copyOf(messages);
    }
  }

  private record Place(long id, String patient, String key, String attributes) {}

  private static final int AT_ONCE = 500;

  /** Of one person or visit; what has more facts is no person. */
  private static final int FACTS = 5_000;

  private static final String NAMES = "select names.p from " + EventQueries.LINKED + " names";
  private static final String NEXT_TYPE =
      "select min(type) from measure_event where facility = ? and type > ?";
  private static final String PLACES =
      "select id, patient, business_key, attributes from measure_event where ";
  private static final String OF_VISIT = PLACES + "facility = ? and type = ? and business_key = ?";
  private static final String OF_PATIENT =
      PLACES + "patient is not null and patient in (%s) order by id desc limit ?";
  private static final String OF_TYPE =
      "select id, patient, business_key, '' from measure_event where type = ? limit ?";
  private static final String MESSAGES =
      "select distinct message_id from measure_event_version where event_id in (%s)";
  private static final String LINKS =
      "select message_id from patient_link where old_patient in (%1$s)"
          + " union select message_id from patient_link where patient in (%1$s)"
          + " union select message_id from patient_identity where patient in (%1$s)";
  private static final String MOVES =
      "select old_visit, visit, message_id from visit_link where old_visit in (%1$s)"
          + " union select old_visit, visit, message_id from visit_link where visit in (%1$s)";
  private static final String TELLING =
      "select distinct v.message_id from measure_event_version v"
          + " join measure_event e on e.id = v.event_id where v.message_id in (%s) and e.type = ?";

  private final JdbcClient queries;
  private final Pseudonyms pseudonyms;

  ToldMessages(JdbcClient queries, Pseudonyms pseudonyms) {
    this.queries = queries;
    this.pseudonyms = pseudonyms;
  }

  /**
   * Messages that told of a patient, under whatever number it was merged.
   *
   * @param facilities that may have issued the number
   */
  public Told ofPatient(Collection<String> facilities, String number, int limit) {
    Set<String> names = new LinkedHashSet<>();
    for (String facility : facilities) {
      names.addAll(names(pseudonyms.of(new PatientId(facility, number)), ""));
    }
    return ofNames(names, limit);
  }

  /**
   * Messages that told of a person by law.
   *
   * @param idType CV02.01.101
   */
  public Told ofPerson(String idType, String id, int limit) {
    String person = pseudonyms.ofLegalId(idType, id);
    return ofNames(names(person, person), limit);
  }

  private Set<String> names(String pseudonym, String person) {
    return new LinkedHashSet<>(
        queries.sql(NAMES).params(pseudonym, person).query(String.class).list());
  }

  private Told ofNames(Set<String> names, int limit) {
    NavigableSet<Long> messages = messages(places(names).stream().map(Place::id).toList());
    for (List<String> some : pages(names)) {
      messages.addAll(ids(LINKS, some, 3));
    }
    return newest(messages, limit);
  }

  /** Messages that told of a visit, or of anything that names it, under whatever number it had. */
  public Told ofVisit(Collection<String> facilities, String number, int limit) {
    TreeSet<Long> messages = new TreeSet<>();
    for (String facility : facilities) {
      Set<String> numbers = numbers(facility, number, messages);
      List<Long> facts = new ArrayList<>();
      Set<String> patients = new HashSet<>();
      for (Place place : visits(facility, numbers)) {
        facts.add(place.id());
        if (place.patient() != null) {
          patients.add(place.patient());
        }
      }
      // what names the visit is found by its patient: there is no index on what facts name
      for (Place place : places(patients)) {
        if (names(place, numbers)) {
          facts.add(place.id());
        }
      }
      messages.addAll(messages(facts));
    }
    return newest(messages, limit);
  }

  private static boolean names(Place place, Set<String> numbers) {
    for (String part : place.key().split("/", -1)) {
      if (numbers.contains(part)) {
        return true;
      }
    }
    Map<String, Object> attributes = Attributes.shown(place.attributes());
    return Visits.REFERENCES.stream()
        .anyMatch(name -> attributes.get(name) instanceof String at && numbers.contains(at));
  }

  /** All numbers that a visit had; the messages that moved it are added to those found. */
  private Set<String> numbers(String facility, String number, Set<Long> messages) {
    String prefix = facility + '/';
    Set<String> names = new LinkedHashSet<>(Set.of(prefix + number));
    int before;
    do {
      before = names.size();
      List<String> known = List.copyOf(names);
      queries
          .sql(MOVES.formatted(marks(known.size())))
          .params(twice(known))
          .query(
              row -> {
                names.add(row.getString(1));
                names.add(row.getString(2));
                messages.add(row.getLong(3));
              });
    } while (names.size() > before);
    Set<String> numbers = new LinkedHashSet<>();
    for (String name : names) {
      if (name.startsWith(prefix)) {
        numbers.add(name.substring(prefix.length()));
      }
    }
    return numbers;
  }

  private List<Place> visits(String facility, Set<String> numbers) {
    List<Place> found = new ArrayList<>();
    String type = nextType(facility, "");
    while (type != null) {
      for (String number : numbers) {
        found.addAll(
            queries
                .sql(OF_VISIT)
                .params(facility, type, number)
                .query((row, n) -> place(row))
                .list());
      }
      type = nextType(facility, type);
    }
    return found;
  }

  private String nextType(String facility, String after) {
    return queries
        .sql(NEXT_TYPE)
        .params(facility, after)
        .query((row, n) -> Optional.ofNullable(row.getString(1)))
        .single()
        .orElse(null);
  }

  private List<Place> places(Set<String> patients) {
    List<Place> places = new ArrayList<>();
    for (List<String> some : pages(patients)) {
      List<Object> params = new ArrayList<>(some);
      params.add(FACTS);
      places.addAll(
          queries
              .sql(OF_PATIENT.formatted(marks(some.size())))
              .params(params)
              .query((row, n) -> place(row))
              .list());
    }
    return places;
  }

  /** Messages that told events of a type; empty where there are more events than the limit. */
  public Optional<List<Long>> ofType(String type, int limit) {
    List<Long> facts =
        queries.sql(OF_TYPE).params(type, limit + 1).query((row, n) -> row.getLong(1)).list();
    return facts.size() > limit
        ? Optional.empty()
        : Optional.of(List.copyOf(messages(facts).descendingSet()));
  }

  /** Which of these messages told an event of a type. */
  public Set<Long> telling(String type, List<Long> messages) {
    Set<Long> telling = new HashSet<>();
    for (List<Long> some : pages(messages)) {
      List<Object> params = new ArrayList<>(some);
      params.add(type);
      telling.addAll(
          queries
              .sql(TELLING.formatted(marks(some.size())))
              .params(params)
              .query(Long.class)
              .list());
    }
    return telling;
  }

  private NavigableSet<Long> messages(List<Long> facts) {
    TreeSet<Long> messages = new TreeSet<>();
    for (List<Long> some : pages(facts)) {
      messages.addAll(ids(MESSAGES, some, 1));
    }
    return messages;
  }

  private List<Long> ids(String sql, List<?> values, int times) {
    List<Object> params = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      params.addAll(values);
    }
    return queries.sql(sql.formatted(marks(values.size()))).params(params).query(Long.class).list();
  }

  private static Told newest(NavigableSet<Long> messages, int limit) {
    return new Told(
        messages.descendingSet().stream().limit(limit).toList(), messages.size() > limit);
  }

  private static List<Object> twice(List<String> values) {
    List<Object> params = new ArrayList<>(values);
    params.addAll(values);
    return params;
  }

  private static <T> List<List<T>> pages(Collection<T> values) {
    List<T> all = List.copyOf(values);
    List<List<T>> pages = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      pages.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
    return pages;
  }

  private static String marks(int n) {
    return String.join(", ", Collections.nCopies(n, "?"));
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(row.getLong(1), row.getString(2), row.getString(3), row.getString(4));
  }
}
