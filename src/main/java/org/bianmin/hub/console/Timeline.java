package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bianmin.hub.alert.HistoryEntry;
import org.bianmin.hub.alert.IncidentQueries;
import org.bianmin.hub.alert.Message;
import org.bianmin.hub.alert.ToldQueries;
import org.springframework.stereotype.Component;

/** What happened to an incident and whom it was told, in one row of time. */
@Component
final class Timeline {

  /**
   * A point of it; one of both is null.
   *
   * @param at when it was told, or is tried next; or when it happened
   */
  record Point(long at, HistoryEntry entry, Message message) {}

  private final IncidentQueries incidents;
  private final ToldQueries messages;

  Timeline(IncidentQueries incidents, ToldQueries messages) {
    this.incidents = incidents;
    this.messages = messages;
  }

  /** Oldest first; what is not told yet last. */
  List<Point> of(long incident) {
    List<Point> points = new ArrayList<>();
    incidents.history(incident).forEach(e -> points.add(new Point(e.at(), e, null)));
    for (Message message : messages.of(incident)) {
      long at =
          switch (message.state()) {
            case TOLD -> message.toldAt();
            case WAITING -> Long.MAX_VALUE;
            case GIVEN_UP -> message.dueAt();
          };
      points.add(new Point(at, null, message));
    }
    points.sort(Comparator.comparingLong(Point::at));
    return points;
  }
}
