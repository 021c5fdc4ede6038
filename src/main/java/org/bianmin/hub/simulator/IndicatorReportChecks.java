package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;

/** What this platform checks in a report beyond the contract's schema. */
final class IndicatorReportChecks {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private IndicatorReportChecks() {}

  /**
   * Why the report is returned, field by field; empty when it is accepted.
   *
   * @param held the state of another revision of the report, null where it is not held
   */
  static ArrayNode reasons(JsonNode report, IntFunction<String> held) {
    ArrayNode reasons = Json.MAPPER.createArrayNode();
    restates(report, held, reasons);
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

  /** What it says to take the place of must be here, and be what its kind says. */
  private static void restates(JsonNode report, IntFunction<String> held, ArrayNode reasons) {
    JsonNode restates = report.get("restates");
    String kind = report.get("kind").textValue();
    if (kind.equals("first")) {
      if (!restates.isNull()) {
        add(reasons, null, "restates", "RESTATES", "A first one takes no other's place.");
      }
      return;
    }
    String state = restates.isNull() ? null : held.apply(restates.intValue());
    if (state == null) {
      add(reasons, null, "restates", "RESTATES", "The revision that it restates is not held.");
    } else if (kind.equals("correction") && !state.equals("returned")) {
      add(reasons, null, "restates", "RESTATES", "Only a returned revision is corrected.");
    } else if (kind.equals("restatement") && !state.equals("accepted")) {
      add(reasons, null, "restates", "RESTATES", "Only an accepted revision is restated.");
    }
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
