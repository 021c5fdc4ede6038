package org.bianmin.hub.trial.year;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.facts.MeasureEvents;

/** Makes events of the synthetic year what a reader of messages would have told the facts. */
public final class ToldYear implements Iterator<MeasureEvents.Told> {

  private static final int RANK = 10;

  private final Iterator<YearEvent> events;
  private long messageId;

  /**
   * Tells a stream.
   *
   * @param firstId journal id of its first message
   */
  public ToldYear(Iterator<YearEvent> events, long firstId) {
    this.events = events;
    this.messageId = firstId - 1;
  }

  @Override
  public boolean hasNext() {
    return events.hasNext();
  }

  @Override
  public MeasureEvents.Told next() {
    YearEvent event = events.next();
    messageId++;
    SourceRef source =
        new SourceRef("year", RANK, event.recordedAt(), "y~" + messageId, messageId, 0, "year");
    if (event.what() == YearEvent.What.MERGE) {
      PatientLink link =
          new PatientLink(
              new PatientId(event.facility(), event.businessKey()),
              new PatientId(event.facility(), event.patient()),
              source);
      return new MeasureEvents.Told(source, false, List.of(), List.of(link));
    }
    Assertion assertion =
        new Assertion(
            new EventKey(event.facility(), event.type(), event.businessKey()),
            action(event.what()),
            source,
            event.occurredAt(),
            event.patient() == null ? null : new PatientId(event.facility(), event.patient()),
            attributes(event.attributes()));
    return new MeasureEvents.Told(source, false, List.of(assertion), List.of());
  }

  private static Action action(YearEvent.What what) {
    return switch (what) {
      case RECORD -> Action.RECORD;
      case AMEND -> Action.AMEND;
      case VOID -> Action.VOID;
      case MERGE -> throw new IllegalArgumentException("a merge is a link");
    };
  }

  private static Map<String, Object> attributes(Map<String, Object> told) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    told.forEach((name, value) -> attributes.put(name, value(value)));
    return attributes;
  }

  private static Object value(Object value) {
    if (value instanceof Instant time) {
      return Rfc3339.format(time.toEpochMilli(), YearCalendar.ZONE);
    }
    if (value instanceof List<?> items) {
      // groups are kept by the keys of their items
      Map<String, Object> group = new LinkedHashMap<>();
      for (int i = 0; i < items.size(); i++) {
        Map<String, Object> item = new LinkedHashMap<>();
        ((Map<?, ?>) items.get(i)).forEach((name, of) -> item.put((String) name, value(of)));
        item.put("#", (long) i + 1);
        group.put(String.valueOf(i), item);
      }
      return group;
    }
    return value;
  }
}
