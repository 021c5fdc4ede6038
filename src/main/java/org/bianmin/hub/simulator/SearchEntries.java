package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bianmin.hub.simulator.BundleEntries.Entry;

/** Writes one report into a searchset: the report, and what it refers to and may show. */
final class SearchEntries {

  /** Nobody but the patient's doctors needs more; documents inside of a report stay there. */
  private static final Set<String> SHOWN =
      Set.of(
          "Observation",
          "Organization",
          "Specimen",
          "Practitioner",
          "PractitionerRole",
          "ImagingStudy",
          "Endpoint",
          "Media");

  private static final String UUID_URN = "urn:uuid:";

  /** Panel, organism, susceptibility; what has no end is cut. */
  private static final int DEEPEST = 5;

  private final PublishedReport report;
  private final Set<String> observations;
  private final BundleEntries bundle;
  private final ObjectNode subject = Json.MAPPER.createObjectNode();
  private final Deque<Entry> waiting = new ArrayDeque<>();

  /**
   * Reads the report.
   *
   * @param person {@code idType} and {@code id} that were asked for
   * @param observations those that may be shown; null: all
   * @param body the bundle
   */
  SearchEntries(PublishedReport report, JsonNode person, Set<String> observations, byte[] body) {
    this.report = report;
    this.observations = observations;
    try {
      this.bundle = BundleEntries.read(Json.MAPPER.readTree(body));
    } catch (IOException e) {
      throw new UncheckedIOException("A bundle that was read once can be read again", e);
    } catch (ReportBreach e) {
      throw new IllegalStateException("A bundle that was checked once is right", e);
    }
    subject
        .putObject("identifier")
        .put("system", Names.idSystem(person.get("idType").textValue()))
        .put("value", person.get("id").textValue());
  }

  /**
   * Adds the entries.
   *
   * @param written {@code fullUrl}s that the searchset has; several reports may share an
   *     Organization
   */
  void write(ArrayNode into, Set<String> written) {
    Entry head = bundle.of("DiagnosticReport").get(0);
    ObjectNode resource = head.resource().deepCopy();
    resource.putObject("meta").put("versionId", Integer.toString(report.version()));
    resource
        .putArray("identifier")
        .addObject()
        .put("system", Names.REPORT)
        .put("value", report.key());
    forms(resource);
    if (observations != null) {
      ArrayNode results = resource.putArray("result");
      for (JsonNode result : head.resource().path("result")) {
        Entry entry = bundle.find(result.path("reference").asText()).orElseThrow();
        if (fits(entry, 0)) {
          results.add(result.deepCopy());
        }
      }
    }
    add(into, head.fullUrl(), resource, "match");
    written.add(head.fullUrl());
    while (!waiting.isEmpty()) {
      Entry entry = waiting.removeFirst();
      if (written.add(entry.fullUrl())) {
        add(into, entry.fullUrl(), entry.resource().deepCopy(), "include");
      }
    }
  }

  /** An organism is shown for the sake of a susceptibility that hangs on it. */
  private boolean fits(Entry observation, int depth) {
    if (observations.contains(observation.fullUrl())) {
      return true;
    }
    for (JsonNode member : observation.resource().path("hasMember")) {
      Entry entry = bundle.find(member.path("reference").asText()).orElse(null);
      if (entry != null && depth < DEEPEST && fits(entry, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Links stay, documents do not. */
  private static void forms(ObjectNode resource) {
    ArrayNode links = Json.MAPPER.createArrayNode();
    for (JsonNode form : resource.path("presentedForm")) {
      if (!form.has("data")) {
        links.add(form);
      }
    }
    resource.remove("presentedForm");
    if (!links.isEmpty()) {
      resource.set("presentedForm", links);
    }
  }

  private void add(ArrayNode into, String fullUrl, ObjectNode resource, String mode) {
    prune(resource);
    if (!resource.has("id")) {
      resource.put("id", id(fullUrl));
    }
    ObjectNode entry = into.addObject().put("fullUrl", fullUrl);
    entry.set("resource", resource);
    entry.putObject("search").put("mode", mode);
  }

  /** A result of a search has an id; in a document it need not. */
  private static String id(String fullUrl) {
    return fullUrl.startsWith(UUID_URN)
        ? fullUrl.substring(UUID_URN.length())
        : UUID.nameUUIDFromBytes(fullUrl.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Takes out references to what is not shown; what is shown waits for its turn. */
  private void prune(ObjectNode node) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      names.add(member.getKey());
    }
    for (String name : names) {
      JsonNode value = node.get(name);
      if (value instanceof ObjectNode object) {
        JsonNode kept = kept(object);
        if (kept == null) {
          node.remove(name);
        } else {
          node.set(name, kept);
        }
      } else if (value instanceof ArrayNode array) {
        prune(array);
        if (array.isEmpty()) {
          node.remove(name);
        }
      }
    }
  }

  private void prune(ArrayNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    array.removeAll();
    for (JsonNode value : all) {
      JsonNode kept = value instanceof ObjectNode object ? kept(object) : value;
      if (kept != null) {
        array.add(kept);
      }
    }
  }

  /** The node with its own references pruned, the patient's id, or null where it is not shown. */
  private JsonNode kept(ObjectNode node) {
    String reference = node.path("reference").textValue();
    if (reference == null || reference.startsWith("#")) {
      prune(node);
      return node;
    }
    Entry entry = bundle.find(reference).orElse(null);
    if (entry != null && entry.type().equals("Patient")) {
      return subject.deepCopy();
    }
    if (entry == null || !SHOWN.contains(entry.type())) {
      return null;
    }
    waiting.addLast(entry);
    return node;
  }
}
