package org.bianmin.hub.wholeway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** FHIR resources that are finished, corrected, cancelled and entered in error. */
final class FhirCorrections {

  private static final int FACTS = 5;

  private final List<StreamMessage> messages = new ArrayList<>();
  private final String facility;
  private final Random random;

  private FhirCorrections(long seed, String facility) {
    this.facility = facility;
    this.random = new Random(seed);
  }

  static List<StreamMessage> of(long seed, String facility) {
    FhirCorrections stream = new FhirCorrections(seed, facility);
    for (int i = 0; i < FACTS; i++) {
      stream.encounter("FA" + i, "AMB", "arrived");
      stream.encounter("FA" + i, "AMB", "finished");
      stream.encounter("FI" + i, "IMP", "in-progress");
      stream.encounter("FI" + i, "IMP", "finished");
      stream.report("FR" + i, "preliminary", "final");
      stream.report("FR" + i, "final", "final");
      stream.report("FR" + i, "corrected", "corrected");
      stream.invoice("FS" + i, "issued");
      if (stream.random.nextBoolean()) {
        stream.encounter("FA" + i, "AMB", "entered-in-error");
        stream.encounter("FI" + i, "IMP", "cancelled");
      }
      if (stream.random.nextBoolean()) {
        stream.report("FR" + i, "entered-in-error", "entered-in-error");
        stream.invoice("FS" + i, "entered-in-error");
      }
      if (stream.random.nextBoolean()) {
        stream.report("FR" + i, "corrected", "final");
        stream.invoice("FS" + i, "balanced");
        stream.encounter("FI" + i, "IMP", "finished");
      }
    }
    return stream.messages;
  }

  private void encounter(String number, String visitClass, String status) {
    say(
        "Encounter",
        "'id':'"
            + number
            + "','identifier':[{'value':'"
            + number
            + "'}],'status':'"
            + status
            + "','class':{'code':'"
            + visitClass
            + "'},'serviceType':{'coding':[{'code':'D"
            + random.nextInt(9)
            + "'}]},'subject':{'identifier':{'value':'OLD1'}},"
            + "'period':{'start':'2026-11-01T08:00:00+08:00'"
            + (status.equals("finished") ? ",'end':'2026-11-05T10:00:00+08:00'" : "")
            + "},'location':[{'location':{'identifier':{'value':'W1'}}},"
            + "{'location':{'identifier':{'value':'W2'}},"
            + "'period':{'start':'2026-11-02T09:00:00+08:00'}}"
            + (random.nextBoolean()
                ? ",{'location':{'identifier':{'value':'W"
                    + (3 + random.nextInt(2))
                    + "'}},'period':{'start':'2026-11-03T09:00:00+08:00'}}"
                : "")
            + "]");
  }

  private void report(String number, String status, String itemStatus) {
    say(
        "DiagnosticReport",
        "'id':'"
            + number
            + "','contained':["
            + observation("a", "WBC", itemStatus)
            + ','
            + observation("b", "RBC", random.nextInt(3) == 0 ? "entered-in-error" : itemStatus)
            + "],'identifier':[{'value':'"
            + number
            + "'}],'status':'"
            + status
            + "','category':[{'coding':[{'code':'LAB'}]}],'code':{'text':'血常规'},"
            + "'subject':{'identifier':{'value':'OLD1'}},'issued':'2026-11-03T08:00:00+08:00',"
            + "'result':[{'reference':'#a'},{'reference':'#b'}]");
  }

  private String observation(String id, String code, String status) {
    return "{'resourceType':'Observation','id':'"
        + id
        + "','status':'"
        + status
        + "','code':{'coding':[{'code':'"
        + code
        + "'}],'text':'"
        + code
        + "'},'valueQuantity':{'value':"
        + random.nextInt(1, 99)
        + ",'unit':'1'}}";
  }

  private void invoice(String number, String status) {
    say(
        "Invoice",
        "'id':'"
            + number
            + "','identifier':[{'value':'"
            + number
            + "'}],'status':'"
            + status
            + "','type':{'coding':[{'code':'AMB'}]},'date':'2026-11-03T09:00:00+08:00',"
            + "'subject':{'identifier':{'value':'OLD1'}},'totalGross':{'value':"
            + random.nextInt(1, 999)
            + ",'currency':'CNY'}");
  }

  private void say(String type, String members) {
    int n = messages.size();
    String updated = String.format("2026-11-04T%02d:%02d:00+08:00", n / 60, n % 60);
    String json =
        "{'resourceType':'"
            + type
            + "','meta':{'versionId':'"
            + n
            + "','lastUpdated':'"
            + updated
            + "','source':'urn:"
            + facility
            + "'},"
            + members
            + "}";
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    messages.add(StreamMessage.fhir(type + "/" + n, type, bytes));
  }
}
