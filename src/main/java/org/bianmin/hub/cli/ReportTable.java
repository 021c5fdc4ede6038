package org.bianmin.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** A report as lines of text: state, then one line for each value. */
final class ReportTable {

  private static final String LINE = "%-12s %14s %-8s %14s / %-14s %s%n";

  private final JsonNode report;

  ReportTable(JsonNode report) {
    this.report = report;
  }

  void print(PrintWriter out) {
    JsonNode revision = report.path("revision");
    out.println(report.path("report").path("key").asText());
    out.println(
        "revision "
            + revision.path("revision").asInt()
            + ", "
            + revision.path("state").asText()
            + ", as of "
            + revision.path("asOf").asText());
    out.println();
    out.printf(LINE, "indicator", "value", "unit", "numerator", "denominator", "name");
    for (JsonNode line : report.path("values")) {
      JsonNode value = line.path("value");
      out.printf(
          LINE,
          value.path("indicator").asText(),
          number(value.path("value")) + (line.path("was").isObject() ? "*" : ""),
          text(value.path("unit")),
          number(value.path("numerator")),
          number(value.path("denominator")),
          value.path("name").path("zh").asText());
    }
    if (report.path("values").findValues("was").stream().anyMatch(JsonNode::isObject)) {
      out.println();
      out.println("* restated: the value was another one before");
    }
    for (JsonNode reason : report.path("reasons")) {
      out.println(
          "returned: " + reason.path("code").asText() + " " + reason.path("message").asText());
    }
    out.flush();
  }

  private static String number(JsonNode number) {
    return number.isNumber() ? number.decimalValue().toPlainString() : "-";
  }

  private static String text(JsonNode text) {
    return text.isTextual() ? text.asText() : "";
  }
}
