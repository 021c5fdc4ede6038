package org.bianmin.hub.recognition;

import java.util.Optional;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PersonIdentity;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Persons as the facts know them. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class KnownPersons implements Persons {

  private final org.bianmin.hub.facts.Persons persons;

  KnownPersons(org.bianmin.hub.facts.Persons persons) {
    this.persons = persons;
  }

  @Override
  public String pseudonymOf(PatientId patient) {
    return persons.behind(patient);
  }

  @Override
  public String pseudonymOf(String idType, String id) {
    return persons.withLegalId(idType, id);
  }

  @Override
  public Optional<PersonIdentity> identityOf(String person) {
    return persons.identityOf(person);
  }
}
