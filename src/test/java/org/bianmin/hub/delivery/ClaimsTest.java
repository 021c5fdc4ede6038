package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.junit.jupiter.api.Test;

/** Of one fact one delivery is on its way. */
class ClaimsTest {

  private static final long FACT = 7;

  private final Claims claims = new Claims(10);

  private static Due due(long id, int version) {
    EventKey key = new EventKey("H1", "visit.registered", "V1");
    MeasureEvent event =
        new MeasureEvent(key, version, EventStatus.ACTIVE, 0L, 0, null, Map.of(), "m");
    return new Due(id, FACT, event, 0, 0, 0);
  }

  private List<Long> claim(Due... found) {
    return claims.claim(List.of(found), due -> true).stream().map(Due::id).toList();
  }

  @Test
  void holdsTheNextOneOfAFactUntilTheOneOnItsWayIsReleased() {
    Due first = due(1, 1);
    Due second = due(2, 2);

    assertThat(claim(first)).containsExactly(1L);
    assertThat(claim(second)).isEmpty();
    claims.release(List.of(first));
    assertThat(claim()).containsExactly(2L);
  }

  @Test
  void doesNotReleaseTheNextOneWithAnOldOneThatIsReleasedTwice() {
    Due first = due(1, 1);
    Due second = due(2, 2);
    claim(first);
    claims.release(List.of(first));
    claim(second);

    claims.release(List.of(first));

    assertThat(claim(due(3, 3))).as("beside the one on its way").isEmpty();
  }
}
