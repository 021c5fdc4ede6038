package org.bianmin.hub.facts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
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

  /** An event, and the number of the void visit that it names. */
  public record Orphan(EventRow row, String visit) {}

  // a number may be a visit of one type that is void and of another that is active (A06, A07)
  private static final String ORPHANS =
      "select e.id, e.facility, e.type, e.business_key, e.version, e.status, e.occurred_at,"
          + " e.recorded_at, e.person, e.attributes, e.mapping, e.updated_at, v.business_key"
          + " from measure_event v"
          + " join measure_event e on e.patient = v.patient and e.facility = v.facility"
          + " where v.status = 'VOID' and v.type in (%1$s) and e.status = 'ACTIVE'"
          + " and e.type in (%2$s) and e.id < ?"
          + " and not exists (select 1 from measure_event a where a.facility = v.facility"
          + " and a.type in (%1$s) and a.business_key = v.business_key and a.status = 'ACTIVE')"
          + " order by e.id desc, v.id limit ?";

  private final JdbcClient queries;

  OrphanQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * A page, newest first.
   *
   * @param types of events that may be left over
   * @param visits types of visits
   * @param after id of the last event of the page before, null for the first page
   */
  public List<Orphan> page(Set<String> types, Set<String> visits, Long after, int limit) {
    List<Orphan> found = new ArrayList<>();
    if (types.isEmpty() || visits.isEmpty()) {
      return found;
    }
    String sql = ORPHANS.formatted(marks(visits), marks(types));
    long before = after == null ? Long.MAX_VALUE : after;
    int read = Math.max(limit, 100);
    List<Orphan> candidates;
    do {
      List<Object> params = new ArrayList<>(visits);
      params.addAll(types);
      params.add(before);
      params.addAll(visits);
      params.add(read);
      candidates = queries.sql(sql).params(params).query(OrphanQueries::orphan).list();
      long last = candidates.isEmpty() ? before : candidates.get(candidates.size() - 1).row().id();
      boolean more = candidates.size() == read;
      for (Orphan candidate : candidates) {
        // the last event may go on in the next page: it is read again there
        boolean cutOff =
            more && candidate.row().id() == last && candidates.get(0).row().id() != last;
        if (!cutOff && names(candidate) && found.size() < limit) {
          found.add(candidate);
        }
      }
      before = more && candidates.get(0).row().id() != last ? last + 1 : last;
    } while (found.size() < limit && candidates.size() == read);
    return found;
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
    return new Orphan(EventQueries.row(row, n), row.getString(13));
  }
}
