package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources of a bundle, and what a reference among them means. */
final class BundleEntries {

  /**
   * One entry.
   *
   * @param place for messages, for example {@code Bundle.entry[3] (Observation)}
   */
  record Entry(String place, String fullUrl, String type, JsonNode resource) {}

  private final Map<String, Entry> byUrl = new LinkedHashMap<>();
  private final Map<String, Entry> byTypeAndId = new LinkedHashMap<>();

  private BundleEntries() {}

  /**
   * Reads {@code Bundle.entry}.
   *
   * @throws ReportBreach where an entry has no resource, or no {@code fullUrl} of its own
   */
  static BundleEntries read(JsonNode bundle) throws ReportBreach {
    BundleEntries entries = new BundleEntries();
    int i = 0;
    for (JsonNode entry : bundle.path("entry")) {
      String place = "Bundle.entry[" + i++ + "]";
      JsonNode resource = entry.path("resource");
      String type = resource.path("resourceType").textValue();
      if (type == null || !type.matches("[A-Z][A-Za-z]{0,63}")) {
        throw ReportBreach.profile(place + " has no resource with a resourceType.");
      }
      place += " (" + type + ")";
      String url = entry.path("fullUrl").textValue();
      if (url == null || url.isBlank()) {
        throw ReportBreach.profile(place + " has no fullUrl.");
      }
      Entry read = new Entry(place, url, type, resource);
      if (entries.byUrl.putIfAbsent(url, read) != null) {
        throw ReportBreach.profile(place + " has the fullUrl of another entry.");
      }
      String id = resource.path("id").textValue();
      if (id != null) {
        entries.byTypeAndId.putIfAbsent(type + '/' + id, read);
      }
    }
    return entries;
  }

  /** In the order of the bundle. */
  List<Entry> all() {
    return List.copyOf(byUrl.values());
  }

  List<Entry> of(String type) {
    List<Entry> found = new ArrayList<>();
    for (Entry entry : byUrl.values()) {
      if (entry.type().equals(type)) {
        found.add(entry);
      }
    }
    return found;
  }

  /** The entry that a reference names. */
  Optional<Entry> find(String reference) {
    Entry entry = byUrl.get(reference);
    return Optional.ofNullable(entry == null ? byTypeAndId.get(reference) : entry);
  }

  /**
   * Follows every reference.
   *
   * @throws ReportBreach where one leads out of the bundle
   */
  void checkReferences() throws ReportBreach {
    for (Entry entry : byUrl.values()) {
      check(entry, entry.resource());
    }
  }

  private void check(Entry entry, JsonNode node) throws ReportBreach {
    JsonNode reference = node.path("reference");
    if (node.isObject() && reference.isTextual() && !resolves(entry, reference.textValue())) {
      throw ReportBreach.profile(
          entry.place() + ": a reference names nothing that is in the bundle.");
    }
    for (JsonNode child : node) {
      if (child.isContainerNode()) {
        check(entry, child);
      }
    }
  }

  private boolean resolves(Entry entry, String reference) {
    if (!reference.startsWith("#")) {
      return find(reference).isPresent();
    }
    for (JsonNode contained : entry.resource().path("contained")) {
      if (reference.substring(1).equals(contained.path("id").textValue())) {
        return true;
      }
    }
    return false;
  }
}
