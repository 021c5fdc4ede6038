package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** What must not wait goes before what waits longer. */
class NextDueTest {

  private static final long OLDER = 7;

  @EachEngine
  void findsWhatIsUrgentFirst(TestStore store) throws InterruptedException {
    Outbox outbox = OutboxTest.outbox(store, Map.of());
    NextDue next = new NextDue("imaging", 10, outbox, new DueRows(store.queries()));
    waiting(store, outbox, OLDER);
    waiting(store, outbox, OutboxTest.URGENT);

    assertThat(next.find()).extracting(Due::eventId).containsExactly(OutboxTest.URGENT);
    // what is on its way already the forwarder's claims know
    assertThat(next.find()).extracting(Due::eventId).containsExactly(OLDER, OutboxTest.URGENT);
    next.released();
    assertThat(next.find()).extracting(Due::eventId).containsExactly(OutboxTest.URGENT);
  }

  private static void waiting(TestStore store, Outbox outbox, long id) {
    MeasureEvent event = OutboxTest.event("result.issued", Map.of());
    OutboxTest.update(
        store,
        "insert into measure_event (id, facility, type, business_key, version, status, recorded_at,"
            + " attributes, mapping, updated_at) values ("
            + id
            + ", 'F', 'result.issued', 'R"
            + id
            + "', 1, 'ACTIVE', 0, '{}', 'm', 0)");
    OutboxTest.tell(store, outbox, OutboxTest.change(id, 1, event));
  }
}
