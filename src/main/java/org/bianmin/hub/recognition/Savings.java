package org.bianmin.hub.recognition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.store.Session;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Adds to a recognised result what was saved, from the fee table, where nobody has told it. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class Savings implements ChangeListener, DisposableBean {

  private static final String DECIDED = "recognition.decided";
  private static final String KIND = "savings";
  private static final int LOOKED_AT = 500;
  private static final long DAY_MILLIS = 86_400_000;

  private final OwnMessages messages;
  private final OrderTime others;
  private final EventQueries events;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(r -> new Thread(r, "recognition-savings"));

  Savings(OwnMessages messages, OrderTime others, EventQueries events) {
    this.messages = messages;
    this.others = others;
    this.events = events;
  }

  @Override
  public Runnable changed(Session session, List<FactChange> changes) {
    List<MeasureEvent> without = new ArrayList<>(0);
    for (FactChange change : changes) {
      if (lacks(change.event())) {
        without.add(change.event());
      }
    }
    // the journal may make its senders wait, and who runs this must not
    return () -> without.forEach(event -> worker.execute(() -> add(event)));
  }

  /** Those of the last day: the hub may have been stopped between a decision and this. */
  @EventListener(ApplicationReadyEvent.class)
  void catchUp() {
    long from = System.currentTimeMillis() - DAY_MILLIS;
    var lastDay = new EventQueries.Selection(DECIDED, null, from, null, null);
    events.page(lastDay, null, LOOKED_AT).stream()
        .map(row -> row.event())
        .filter(Savings::lacks)
        .forEach(this::add);
  }

  private static boolean lacks(MeasureEvent event) {
    Map<String, Object> attributes = event.attributes();
    return event.key().type().equals(DECIDED)
        && event.status() == EventStatus.ACTIVE
        && "recognised".equals(attributes.get("decision"))
        && attributes.get("savedFen") == null
        && attributes.get("itemCode") instanceof String
        && event.occurredAt() != null;
  }

  private void add(MeasureEvent event) {
    Long fen =
        others
            .rules()
            .feeFen(
                event.key().facility(),
                (String) event.attributes().get("itemCode"),
                event.occurredAt());
    if (fen == null) {
      return;
    }
    ObjectNode document = OwnMessages.document(KIND);
    document.put("key", event.key().businessKey());
    document.put("at", OwnMessages.time(event.recordedAt()));
    document.put("savedFen", fen);
    // not waited for: what is lost with the process is caught up with at the next start
    var unused =
        messages.journal(
            event.key().facility(), KIND, KIND + '/' + event.key().businessKey(), document);
  }

  @Override
  public void destroy() {
    worker.shutdown();
  }
}
