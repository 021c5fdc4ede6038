package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.bianmin.hub.event.EventKey;
import org.junit.jupiter.api.Test;

class FactSetTest {

  @Test
  void tellsManyFactsApartAndCountsEachOnce() {
    FactSet facts = new FactSet(new AtomicInteger(DifferenceTally.FACTS));
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100_000; i++) {
        facts.add(key("H" + i % 3, "V" + i));
      }
    }

    assertThat(facts.size()).isEqualTo(100_000);
    assertThat(facts.overflown()).isFalse();
  }

  @Test
  void knowsTheSameNumberOfTwoFacilitiesForTwoFacts() {
    FactSet facts = new FactSet(new AtomicInteger(10));
    facts.add(key("H1", "V1"));
    facts.add(key("H2", "V1"));
    facts.add(key("H1V", "1"));

    assertThat(facts.size()).isEqualTo(3);
  }

  @Test
  void saysAtLeastWhereThereAreMoreThanAllSetsTogetherMayHold() {
    AtomicInteger left = new AtomicInteger(5);
    FactSet visits = new FactSet(left);
    FactSet reports = new FactSet(left);
    for (int i = 0; i < 3; i++) {
      visits.add(key("H1", "V" + i));
      reports.add(key("H1", "R" + i));
    }
    visits.add(key("H1", "V0"));

    assertThat(visits.size()).isEqualTo(3);
    assertThat(visits.overflown()).isFalse();
    assertThat(reports.size()).isEqualTo(2);
    assertThat(reports.overflown()).isTrue();
  }

  private static EventKey key(String facility, String business) {
    return new EventKey(facility, "visit.registered", business);
  }
}
