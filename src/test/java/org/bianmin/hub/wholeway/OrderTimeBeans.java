package org.bianmin.hub.wholeway;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.facts.Pseudonyms;
import org.bianmin.hub.recognition.Candidate;
import org.bianmin.hub.recognition.Notice;
import org.bianmin.hub.recognition.NoticePlatform;
import org.bianmin.hub.recognition.Persons;
import org.bianmin.hub.recognition.RecognitionRules;
import org.bianmin.hub.recognition.SearchAnswer;
import org.bianmin.hub.recognition.SearchPlatform;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What order time asks of others, as a test plays it. */
@TestConfiguration(proxyBeanMethods = false)
class OrderTimeBeans {

  /** A patient whose legal id is known; a number of the facility. */
  static final String KNOWN = "P-KNOWN";

  static final long FEE_FEN = 850;

  /** Notices of the played platform, in their order. */
  static final List<Notice> NOTICES = new CopyOnWriteArrayList<>();

  /** What the played platform finds for {@link #KNOWN}. */
  static final List<Candidate> ELSEWHERE = new CopyOnWriteArrayList<>();

  @Bean
  @Primary
  Persons playedPersons(Pseudonyms pseudonyms) {
    return new Persons() {
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
        return person.equals(pseudonyms.of(new PatientId(WholeHub.FACILITY, KNOWN)))
            ? Optional.of(new PersonIdentity("01", "110101199001011237", null, null, null))
            : Optional.empty();
      }
    };
  }

  @Bean
  @Primary
  SearchPlatform playedSearch() {
    return (facility, person, items, since, limit) ->
        new SearchAnswer.Found(List.copyOf(ELSEWHERE));
  }

  @Bean
  @Primary
  NoticePlatform playedNotices() {
    return new NoticePlatform() {
      @Override
      public String id() {
        return "played";
      }

      @Override
      public List<Notice> fetch(String after) {
        int from = 0;
        for (int i = 0; i < NOTICES.size(); i++) {
          from = NOTICES.get(i).no().equals(after) ? i + 1 : from;
        }
        return List.copyOf(NOTICES.subList(from, NOTICES.size()));
      }
    };
  }

  @Bean
  @Primary
  RecognitionRules playedRules() {
    return new RecognitionRules() {
      @Override
      public String nameOf(String facility) {
        return facility.equals("H002") ? "第二人民医院" : null;
      }

      @Override
      public Long feeFen(String facility, String item, long at) {
        return item.equals("lab-glu") ? FEE_FEN : null;
      }
    };
  }
}
