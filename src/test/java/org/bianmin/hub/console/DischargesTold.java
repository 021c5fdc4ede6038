package org.bianmin.hub.console;

/** Discharges and settlements as interfaces and HL7 v2 tell them. */
final class DischargesTold {

  private DischargesTold() {}

  static String document(String type, String action, String key, String attributes) {
    return """
    {"type": "%s", "key": "%s", "action": "%s", "recordedAt": "2026-04-20T10:00:00+08:00", \
    "patient": {"id": "P1"}, "attributes": {%s}}\
    """
        .formatted(type, key, action, attributes);
  }

  static String settlement(String no, String at, String admission) {
    return document(
        "settlement.inpatient",
        "record",
        no,
        "\"at\": \"%s\", \"totalFen\": 100, \"kind\": \"final\", \"settlementPoint\": \"bedside\", \"admissionRef\": \"%s\""
            .formatted(at, admission));
  }

  static String discharge(String control, String visit, String at) {
    return String.join(
        "\r",
        "MSH|^~\\&|HIS|H001|HUB|H001|"
            + at
            + "||ADT^A03^ADT_A03|"
            + control
            + "|P|2.5.1||||||UNICODE UTF-8",
        "EVN|A03|" + at,
        "PID|1||P1^^^HIS^PI||测试^患者",
        "PV1|1|I|0301^^12|||||||0301|||||||||"
            + visit
            + "|||||||||||||||||1||||||||20260325090000|"
            + at,
        "");
  }
}
