package org.bianmin.hub.recognition.figures;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.delivery.AcceptanceListener;
import org.bianmin.hub.delivery.Destinations;
import org.bianmin.hub.facts.SideListener;
import org.bianmin.hub.store.Session;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Tells that a platform of mutual recognition has accepted reports. Acceptance is all that changes
 * without the report: deliveries are made and superseded together with it, and how often one is
 * tried counts nowhere.
 */
@Component
final class UploadMarks implements AcceptanceListener {

  private final Set<String> platforms;
  private final List<SideListener> listeners;

  @Autowired
  UploadMarks(Destinations destinations, ObjectProvider<SideListener> listeners) {
    this(Platforms.of(destinations), listeners.orderedStream().toList());
  }

  UploadMarks(Set<String> platforms, List<SideListener> listeners) {
    this.platforms = platforms;
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public Runnable accepted(Session session, String destination, List<Accepted> facts)
      throws SQLException {
    if (!platforms.contains(destination) || listeners.isEmpty()) {
      return () -> {};
    }
    List<Long> reports = new ArrayList<>(facts.size());
    for (Accepted fact : facts) {
      if (fact.key().type().equals(ReportSides.TYPE)) {
        reports.add(fact.eventId());
      }
    }
    List<Runnable> afterwards = new ArrayList<>(listeners.size());
    if (!reports.isEmpty()) {
      for (SideListener listener : listeners) {
        afterwards.add(listener.changed(session, reports));
      }
    }
    return () -> afterwards.forEach(Runnable::run);
  }
}
