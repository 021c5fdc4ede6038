package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.indicator.report.ReportQueries.Line;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;

/** A report as FHIR R4: the Measure that says what is reported, and the MeasureReport. */
public final class ReportFhir {

  /** Base of canonical URLs, names and code systems. */
  static final String BASE = "https://bianmin.example/fhir/";

  private static final String POPULATION =
      "http://terminology.hl7.org/CodeSystem/measure-population";
  private static final String SCORING = "http://terminology.hl7.org/CodeSystem/measure-scoring";
  private static final Set<String> PROPORTIONS = Set.of("share", "shareofpersons");
  private static final Set<String> COUNTS =
      Set.of("count", "distinct", "sum", "stock", "cells", "yes", "declared");
  private static final DateTimeFormatter RFC_3339 = Rfc3339.WITH_MILLIS;
  private static final int MOST = Integer.MAX_VALUE;

  private ReportFhir() {}

  /** The Measure of a report: one group for each indicator. */
  public static ObjectNode measure(ReportKind kind, List<ReportValue> values) {
    ObjectNode measure =
        ReportTexts.JSON
            .createObjectNode()
            .put("resourceType", "Measure")
            .put("id", id(kind.programme() + "-" + kind.id()))
            .put("url", url(kind))
            .put("name", id(kind.programme() + "-" + kind.id()).replaceAll("[^A-Za-z0-9]", "_"))
            .put("title", kind.programmeName().zh() + " " + kind.name().zh())
            .put("status", "active");
    ArrayNode groups = measure.putArray("group");
    values.forEach(value -> group(groups.addObject(), value));
    return measure;
  }

  /** The Measure of one indicator. */
  public static ObjectNode measure(String programme, ReportValue value) {
    ObjectNode measure =
        ReportTexts.JSON
            .createObjectNode()
            .put("resourceType", "Measure")
            .put("id", id(value.indicator()))
            .put("url", BASE + "Measure/" + id(programme + "-" + value.indicator()))
            .put("version", value.definition())
            .put("name", "I_" + value.indicator().replaceAll("[^A-Za-z0-9]", "_"))
            .put("title", value.name().zh())
            .put("status", "active");
    if (value.reading() != null) {
      measure.put("description", value.reading().zh());
    }
    scoring(measure.putObject("scoring"), value);
    group(measure.putArray("group").addObject(), value);
    return measure;
  }

  private static void scoring(ObjectNode concept, ReportValue value) {
    String measure = value.measure() == null ? "declared" : value.measure();
    String code = "continuous-variable";
    if (PROPORTIONS.contains(measure)) {
      code = "proportion";
    } else if (measure.equals("ratio")) {
      code = "ratio";
    } else if (COUNTS.contains(measure)) {
      code = "cohort";
    }
    concept.putArray("coding").addObject().put("system", SCORING).put("code", code);
  }

  /**
   * What is counted is said in words: FHIR wants the criteria of populations in one of its own
   * languages, and these definitions are written in none of them.
   */
  private static void group(ObjectNode group, ReportValue value) {
    code(group.putObject("code"), value);
    if (value.reading() != null) {
      group.put("description", value.reading().zh());
    }
  }

  private static void code(ObjectNode concept, ReportValue value) {
    concept
        .put("text", value.name().zh())
        .putArray("coding")
        .addObject()
        .put("system", BASE + "CodeSystem/indicators")
        .put("code", value.indicator())
        .put("display", value.name().zh());
  }

  private static void population(ObjectNode concept, String side) {
    concept.putArray("coding").addObject().put("system", POPULATION).put("code", side);
  }

  /** The MeasureReport of a revision. */
  public static ObjectNode report(
      ReportKind kind, Line report, Revision revision, List<ReportValue> values, ZoneId zone) {
    Period period = Period.parse(report.key().period(), zone);
    long end =
        report.key().until() == null
            ? period.to()
            : report.key().until().plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    ObjectNode json =
        ReportTexts.JSON
            .createObjectNode()
            .put("resourceType", "MeasureReport")
            .put("id", report.id() + "-" + revision.revision());
    json.putArray("identifier")
        .addObject()
        .put("system", BASE + "reports")
        .put("value", report.key().text() + "/" + revision.revision());
    json.put("status", "complete")
        .put("type", "summary")
        .put("measure", url(kind))
        .put("date", time(revision.cutAt(), zone));
    json.putObject("reporter")
        .putObject("identifier")
        .put("system", BASE + report.key().scope().kind().code())
        .put("value", report.key().scope().id());
    json.putObject("period")
        .put("start", time(period.from(), zone))
        .put("end", time(end - 1, zone));
    ArrayNode groups = json.putArray("group");
    values.forEach(value -> reported(groups.addObject(), value));
    return json;
  }

  private static void reported(ObjectNode group, ReportValue value) {
    code(group.putObject("code"), value);
    ArrayNode populations = group.putArray("population");
    count(populations, "numerator", value.numerator());
    count(populations, "denominator", value.denominator());
    if (populations.isEmpty()) {
      group.remove("population");
    }
    if (value.value() != null) {
      ObjectNode score = group.putObject("measureScore").put("value", value.value());
      if (value.unit() != null) {
        score.put("unit", value.unit());
      }
    }
  }

  /** Counts are whole there; sums of minutes and the like are only in the score. */
  private static void count(ArrayNode populations, String side, BigDecimal number) {
    boolean whole =
        number != null
            && number.stripTrailingZeros().scale() <= 0
            && number.abs().compareTo(BigDecimal.valueOf(MOST)) <= 0;
    if (whole) {
      ObjectNode population = populations.addObject();
      population(population.putObject("code"), side);
      population.put("count", number.intValueExact());
    }
  }

  private static String url(ReportKind kind) {
    return BASE + "Measure/" + id(kind.programme() + "-" + kind.id());
  }

  private static String id(String text) {
    return text.replaceAll("[^A-Za-z0-9.-]", "-");
  }

  private static String time(long millis, ZoneId zone) {
    return RFC_3339.format(Instant.ofEpochMilli(millis).atZone(zone));
  }
}
