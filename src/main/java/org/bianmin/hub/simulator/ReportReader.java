package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bianmin.hub.simulator.BundleEntries.Entry;

/** Reads the bundle of a report and checks it by the words of recognition.md, "Reports". */
final class ReportReader {

  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern KEY =
      Pattern.compile("result\\.issued(:([A-Za-z0-9._-]|~[0-9A-F]{2})+){2}");
  private static final int LONGEST_KEY = 1_000;
  private static final String ENDED = "entered-in-error";
  private static final Set<String> ISSUED = Set.of("final", "amended", "corrected", "appended");
  private static final Set<String> RECALLED = Set.of(ENDED, "cancelled");

  private final JsonNode bundle;
  private final BundleEntries entries;

  private ReportReader(JsonNode bundle, BundleEntries entries) {
    this.bundle = bundle;
    this.entries = entries;
  }

  /**
   * Reads a report.
   *
   * @throws ReportBreach naming the first place that is not as the contract says
   */
  static PublishedReport read(JsonNode bundle) throws ReportBreach {
    require("Bundle".equals(text(bundle, "resourceType")), "Bundle.resourceType is not Bundle.");
    require("document".equals(text(bundle, "type")), "Bundle.type is not document.");
    return new ReportReader(bundle, BundleEntries.read(bundle)).read();
  }

  /** The key as sent, or null. */
  static String key(JsonNode bundle) {
    return bundle.path("identifier").path("value").textValue();
  }

  /** The version as sent, or null where it is none. */
  static Integer version(JsonNode bundle) {
    String version = bundle.path("meta").path("versionId").textValue();
    return version != null && VERSION.matcher(version).matches() ? Integer.valueOf(version) : null;
  }

  private PublishedReport read() throws ReportBreach {
    time(bundle, "Bundle", "timestamp");
    require(
        Names.REPORT.equals(bundle.path("identifier").path("system").textValue()),
        "Bundle.identifier.system is not " + Names.REPORT + ".");
    String key = key(bundle);
    if (key == null || key.length() > LONGEST_KEY || !KEY.matcher(key).matches()) {
      throw new ReportBreach(
          "KEY_MISMATCH", "Bundle.identifier.value is no key of a " + Names.REPORT_TYPE + ".");
    }
    Integer version = version(bundle);
    require(version != null, "Bundle.meta.versionId is no number from 1.");
    String facility = KeyPrefix.facility(key);
    Entry composition = composition();
    boolean active = status(composition, version);
    checkOrganization(facility);
    Entry report = only("DiagnosticReport");
    entries.checkReferences();
    Instant issued = issued(report, active);
    List<JudgedItem> items =
        active ? new ReportJudgements(entries, report).read() : recalled(report);
    return new PublishedReport(
        key, version, facility, active, urgent(), category(report), issued, persons(), items);
  }

  private Entry composition() throws ReportBreach {
    List<Entry> all = entries.all();
    require(
        !all.isEmpty() && all.get(0).type().equals("Composition"),
        "Bundle.entry[0] is no Composition.");
    Entry composition = only("Composition");
    JsonNode resource = composition.resource();
    require(
        text(resource.path("type"), "text") != null,
        composition.place() + " has no type with a text.");
    require(text(resource, "title") != null, composition.place() + " has no title.");
    require(!resource.path("author").isEmpty(), composition.place() + " has no author.");
    require(text(resource, "date") != null, composition.place() + " has no date.");
    return composition;
  }

  /** Whether the report counts. */
  private static boolean status(Entry composition, int version) throws ReportBreach {
    String status = text(composition.resource(), "status");
    if (ENDED.equals(status)) {
      return false;
    }
    String fits = version == 1 ? "final" : "amended";
    require(
        fits.equals(status),
        composition.place() + ".status of version " + version + " is " + fits + " or " + ENDED);
    return true;
  }

  private void checkOrganization(String facility) throws ReportBreach {
    for (Entry organization : entries.of("Organization")) {
      for (JsonNode identifier : organization.resource().path("identifier")) {
        if (facility.equals(identifier.path("value").textValue())) {
          return;
        }
      }
    }
    throw new ReportBreach(
        "KEY_MISMATCH", "No Organization of the bundle has the key's facility as identifier.");
  }

  private Entry only(String type) throws ReportBreach {
    List<Entry> found = entries.of(type);
    require(found.size() == 1, "Bundle.entry has " + found.size() + " " + type + ", not one.");
    return found.get(0);
  }

  private static Instant issued(Entry report, boolean active) throws ReportBreach {
    String status = text(report.resource(), "status");
    require(
        status != null && (active ? ISSUED : RECALLED).contains(status),
        report.place() + ".status does not fit that of the Composition.");
    require(report.resource().path("code").isObject(), report.place() + " has no code.");
    if (!active && text(report.resource(), "issued") == null) {
      return null;
    }
    return time(report.resource(), report.place(), "issued");
  }

  private List<JudgedItem> recalled(Entry report) throws ReportBreach {
    require(
        report.resource().path("result").isEmpty() && entries.of("Observation").isEmpty(),
        report.place() + ": a recall holds no results.");
    return List.of();
  }

  private boolean urgent() {
    for (JsonNode tag : bundle.path("meta").path("tag")) {
      if (Names.PRIORITY.equals(text(tag, "system")) && "urgent".equals(text(tag, "code"))) {
        return true;
      }
    }
    return false;
  }

  private static String category(Entry report) throws ReportBreach {
    for (JsonNode category : report.resource().path("category")) {
      for (JsonNode coding : category.path("coding")) {
        if (Names.CATEGORY.equals(text(coding, "system"))) {
          return text(coding, "code");
        }
      }
    }
    return null;
  }

  private Set<String> persons() {
    Set<String> persons = new LinkedHashSet<>();
    for (Entry patient : entries.of("Patient")) {
      for (JsonNode identifier : patient.resource().path("identifier")) {
        String type = Names.idType(text(identifier, "system"));
        String value = text(identifier, "value");
        if (type != null && value != null) {
          persons.add(PublishedReport.person(type, value));
        }
      }
    }
    return persons;
  }

  static String text(JsonNode node, String name) {
    return node.path(name).textValue();
  }

  static void require(boolean holds, String otherwise) throws ReportBreach {
    if (!holds) {
      throw ReportBreach.profile(otherwise);
    }
  }

  private static Instant time(JsonNode node, String place, String name) throws ReportBreach {
    String text = text(node, name);
    try {
      return OffsetDateTime.parse(text == null ? "" : text).toInstant();
    } catch (DateTimeException e) {
      throw ReportBreach.profile(place + "." + name + " is no time with offset.");
    }
  }
}
