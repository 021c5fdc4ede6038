package org.bianmin.hub.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.bianmin.hub.simulator.Neighbours.Neighbour;

/** A neighbour's report under way: version 1, its parties and its Composition. */
final class BundleDraft {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
  private static final DateTimeFormatter BIRTH = DateTimeFormatter.BASIC_ISO_DATE;
  private static final int RESIDENT_ID = 18;

  private final String key;
  private final ObjectNode bundle = Json.MAPPER.createObjectNode();
  private final ArrayNode entries;
  private final ObjectNode composition;
  private final OffsetDateTime issued;

  BundleDraft(Neighbour at, String no, String person, OffsetDateTime issued) {
    this.key = String.join(":", Names.REPORT_TYPE, KeyPrefix.escape(at.facility()), no);
    this.issued = issued;
    bundle.put("resourceType", "Bundle").put("type", "document").put("timestamp", text(issued));
    bundle.putObject("meta").put("versionId", "1");
    bundle.putObject("identifier").put("system", Names.REPORT).put("value", key);
    entries = bundle.putArray("entry");
    composition = add("composition", "Composition");
    organization(at);
    patient(person);
  }

  static String text(OffsetDateTime time) {
    return TIME.format(time);
  }

  ObjectNode bundle() {
    return bundle;
  }

  ObjectNode reference(String part) {
    return Json.MAPPER.createObjectNode().put("reference", url(part));
  }

  private String url(String part) {
    return "urn:uuid:" + UUID.nameUUIDFromBytes((key + "\n" + part).getBytes(UTF_8));
  }

  private ObjectNode add(String part, String type) {
    ObjectNode entry = entries.addObject().put("fullUrl", url(part));
    return entry.putObject("resource").put("resourceType", type);
  }

  private void organization(Neighbour at) {
    ObjectNode organization = add("organization", "Organization").put("name", at.name());
    organization
        .putArray("identifier")
        .addObject()
        .put("system", Names.FACILITY)
        .put("value", at.facility());
  }

  /** Only the id is known; a resident's tells sex and day of birth (GB 11643). */
  private void patient(String person) {
    int bar = person.indexOf('|');
    String idType = person.substring(0, bar);
    String id = person.substring(bar + 1);
    ObjectNode patient = add("patient", "Patient");
    patient
        .putArray("identifier")
        .addObject()
        .put("system", Names.idSystem(idType))
        .put("value", id);
    if (idType.equals("01") && id.length() == RESIDENT_ID && id.matches("[0-9]{17}[0-9X]")) {
      patient.put("gender", id.charAt(16) % 2 == 1 ? "male" : "female");
      try {
        patient.put("birthDate", LocalDate.parse(id.substring(6, 14), BIRTH).toString());
      } catch (DateTimeException e) {
        // an id that tells no day; the report says less about the patient then
        return;
      }
    }
  }

  /** The DiagnosticReport, and the Composition that leads to it. */
  ObjectNode report(String category, String name, OffsetDateTime effective) {
    composition.put("status", "final").put("date", text(issued)).put("title", name);
    composition
        .putObject("type")
        .put("text", name)
        .putArray("coding")
        .addObject()
        .put("system", Names.LOINC)
        .put("code", category.equals("lab") ? "11502-2" : "18748-4");
    composition.set("subject", reference("patient"));
    composition.putArray("author").add(reference("organization"));
    composition.set("custodian", reference("organization"));
    composition
        .putArray("section")
        .addObject()
        .put("title", name)
        .putArray("entry")
        .add(reference("report"));
    ObjectNode report = add("report", "DiagnosticReport").put("status", "final");
    report.putArray("identifier").addObject().put("system", Names.REPORT).put("value", key);
    report
        .putArray("category")
        .addObject()
        .putArray("coding")
        .addObject()
        .put("system", Names.CATEGORY)
        .put("code", category);
    report.putObject("code").put("text", name);
    report.set("subject", reference("patient"));
    report.put("effectiveDateTime", text(effective)).put("issued", text(issued));
    report.putArray("performer").add(reference("organization"));
    return report;
  }

  /** An Observation to be filled. */
  ObjectNode observation(String part, OffsetDateTime effective) {
    ObjectNode observation = add(part, "Observation").put("status", "final");
    observation.set("subject", reference("patient"));
    return observation.put("effectiveDateTime", text(effective));
  }

  /** Local code, platform's code and LOINC side by side. */
  static void codes(
      ObjectNode resource, String system, String local, String name, String item, String loinc) {
    ObjectNode code = resource.putObject("code").put("text", name);
    ArrayNode codings = code.putArray("coding");
    codings.addObject().put("system", system).put("code", local).put("display", name);
    codings.addObject().put("system", Names.ITEM).put("code", item);
    if (loinc != null) {
      codings.addObject().put("system", Names.LOINC).put("code", loinc);
    }
  }
}
