package org.bianmin.hub.settlement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.store.Session;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Keeps each settlement, payment and refund in the transaction that changes the fact, so that none
 * is forgotten whenever the hub stops. One statement a fact; other types cost nothing.
 */
@Component
@ConditionalOnProperty(name = "hub.settlement.enabled", matchIfMissing = true)
final class Noting implements ChangeListener {

  private final EntryReading reading;
  private final Reconciling worker;
  private final EarlierFacts earlier;
  private final EntryRows rows = new EntryRows();

  Noting(EntryReading reading, Reconciling worker, EarlierFacts earlier) {
    this.reading = reading;
    this.worker = worker;
    this.earlier = earlier;
  }

  @Override
  public Runnable changed(Session session, List<FactChange> changes) throws SQLException {
    List<Entry> entries = new ArrayList<>(0);
    for (FactChange change : changes) {
      if (EntryReading.KINDS.containsKey(change.event().key().type())) {
        Entry entry = reading.read(change.eventId(), change.event());
        if (change.first() || !earlier.isPast(session, entry)) {
          entries.add(entry);
        }
      }
    }
    if (entries.isEmpty()) {
      return () -> {};
    }
    rows.note(session, entries, System.currentTimeMillis());
    return worker::soon;
  }
}
