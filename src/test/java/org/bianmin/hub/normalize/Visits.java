package org.bianmin.hub.normalize;

/** HL7 v2 messages of visits, as small as their events need. */
public final class Visits {

  private Visits() {}

  /** A registration (A04) with a class (PV1-2), a level (PV1-18) and departments 0301 and 0999. */
  public static String registered(String visit, String visitClass, String level) {
    return message("A04", visit, visitClass, level);
  }

  /** Its cancellation (A11). */
  public static String cancelled(String visit) {
    return message("A11", visit, "O", "");
  }

  private static String message(String trigger, String visit, String visitClass, String level) {
    return "MSH|^~\\&|HIS|H|HUB|H|20261103080000||ADT^"
        + trigger
        + "|C"
        + visit
        + trigger
        + "|T|2.5.1||||||UNICODE UTF-8\rEVN|"
        + trigger
        + "|20261103080000\rPID|1||P"
        + visit
        + "^^^HIS^MR||试验甲\rPV1|1|"
        + visitClass
        + "|0999|||||||0301||||||||"
        + level
        + "|"
        + visit
        + "\r";
  }

  /** Two patient numbers become one (A40). */
  public static String merged(String old, String current) {
    return "MSH|^~\\&|HIS|H|HUB|H|20261103080000||ADT^A40|M"
        + old
        + "|T|2.5.1||||||UNICODE UTF-8\rEVN|A40|20261103080000\rPID|1||"
        + current
        + "^^^HIS^MR||试验甲\rMRG|"
        + old
        + "\r";
  }

  /** A report (R01) of one item with a code and a value. */
  public static String reported(String report, String item, String value) {
    return "MSH|^~\\&|LIS|H|HUB|H|20261103090000||ORU^R01|R"
        + report
        + "|T|2.5.1||||||UNICODE UTF-8\rPID|1||P1^^^HIS^MR||试验甲\rPV1|1|O|||||||||||||||||V1\r"
        + "OBR|1||"
        + report
        + "|CBC^血常规|||20261103080000|||||||||||||||20261103090000|||F\rOBX|1|NM|"
        + item
        + "^项目||"
        + value
        + "|g/L||||F|||F\r";
  }
}
