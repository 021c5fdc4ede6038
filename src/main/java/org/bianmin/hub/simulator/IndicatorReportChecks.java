package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;

/** What this platform checks in a report beyond the contract's schema. */
final class IndicatorReportChecks {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private IndicatorReportChecks() {}

  /** Why the report is returned, field by field; empty when it is accepted. */
  static ArrayNode reasons(JsonNode report) {
    ArrayNode reasons = Json.MAPPER.createArrayNode();
    persons(report, reasons);
    Set<String> seen = new HashSet<>();
    boolean changed = false;
    for (JsonNode value : report.get("values")) {
      String indicator = value.get("indicator").textValue();
      changed |= !value.get("was").isNull();
      if (!seen.add(indicator)) {
        add(reasons, indicator, "indicator", "REPEATED", "The indicator stands twice.");
      }
      if (!isQuotient(value)) {
        add(
            reasons,
            indicator,
            "value",
            "NOT_THE_QUOTIENT",
            "The value is not 100 times numerator by denominator.");
      }
    }
    if (report.get("kind").textValue().equals("restatement") && !changed) {
      add(reasons, null, "values", "NOT_RESTATED", "No value says what it was before.");
    }
    return reasons;
  }

  private static void persons(JsonNode report, ArrayNode reasons) {
    String reviewed = who(report, "reviewed");
    String signed = who(report, "signed-off");
    if (signed == null || reviewed == null) {
      add(reasons, null, "attestations", "NO_SIGNATURE", "It is not reviewed and signed off.");
    } else if (signed.equals(reviewed)) {
      add(reasons, null, "attestations", "TWO_PERSONS", "One person reviewed and signed it off.");
    }
  }

  private static String who(JsonNode report, String step) {
    for (JsonNode attestation : report.get("attestations")) {
      if (attestation.get("step").textValue().equals(step)) {
        return attestation.get("who").textValue();
      }
    }
    return null;
  }

  private static boolean isQuotient(JsonNode value) {
    JsonNode n = value.get("numerator");
    JsonNode d = value.get("denominator");
    JsonNode told = value.get("value");
    if (!"%".equals(value.get("unit").textValue()) || !n.isNumber() || !d.isNumber()) {
      return true;
    }
    if (d.decimalValue().signum() == 0) {
      return told.isNull();
    }
    if (!told.isNumber()) {
      return false;
    }
    BigDecimal number = told.decimalValue();
    BigDecimal quotient =
        n.decimalValue()
            .multiply(HUNDRED)
            .divide(d.decimalValue(), Math.max(0, number.scale()), RoundingMode.HALF_UP);
    return quotient.compareTo(number) == 0;
  }

  private static void add(
      ArrayNode reasons, String indicator, String member, String code, String message) {
    reasons
        .addObject()
        .put("indicator", indicator)
        .put("member", member)
        .put("code", code)
        .put("message", message);
  }
}
