package org.bianmin.hub.recognition;

import java.util.Optional;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.facts.Pseudonyms;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** What order time asks of others, where they are there. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
@EnableConfigurationProperties(OrderTimeProperties.class)
final class OrderTime {

  private static final SearchPlatform NO_SEARCH =
      (facility, person, items, since, limit) -> new SearchAnswer.NotOffered();

  private final ObjectProvider<Persons> persons;
  private final ObjectProvider<SearchPlatform> platform;
  private final ObjectProvider<RecognitionRules> rules;
  private final Persons numbersOnly;

  OrderTime(
      ObjectProvider<Persons> persons,
      ObjectProvider<SearchPlatform> platform,
      ObjectProvider<RecognitionRules> rules,
      Pseudonyms pseudonyms) {
    this.persons = persons;
    this.platform = platform;
    this.rules = rules;
    this.numbersOnly = new NumbersOnly(pseudonyms);
  }

  Persons persons() {
    return persons.getIfAvailable(() -> numbersOnly);
  }

  SearchPlatform platform() {
    return platform.getIfAvailable(() -> NO_SEARCH);
  }

  RecognitionRules rules() {
    return rules.getIfAvailable(() -> RecognitionRules.NONE);
  }

  /** Persons where nobody keeps identities: a number is a person, and nobody is known by law. */
  private record NumbersOnly(Pseudonyms pseudonyms) implements Persons {

    @Override
    public String pseudonymOf(PatientId patient) {
      return pseudonyms.of(patient);
    }

    @Override
    public String pseudonymOf(String idType, String id) {
      return pseudonyms.of(new PatientId("", idType + ':' + id));
    }

    @Override
    public Optional<PersonIdentity> identityOf(String person) {
      return Optional.empty();
    }
  }
}
