package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.indicator.report.ReportQueries.Line;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;
import org.bianmin.hub.indicator.report.ReportQueries.Value;

/** A revision as the contract writes it ({@code indicator-report.json}). */
public final class ReportDocument {

  private static final DateTimeFormatter RFC_3339 = Rfc3339.WITH_MILLIS;

  private final ReportQueries queries;
  private final ReportDetails details;
  private final ZoneId zone;

  ReportDocument(ReportQueries queries, ReportDetails details, ZoneId zone) {
    this.queries = queries;
    this.details = details;
    this.zone = zone;
  }

  /** The document, with the attestations that there are. */
  public ObjectNode of(Line report, Revision revision) {
    ReportKey key = report.key();
    ObjectNode json =
        ReportTexts.JSON
            .createObjectNode()
            .put("key", key.text())
            .put("programme", key.programme())
            .put("report", key.kind())
            .put("period", key.period())
            .put("until", key.until() == null ? null : key.until().toString());
    json.putObject("scope").put("kind", key.scope().kind().code()).put("id", key.scope().id());
    json.put("revision", revision.revision()).put("kind", revision.kind().code());
    // of what the platform does not have it hears nothing
    Integer base = revision.kind() == RevisionKind.FIRST ? null : revision.base();
    json.put("restates", base);
    json.put("asOf", time(revision.asOf())).put("definitions", revision.programme());
    ArrayNode values = json.putArray("values");
    for (Value value : queries.values(report.id(), revision.revision())) {
      value(values.addObject(), report, revision, value);
    }
    ArrayNode attestations = json.putArray("attestations");
    attest(attestations, "cut", revision.cutBy(), revision.cutAt());
    attest(attestations, "reviewed", revision.reviewedBy(), revision.reviewedAt());
    attest(attestations, "signed-off", revision.signedBy(), revision.signedAt());
    attest(attestations, "submitted", revision.submittedBy(), revision.submittedAt());
    return json;
  }

  private void value(ObjectNode json, Line report, Revision revision, Value frozen) {
    ReportValue value = frozen.value();
    json.put("indicator", value.indicator()).put("name", value.name().zh());
    numbers(json, value.value(), value.numerator(), value.denominator());
    json.put("unit", value.unit()).put("applicable", value.applicable());
    json.put("basis", value.basis()).put("coverage", value.coverage());
    if (value.declared() == null) {
      json.putNull("declared");
    } else {
      json.putObject("declared")
          .put("value", value.declared().value())
          .put("who", value.declared().who())
          .put("from", value.declared().from());
    }
    json.put("definition", value.definition());
    json.put("reading", value.reading() == null ? null : value.reading().zh());
    ObjectNode switches = json.putObject("switches");
    value.switches().forEach(switches::put);
    ArrayNode parts = json.putArray("parts");
    for (ReportValue.Part part : value.parts()) {
      numbers(
          parts.addObject().put("code", part.code()),
          part.value(),
          part.numerator(),
          part.denominator());
    }
    ArrayNode without = json.putArray("withoutData");
    if (value.roster() != null) {
      value.roster().without().forEach(without::add);
      value.roster().uploaded().forEach(json.putArray("uploaded")::add);
      value.roster().reportedNothing().forEach(json.putArray("reportedNothing")::add);
    }
    if (frozen.was() == null || revision.kind() == RevisionKind.FIRST) {
      json.putNull("was");
    } else {
      ObjectNode was = json.putObject("was");
      numbers(was, frozen.was().value(), frozen.was().numerator(), frozen.was().denominator());
      was.put("declared", frozen.was().declared() == null ? null : frozen.was().declared().value());
      was.put("events", details.causeCount(report.id(), revision.revision(), value.indicator()));
      ArrayNode causes = was.putArray("causes");
      frozen.kinds().forEach(kind -> causes.add(kind.code()));
    }
  }

  private static void numbers(
      ObjectNode json, BigDecimal value, BigDecimal numerator, BigDecimal denominator) {
    json.put("value", value).put("numerator", numerator).put("denominator", denominator);
  }

  private void attest(ArrayNode attestations, String step, String who, Long at) {
    if (at != null) {
      attestations.addObject().put("step", step).put("who", who).put("at", time(at));
    }
  }

  private String time(long millis) {
    return RFC_3339.format(Instant.ofEpochMilli(millis).atZone(zone));
  }
}
