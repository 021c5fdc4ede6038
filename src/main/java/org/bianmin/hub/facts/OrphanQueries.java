package org.bianmin.hub.facts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Events that stay though the visit that they name is void: payments, settlements, results of a
 * cancelled visit (measure-events.md §2.1). A person has to look at them. Found by the patient, so
 * events that name nobody are not among them.
 */
@Component
public final class OrphanQueries {

  /**
   * An event that is left over.
   *
   * @param visit number of the void visit that it names
   * @param at where the list goes on after it
   */
  public record Orphan(EventRow row, String visit, Cursor at) {}

  /**
   * A place in the list.
   *
   * @param visit row of the void visit that was looked at last
   * @param event row of its event that was listed last; 0 where all were
   */
  public record Cursor(long visit, long event) {}

  /**
   * A page; it may have fewer than were asked for, or none, and be followed by others.
   *
   * @param next where the next one begins, null on the last
   */
  public record Page(List<Orphan> orphans, Cursor next) {

    public Page {
      orphans = List.copyOf(orphans);
    }
  }

  /** So many void visits are looked at for a page, however few of them have left anything. */
  static final int LOOKED_AT = 500;

  private static final int AT_ONCE = 250;

  static final String VOID =
      "select id from measure_event where status = 'VOID' and type = ? and id <= ?"
          + " order by id desc limit ?";

  // a number may be a visit of one type that is void and of another that is active (A06, A07)
  private static final String ORPHANS =
      "select e.id, e.facility, e.type, e.business_key, e.version, e.status, e.occurred_at,"
          + " e.recorded_at, e.person, e.attributes, e.mapping, e.updated_at, v.business_key, v.id"
          + " from measure_event v"
          // by the patient: all events of a facility and type are no way to find those of one
          + " join measure_event e on e.patient = v.patient and e.facility || '' = v.facility"
          + " where v.status = 'VOID' and v.type in (%1$s) and v.id >= ? and v.id <= ?"
          + " and (v.id < ? or e.id < ?) and e.status = 'ACTIVE' and e.type || '' in (%2$s)"
          + " and not exists (select 1 from measure_event a where a.facility = v.facility"
          + " and a.type in (%1$s) and a.business_key = v.business_key and a.status = 'ACTIVE')"
          + " order by v.id desc, e.id desc";

  private final JdbcClient queries;

  OrphanQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * A page: those of the newest void visit first, of each the newest event first. It walks over
   * void visits, which are few, and never over the events.
   *
   * @param types of events that may be left over
   * @param visits types of visits
   * @param after where the page before ended, null for the first page
   */
  public Page page(Set<String> types, Set<String> visits, Cursor after, int limit) {
    List<Orphan> found = new ArrayList<>();
    if (types.isEmpty() || visits.isEmpty()) {
      return new Page(found, null);
    }
    Cursor at = after == null ? new Cursor(Long.MAX_VALUE, 0) : after;
    for (int looked = 0; looked < LOOKED_AT; looked += AT_ONCE) {
      List<Long> some = voids(visits, at.event() > 0 ? at.visit() : at.visit() - 1);
      if (some.isEmpty()) {
        return new Page(found, null);
      }
      for (Orphan orphan : of(types, visits, some, at)) {
        if (found.size() == limit) {
          return new Page(found, found.get(limit - 1).at());
        }
        found.add(orphan);
      }
      at = new Cursor(some.get(some.size() - 1), 0);
    }
    return new Page(found, at);
  }

  /** The newest void visits up to one, the newest first. */
  private List<Long> voids(Set<String> visits, long upTo) {
    return visits.stream()
        .flatMap(
            type -> queries.sql(VOID).params(type, upTo, AT_ONCE).query(Long.class).list().stream())
        .sorted(Comparator.reverseOrder())
        .limit(AT_ONCE)
        .toList();
  }

  /** What void visits have left, behind a place. */
  private List<Orphan> of(Set<String> types, Set<String> visits, List<Long> some, Cursor after) {
    List<Object> params = new ArrayList<>(visits);
    params.addAll(List.of(some.get(some.size() - 1), some.get(0), after.visit(), after.event()));
    params.addAll(types);
    params.addAll(visits);
    return queries
        .sql(sql(types, visits))
        .params(params)
        .query(OrphanQueries::orphan)
        .list()
        .stream()
        .filter(OrphanQueries::names)
        .toList();
  }

  static String sql(Set<String> types, Set<String> visits) {
    return ORPHANS.formatted(marks(visits), marks(types));
  }

  /**
   * Whether the event names the void visit; another visit of the patient is none of its business.
   */
  private static boolean names(Orphan orphan) {
    return Visits.REFERENCES.stream()
        .anyMatch(r -> orphan.visit().equals(orphan.row().event().attributes().get(r)));
  }

  private static String marks(Set<String> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }

  private static Orphan orphan(ResultSet row, int n) throws SQLException {
    EventRow event = EventQueries.row(row, n);
    return new Orphan(event, row.getString(13), new Cursor(row.getLong(14), event.id()));
  }
}
