package org.bianmin.hub.wholeway;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** Messages of laboratories and of a HIS about one synthetic person. */
final class RecognitionMessages {

  /** From GB 11643's own example. */
  static final String LEGAL_ID = "11010519491231002X";

  private static final DateTimeFormatter HL7 = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final AtomicInteger CONTROL = new AtomicInteger();

  private RecognitionMessages() {}

  /** A time some minutes ago, as HL7 writes it. */
  static String minutesAgo(int minutes) {
    return HL7.format(ZonedDateTime.now(ZONE).minusMinutes(minutes));
  }

  /**
   * A report of one glucose value.
   *
   * @param status OBR-25: F, C, W …
   * @param reportedAt OBR-22
   */
  static byte[] report(String no, String status, String reportedAt, String value) {
    return message(
        "ORU^R01",
        "PID|1||A-1^^^^MR||张^三||19491231|M|||||||||||" + LEGAL_ID,
        "OBR|1|ORD-"
            + no
            + "|"
            + no
            + "|BIO^生化|||"
            + minutesAgo(600)
            + "|||||||"
            + "|SER|||||||"
            + reportedAt
            + "||LAB|"
            + status
            + "|||||||D9^^李",
        "OBX|1|NM|14749-6^葡萄糖^LN||" + value + "|mmol/L|3.9-6.1|N|||" + status);
  }

  /** An order of glucose for the same person, under the other hospital's numbers. */
  static byte[] order(String no, String visit) {
    String now = minutesAgo(0);
    return message(
        "ORM^O01",
        "PID|1||B-77^^^^MR||张^三||19491231|M|||||||||||" + LEGAL_ID,
        "PV1|1|O|||||||||||||||||" + visit,
        "ORC|NW|" + no + "|||||||" + now + "|||D20^^王",
        "OBR|1|" + no + "||14749-6^葡萄糖^LN||||||||||||||||||||LAB");
  }

  static byte[] message(String type, String... segments) {
    String msh =
        "MSH|^~\\&|SYS|X|||"
            + minutesAgo(0)
            + "||"
            + type
            + "|RC"
            + CONTROL.incrementAndGet()
            + "|P|2.5.1|||||CHN|UNICODE UTF-8";
    return (msh + "\r" + String.join("\r", segments) + "\r").getBytes(StandardCharsets.UTF_8);
  }
}
