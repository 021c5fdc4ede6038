package org.bianmin.hub.simulator;

/** Systems and URLs of published reports (recognition.md, "Reports"). */
final class Names {

  static final String REPORT = "urn:bianmin:report";
  static final String FACILITY = "urn:oid:2.16.156.10011.1.5";
  static final String ITEM = "urn:bianmin:item-code";
  static final String LOCAL = "urn:bianmin:local-code";
  static final String EXAM = "urn:bianmin:exam-item";

  static final String LOINC = "http://loinc.org";
  static final String CATEGORY = "urn:bianmin:report-category";
  static final String JUDGED = "urn:bianmin:recognition";
  static final String PRIORITY = "urn:bianmin:recognition-priority";
  static final String REPORT_TYPE = "result.issued";

  /** LOINC of the findings of an examination, which are no item. */
  static final String FINDINGS = "59776-5";

  private static final String ID_CARD = "01";
  private static final String ID_CARDS = "urn:oid:2.16.156.10011.1.3";

  /** Followed by the type of another legal id. */
  private static final String OTHER_IDS = "urn:bianmin:CV02.01.101:";

  private Names() {}

  /** The system of legal ids of a type (CV02.01.101). */
  static String idSystem(String idType) {
    return idType.equals(ID_CARD) ? ID_CARDS : OTHER_IDS + idType;
  }

  /** The type of the legal ids of a system, null where it is another system. */
  static String idType(String system) {
    if (ID_CARDS.equals(system)) {
      return ID_CARD;
    }
    return system != null && system.startsWith(OTHER_IDS)
        ? system.substring(OTHER_IDS.length())
        : null;
  }
}
