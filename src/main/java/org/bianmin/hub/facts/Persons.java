package org.bianmin.hub.facts;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who the persons behind pseudonyms are, for those who may know it: mutual recognition. */
@Component
public final class Persons {

  private static final String IS_LEGAL = "select 1 from patient_identity where person = ? limit 1";
  // what the patient's own number was told with goes before what another number was told with: a
  // newborn may be registered under the id of the mother
  private static final String SEALED =
      "select patient, sealed from patient_identity where person = ?"
          + " order by case when patient = ? then 0 else 1 end, recorded_at desc, tie desc limit 8";
  private static final String OF_PATIENT =
      "select person from patient_identity where patient in "
          + EventQueries.LINKED
          + " order by case when patient = ? then 0 else 1 end, recorded_at desc, tie desc,"
          + " person desc limit 1";

  private record Sealed(String patient, byte[] bytes) {}

  private final JdbcClient queries;
  private final Pseudonyms pseudonyms;
  private final IdentitySeal seal;
  private final EventQueries events;

  Persons(JdbcClient queries, Pseudonyms pseudonyms, IdentitySeal seal, EventQueries events) {
    this.queries = queries;
    this.pseudonyms = pseudonyms;
    this.seal = seal;
    this.events = events;
  }

  /**
   * The person with a legal id, whether or not anything is known of them.
   *
   * @param idType CV02.01.101
   */
  public String withLegalId(String idType, String id) {
    return pseudonyms.ofLegalId(idType, id);
  }

  /** The person behind a facility's patient number, after merges. */
  public String behind(PatientId patient) {
    String end = events.person(pseudonyms.of(patient));
    return queries.sql(OF_PATIENT).params(end, "", end).query(String.class).optional().orElse(end);
  }

  /** Who a person is by law; empty where the person is known by a patient number only. */
  public Optional<PersonIdentity> identityOf(String person) {
    return identityOf(person, "");
  }

  /**
   * The same, as the source of one patient number tells it; what it does not tell is filled with
   * what was told with another number of the same legal id.
   *
   * @param patient pseudonym of that patient number
   */
  public Optional<PersonIdentity> identityOf(String person, String patient) {
    return queries
        .sql(SEALED)
        .params(person, patient == null ? "" : patient)
        .query((row, n) -> new Sealed(row.getString(1), row.getBytes(2)))
        .list()
        .stream()
        .map(row -> seal.open(row.patient(), row.bytes()))
        .reduce(Persons::filled);
  }

  private static PersonIdentity filled(PersonIdentity first, PersonIdentity other) {
    return new PersonIdentity(
        first.idType(),
        first.id(),
        first.name() == null ? other.name() : first.name(),
        first.sex() == null ? other.sex() : first.sex(),
        first.birthDate() == null ? other.birthDate() : first.birthDate());
  }

  /** Whether a person is known by a legal id; inside the transaction that changes facts. */
  public boolean isLegal(Session session, String person) throws SQLException {
    if (person == null) {
      return false;
    }
    PreparedStatement select = session.prepare(IS_LEGAL);
    select.setString(1, person);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }
}
