package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.indicator.report.ReportQueries.Line;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;

/**
 * What a restatement changed, as FHIR R4. A MeasureReport there has no place for what it takes the
 * place of: extensions name the report before and each old value, and a Provenance tells the same
 * with FHIR's own words, with the persons who answer for it.
 */
public final class ReportFhirChanges {

  /** On the MeasureReport: which one it takes the place of (Identifier). */
  static final String RESTATES = ReportFhir.BASE + "StructureDefinition/restates";

  /** On a group: value, counts and causes of what was reported before. */
  static final String RESTATED = ReportFhir.BASE + "StructureDefinition/restated";

  private static final String CAUSES = ReportFhir.BASE + "CodeSystem/restatement-causes";
  private static final String PARTICIPANT =
      "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
  private static final String OPERATION = "http://terminology.hl7.org/CodeSystem/v3-DataOperation";

  private ReportFhirChanges() {}

  /** Adds to a MeasureReport what it changed. */
  public static void tell(ObjectNode json, Line report, Revision revision, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    ObjectNode restates = json.putArray("extension").addObject().put("url", RESTATES);
    identifier(restates.putObject("valueIdentifier"), report, revision.base());
    for (JsonNode group : json.path("group")) {
      String indicator = group.at("/code/coding/0/code").asText();
      changes.stream()
          .filter(change -> change.value().indicator().equals(indicator))
          .forEach(change -> restated((ObjectNode) group, change));
    }
  }

  private static void restated(ObjectNode group, Change change) {
    ArrayNode parts =
        group.putArray("extension").addObject().put("url", RESTATED).putArray("extension");
    ReportValue was = change.was();
    quantity(parts, "value", was.value(), was.unit());
    quantity(parts, "numerator", was.numerator(), null);
    quantity(parts, "denominator", was.denominator(), null);
    if (was.declared() != null && was.declared().value() != null) {
      parts.addObject().put("url", "declared").put("valueString", was.declared().value());
    }
    change
        .kinds()
        .forEach(kind -> parts.addObject().put("url", "cause").put("valueCode", kind.code()));
    parts.addObject().put("url", "events").put("valueDecimal", change.events());
  }

  private static void quantity(ArrayNode parts, String url, BigDecimal number, String unit) {
    if (number == null) {
      return;
    }
    ObjectNode quantity =
        parts.addObject().put("url", url).putObject("valueQuantity").put("value", number);
    if (unit != null) {
      quantity.put("unit", unit);
    }
  }

  /** Who made a revision, and of which one it is a revision. */
  public static ObjectNode provenance(
      Line report, Revision revision, List<Change> changes, ZoneId zone) {
    ObjectNode json =
        ReportTexts.JSON
            .createObjectNode()
            .put("resourceType", "Provenance")
            .put("id", "p-" + report.id() + "-" + revision.revision());
    ObjectNode target = json.putArray("target").addObject();
    target.put("reference", "MeasureReport/" + report.id() + "-" + revision.revision());
    identifier(target.putObject("identifier"), report, revision.revision());
    json.put("recorded", time(revision.cutAt(), zone));
    boolean first = revision.kind() == RevisionKind.FIRST || revision.base() == null;
    List<CauseKind> kinds =
        changes.stream().flatMap(change -> change.kinds().stream()).distinct().sorted().toList();
    if (!kinds.isEmpty()) {
      ArrayNode reasons = json.putArray("reason");
      for (CauseKind kind : kinds) {
        ObjectNode reason = reasons.addObject().put("text", kind.words().zh());
        reason.putArray("coding").addObject().put("system", CAUSES).put("code", kind.code());
      }
    }
    json.putObject("activity")
        .putArray("coding")
        .addObject()
        .put("system", OPERATION)
        .put("code", first ? "CREATE" : "UPDATE");
    ArrayNode agents = json.putArray("agent");
    agent(agents, "author", revision.cutBy());
    agent(agents, "verifier", revision.reviewedBy());
    agent(agents, "attester", revision.signedBy());
    if (!first) {
      ObjectNode entity = json.putArray("entity").addObject().put("role", "revision");
      identifier(
          entity.putObject("what").put("type", "MeasureReport").putObject("identifier"),
          report,
          revision.base());
    }
    return json;
  }

  private static void agent(ArrayNode agents, String type, String who) {
    if (who != null) {
      ObjectNode agent = agents.addObject();
      agent
          .putObject("type")
          .putArray("coding")
          .addObject()
          .put("system", PARTICIPANT)
          .put("code", type);
      agent.putObject("who").put("display", who);
    }
  }

  private static void identifier(ObjectNode json, Line report, int revision) {
    json.put("system", ReportFhir.BASE + "reports")
        .put("value", report.key().text() + "/" + revision);
  }

  private static String time(long millis, ZoneId zone) {
    return Rfc3339.WITH_MILLIS.format(Instant.ofEpochMilli(millis).atZone(zone));
  }
}
