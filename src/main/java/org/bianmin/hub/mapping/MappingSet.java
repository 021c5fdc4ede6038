package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole, valid set of mapping files.
 *
 * @param hash content hash of all files that decide how messages are read, 16 hex digits; stored
 *     with every event the set made
 * @param events by type
 * @param profiles by name; always with {@code default}
 * @param tables code tables by name
 * @param editions editions of the code systems that tables lead to, by table; not every table has
 *     one
 * @param valueSets codes by value set
 * @param links how identifiers are linked
 */
public record MappingSet(
    String hash,
    Map<String, EventDefinition> events,
    Map<String, Profile> profiles,
    Map<String, CodeTable> tables,
    Map<String, CodeEdition> editions,
    Map<String, Set<String>> valueSets,
    List<LinkBinding> links) {

  /** The bindings of an event as a profile has them: terms put in, overrides applied. */
  public List<Binding> bindings(EventDefinition event, String profile) {
    List<Binding> bindings = new ArrayList<>(event.bindings().size());
    for (Binding binding : event.bindings()) {
      bindings.add(resolver(profile, binding.format()).resolve(event.type(), binding));
    }
    return bindings;
  }

  /** The patient links as a profile has them. */
  public List<LinkBinding> links(String profile) {
    return links.stream().map(link -> resolver(profile, link.format()).resolve(link)).toList();
  }

  private TermResolver resolver(String profile, String format) {
    return new TermResolver(profiles.get("default"), profiles.get(profile), format);
  }
}
