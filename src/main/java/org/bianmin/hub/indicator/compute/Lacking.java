package org.bianmin.hub.indicator.compute;

import java.util.List;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.mapping.EventDefinition;

/** That facts cannot be split by what their events do not tell. */
final class Lacking {

  private Lacking() {}

  /** Null where all counted events have the attribute. */
  static Words dimension(Session session, Involved involved, String attribute) {
    List<String> lacking =
        involved.counted().stream()
            .filter(
                type -> {
                  EventDefinition event = session.events().get(type);
                  return event != null && !event.attributes().containsKey(attribute);
                })
            .toList();
    String types = String.join(", ", lacking);
    return lacking.isEmpty()
        ? null
        : new Words(
            types + " 没有 " + attribute + "，归入空组",
            types + " has no " + attribute + "; it is in the group without a name");
  }
}
