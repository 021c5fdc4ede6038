package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * @param identities how messages tell who a patient is by law
 * @param views of hospital databases, by name
 * @param recognition catalogue, scopes, institutions and fees of mutual recognition
 * @param reconciliation rules by which payments find settlements, in their order
 */
public record MappingSet(
    String hash,
    Map<String, EventDefinition> events,
    Map<String, Profile> profiles,
    Map<String, CodeTable> tables,
    Map<String, CodeEdition> editions,
    Map<String, Set<String>> valueSets,
    List<LinkBinding> links,
    List<IdentityBinding> identities,
    Map<String, ViewDefinition> views,
    RecognitionTables recognition,
    List<ReconciliationRule> reconciliation) {

  /** The bindings of an event as a profile has them: terms put in, overrides applied. */
  public List<Binding> bindings(EventDefinition event, String profile) {
    Profile own = profiles.get(profile);
    List<Binding> all = new ArrayList<>(event.bindings());
    if (own != null) {
      all.addAll(own.bindings(event.type()));
    }
    Map<String, Set<String>> filled = new HashMap<>();
    for (Binding binding : all) {
      filled
          .computeIfAbsent(binding.format(), f -> new HashSet<>())
          .addAll(binding.attributes().keySet());
    }
    List<Binding> bindings = new ArrayList<>(all.size());
    for (Binding binding : all) {
      bindings.add(
          resolver(profile, binding.format())
              .resolve(event.type(), binding, filled.get(binding.format())));
    }
    return bindings;
  }

  /** The patient links as a profile has them. */
  public List<LinkBinding> links(String profile) {
    return links.stream().map(link -> resolver(profile, link.format()).resolve(link)).toList();
  }

  /** The identities that messages of a format tell, as a profile has them. */
  public List<IdentityBinding> identities(String format, String profile) {
    return identities.stream()
        .filter(identity -> identity.format().equals(format))
        .map(identity -> resolver(profile, format).resolve(identity))
        .toList();
  }

  /** Whether a column of a view tells an attribute of its event; the others are the hub's. */
  public boolean tellsAttribute(ViewDefinition view, String column) {
    return !ViewDefinition.RESERVED.contains(column)
        && (!view.controls().contains(column)
            || ViewColumns.attribute(events.get(view.event()), column) != null);
  }

  private TermResolver resolver(String profile, String format) {
    return new TermResolver(profiles.get("default"), profiles.get(profile), format);
  }
}
