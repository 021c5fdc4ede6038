package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.LinkBinding;
import org.bianmin.hub.mapping.MappingSet;

/**
 * The bindings of one format as one profile has them, by trigger: what does not concern a message
 * costs it nothing.
 */
final class CompiledSet {

  /** Of the reasons why a message tells nothing, so many are named. */
  private static final int REASONS = 3;

  private final Map<String, List<CompiledBinding>> bindings = new HashMap<>();
  private final Map<String, List<CompiledLink>> links = new HashMap<>();

  /** Bindings on every trigger; null where there are none. */
  private final List<CompiledBinding> onAny;

  CompiledSet(Format format, MappingSet set, String profile, boolean identified) {
    List<CompiledIdentity> identities =
        identified ? CompiledIdentity.of(format, set, profile) : List.of();
    for (EventDefinition event : set.events().values()) {
      for (Binding binding : set.bindings(event, profile)) {
        if (binding.format().equals(format.name())) {
          CompiledBinding compiled = new CompiledBinding(format, set, event, binding, identities);
          for (String trigger : binding.on()) {
            bindings.computeIfAbsent(trigger, t -> new ArrayList<>()).add(compiled);
          }
        }
      }
    }
    onAny = bindings.remove(JsonFormat.ANY);
    if (onAny != null) {
      bindings.values().forEach(bound -> bound.addAll(onAny));
    }
    for (LinkBinding link : set.links(profile)) {
      if (link.format().equals(format.name())) {
        CompiledLink compiled = new CompiledLink(format, link);
        for (String trigger : link.on()) {
          links.computeIfAbsent(trigger, t -> new ArrayList<>()).add(compiled);
        }
      }
    }
  }

  /**
   * Adds what a message or resource tells.
   *
   * @return why it tells nothing, or null when it does
   */
  String read(String trigger, Part part, Reading reading, Found found) {
    List<CompiledBinding> bound = bindings.getOrDefault(trigger, onAny);
    List<CompiledLink> linking = links.get(trigger);
    if (bound == null && linking == null) {
      return "no measure event is told by " + (trigger.isEmpty() ? "it" : trigger);
    }
    Set<String> reasons = new LinkedHashSet<>();
    boolean told = false;
    if (linking != null) {
      for (CompiledLink link : linking) {
        link.links(part, reading, found.links);
        told = true;
      }
    }
    if (bound != null) {
      for (CompiledBinding binding : bound) {
        String why = binding.assertions(part, reading, found);
        told |= why == null;
        if (why != null && reasons.size() < REASONS) {
          reasons.add(why);
        }
      }
    }
    return told ? null : String.join("; ", reasons);
  }
}
