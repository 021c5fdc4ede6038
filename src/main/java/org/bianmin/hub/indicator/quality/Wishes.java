package org.bianmin.hub.indicator.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.indicator.block.FactBlock;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Needed;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.EventDefinition;

/** What is asked of the facts of each type: by their event files and by the indicators in force. */
final class Wishes {

  private Wishes() {}

  /** By type; types of which nothing is asked are left out. */
  static Map<String, List<Wish>> of(Map<String, EventDefinition> events, ProgrammeSet programmes) {
    Map<String, Map<String, Set<String>>> readers = readers(programmes);
    Map<String, List<Wish>> wishes = new TreeMap<>();
    events.forEach(
        (type, event) -> {
          List<Wish> of = of(event, readers.getOrDefault(type, Map.of()));
          if (!of.isEmpty()) {
            wishes.put(type, of);
          }
        });
    return wishes;
  }

  /** Indicators by type and attribute. */
  private static Map<String, Map<String, Set<String>>> readers(ProgrammeSet programmes) {
    Map<String, Map<String, Set<String>>> readers = new TreeMap<>();
    for (Programme programme : programmes.programmes()) {
      for (IndicatorDefinition indicator : programme.indicators()) {
        String id = programme.id() + "/" + indicator.id();
        Needed.by(indicator)
            .forEach(
                (type, attributes) ->
                    attributes.forEach(
                        attribute ->
                            readers
                                .computeIfAbsent(type, t -> new TreeMap<>())
                                .computeIfAbsent(attribute, a -> new TreeSet<>())
                                .add(id)));
      }
    }
    return readers;
  }

  private static List<Wish> of(EventDefinition event, Map<String, Set<String>> readers) {
    List<Wish> wishes = new ArrayList<>();
    if (!event.anonymous()) {
      add(wishes, Wish.PERSON, true, readers);
    }
    for (AttributeDefinition attribute : event.attributes().values()) {
      if (!FactBlock.keeps(attribute.name())) {
        continue;
      }
      add(wishes, attribute.name(), attribute.required(), readers);
      for (AttributeDefinition item : attribute.items().values()) {
        if (FactBlock.keeps(item.name()) && item.type() != AttributeType.GROUP) {
          add(wishes, attribute.name() + "." + item.name(), item.required(), readers);
        }
      }
    }
    return List.copyOf(wishes);
  }

  private static void add(
      List<Wish> wishes, String attribute, boolean required, Map<String, Set<String>> readers) {
    Set<String> indicators = readers.getOrDefault(attribute, Set.of());
    if (required || !indicators.isEmpty()) {
      wishes.add(new Wish(attribute, required, List.copyOf(indicators)));
    }
  }
}
