package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.Link;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingSet;

/**
 * Adds up what two sets make of the same messages. Its memory does not grow with the messages; it
 * may be asked for its report from any thread.
 */
final class DifferenceTally {

  /** Facts that are told apart, of all types together: 16 MB. */
  static final int FACTS = 1_000_000;

  private final Set<String> codes = new HashSet<>();
  private final AtomicInteger factsLeft = new AtomicInteger(FACTS);
  private final Map<String, EndingTally> endings = new TreeMap<>();
  private final Map<String, EventTally> events = new TreeMap<>();
  private final Map<String, LinkTally> links = new TreeMap<>();
  private long messages;
  private long different;
  private long withoutBytes;

  DifferenceTally(MappingSet inForce, MappingSet draft) {
    Stream.of(inForce, draft)
        .flatMap(set -> set.events().values().stream())
        .forEach(this::addCodes);
  }

  private void addCodes(EventDefinition event) {
    for (AttributeDefinition attribute : event.attributes().values()) {
      String name = event.type() + ' ' + attribute.name();
      if (attribute.type() == AttributeType.CODE) {
        codes.add(name);
      } else if (attribute.type() == AttributeType.GROUP) {
        for (AttributeDefinition member : attribute.items().values()) {
          if (member.type() == AttributeType.CODE) {
            codes.add(name + '.' + member.name());
          }
        }
      }
    }
  }

  synchronized void withoutBytes(long more) {
    withoutBytes += more;
  }

  /** Counts a message. */
  synchronized void add(long message, Outcome inForce, Outcome draft) {
    messages++;
    String before = EndingTally.word(inForce);
    String after = EndingTally.word(draft);
    endings
        .computeIfAbsent(before + ' ' + after, pair -> new EndingTally(before, after))
        .add(message, inForce, draft);
    boolean differs = !before.equals(after);
    differs |= assertions(message, told(inForce), told(draft));
    differs |= links(message, linked(inForce), linked(draft));
    different += differs ? 1 : 0;
  }

  private static List<Assertion> told(Outcome outcome) {
    return outcome instanceof Outcome.Normalized normalized ? normalized.assertions() : List.of();
  }

  private static List<Link> linked(Outcome outcome) {
    return outcome instanceof Outcome.Normalized normalized ? normalized.links() : List.of();
  }

  private boolean assertions(long message, List<Assertion> inForce, List<Assertion> draft) {
    Map<EventKey, Assertion> left = new LinkedHashMap<>();
    draft.forEach(told -> left.put(told.key(), told));
    List<Assertion> alone = new ArrayList<>(0);
    boolean differs = false;
    for (Assertion told : inForce) {
      Assertion same = left.remove(told.key());
      if (same == null) {
        alone.add(told);
      } else {
        differs |= event(told).both(message, told, same);
      }
    }
    if (alone.isEmpty() && left.isEmpty()) {
      return differs;
    }
    renamed(message, alone, left);
    alone.forEach(told -> event(told).missing(message, told));
    left.values().forEach(told -> event(told).added(message, told));
    return true;
  }

  /**
   * Where a message tells as many events of a type under other keys, they are the same events with
   * another key, in the order of the message.
   */
  private void renamed(long message, List<Assertion> alone, Map<EventKey, Assertion> left) {
    for (String type : alone.stream().map(told -> told.key().type()).distinct().toList()) {
      List<Assertion> before = ofType(alone.stream(), type);
      List<Assertion> after = ofType(left.values().stream(), type);
      if (before.size() == after.size()) {
        for (int i = 0; i < before.size(); i++) {
          event(before.get(i)).both(message, before.get(i), after.get(i));
        }
        alone.removeAll(before);
        after.forEach(told -> left.remove(told.key()));
      }
    }
  }

  private static List<Assertion> ofType(Stream<Assertion> told, String type) {
    return told.filter(one -> one.key().type().equals(type)).toList();
  }

  private EventTally event(Assertion told) {
    return events.computeIfAbsent(
        told.key().type(),
        type ->
            new EventTally(
                type, name -> codes.contains(type + ' ' + name), new FactSet(factsLeft)));
  }

  private boolean links(long message, List<Link> inForce, List<Link> draft) {
    boolean differs = false;
    for (String kind :
        Stream.concat(inForce.stream(), draft.stream()).map(LinkTally::kind).distinct().toList()) {
      differs |=
          links
              .computeIfAbsent(kind, LinkTally::new)
              .add(message, ofKind(inForce, kind), ofKind(draft, kind));
    }
    return differs;
  }

  private static List<Link> ofKind(List<Link> links, String kind) {
    return links.stream().filter(link -> LinkTally.kind(link).equals(kind)).toList();
  }

  /** Messages read so far. */
  synchronized long messages() {
    return messages + withoutBytes;
  }

  synchronized Difference report() {
    return new Difference(
        messages,
        different,
        withoutBytes,
        endings.values().stream().map(EndingTally::report).toList(),
        events.values().stream().map(EventTally::report).toList(),
        links.values().stream().map(LinkTally::report).toList());
  }
}
