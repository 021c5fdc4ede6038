package org.bianmin.hub.trial;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.util.Map;
import java.util.TreeMap;

/** Applies a day's messages, read with HAPI, and keeps the facts that are left. */
final class DayOracle {

  private final PipeParser parser = new PipeParser(new GenericModelClassFactory());
  private final Map<String, Boolean> facts = new TreeMap<>();

  DayOracle() {
    parser.setValidationContext(ValidationContextFactory.noValidation());
  }

  Terser parse(String text) throws HL7Exception {
    Message message = parser.parse(text);
    return new Terser(message);
  }

  void apply(Terser message) throws HL7Exception {
    String trigger = message.get("/.MSH-9-1") + "^" + message.get("/.MSH-9-2");
    switch (trigger) {
      case "ADT^A04" -> put("visit.registered", visit(message), true);
      case "ADT^A01" -> put("admission.registered", visit(message), true);
      case "ADT^A11" ->
          put(
              message.get("/.PV1-2").equals("I") ? "admission.registered" : "visit.registered",
              visit(message),
              false);
      case "ADT^A02" -> put("transfer.made", transfer(message), true);
      case "ADT^A12" -> put("transfer.made", transfer(message), false);
      case "ADT^A03" -> discharge(message);
      case "ADT^A13" -> put("discharge.made", visit(message), false);
      case "ADT^A40" -> put("patient.link", message.get("/.MRG-1-1"), true);
      case "DFT^P03" -> settlement(message);
      case "ORM^O01" -> put("exam.ordered", message.get("/.ORC-2"), true);
      case "ORU^R01" -> report(message);
      default -> {}
    }
  }

  Map<String, Integer> count(boolean active) {
    Map<String, Integer> counts = new TreeMap<>();
    facts.forEach(
        (key, status) -> {
          if (status == active) {
            counts.merge(key.substring(0, key.indexOf(' ')), 1, Integer::sum);
          }
        });
    return counts;
  }

  private void discharge(Terser message) throws HL7Exception {
    put("discharge.made", visit(message), true);
    if ("3".equals(message.get("/.PV1-36"))) {
      put("referral.made", visit(message), true);
    }
  }

  private void settlement(Terser message) throws HL7Exception {
    String type =
        message.get("/.FT1-6").equals("PY")
            ? "payment.succeeded"
            : message.get("/.FT1-7").equals("OUTP")
                ? "settlement.outpatient"
                : "settlement.inpatient";
    put(type, message.get("/.FT1-2"), !message.get("/.FT1-6").equals("CD"));
  }

  private void report(Terser message) throws HL7Exception {
    String status = message.get("/.OBR-25");
    if (!status.equals("P")) {
      put("result.issued", message.get("/.OBR-3"), status.equals("F") || status.equals("C"));
    }
  }

  private void put(String type, String key, boolean active) {
    facts.put(type + " " + key, active);
  }

  private static String visit(Terser message) throws HL7Exception {
    return message.get("/.PV1-19");
  }

  private static String transfer(Terser message) throws HL7Exception {
    return visit(message) + "@" + message.get("/.EVN-6");
  }
}
