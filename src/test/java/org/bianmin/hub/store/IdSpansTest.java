package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdSpansTest {

  private static IdSpans random(Random random, Set<Long> ids) {
    List<IdSpans.Span> spans = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      long first = random.nextInt(40);
      long last = first + random.nextInt(6);
      spans.add(new IdSpans.Span(first, last));
      for (long id = first; id <= last; id++) {
        ids.add(id);
      }
    }
    return IdSpans.of(spans);
  }

  @Test
  void addsAndTakesAwayAsSetsOfSingleIdsDo() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Set<Long> ids = new HashSet<>();
      Set<Long> others = new HashSet<>();
      IdSpans spans = random(random, ids);
      IdSpans other = random(random, others);
      for (long id = 0; id < 50; id++) {
        boolean one = ids.contains(id);
        boolean two = others.contains(id);
        assertThat(spans.contains(id)).as("seed %d, %d", seed, id).isEqualTo(one);
        assertThat(spans.plus(other).contains(id))
            .as("seed %d, %d", seed, id)
            .isEqualTo(one || two);
        assertThat(spans.minus(other).contains(id))
            .as("seed %d, %d", seed, id)
            .isEqualTo(one && !two);
      }
    }
  }

  @Test
  void cutsToTheIdsThatAreAskedFor() {
    IdSpans spans = IdSpans.of(List.of(new IdSpans.Span(21, 30), new IdSpans.Span(1, 10)));
    assertThat(spans.within(5, 24))
        .containsExactly(new IdSpans.Span(5, 10), new IdSpans.Span(21, 24));
    assertThat(IdSpans.ALL.within(7, Long.MAX_VALUE))
        .containsExactly(new IdSpans.Span(7, Long.MAX_VALUE));
    assertThat(IdSpans.NONE.within(0, Long.MAX_VALUE)).isEmpty();
  }
}
