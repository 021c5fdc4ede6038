package org.bianmin.hub.recognition;

import java.util.Optional;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PersonIdentity;

/** Under which pseudonym a patient's facts stand, and who that is by law. */
public interface Persons {

  /** The person behind a number of a facility, after merges; the facts' {@code person}. */
  String pseudonymOf(PatientId patient);

  /**
   * The person with a legal id.
   *
   * @param idType kind of document (CV02.01.101)
   */
  String pseudonymOf(String idType, String id);

  /** Who a person is by law, where any message told it. */
  Optional<PersonIdentity> identityOf(String person);
}
