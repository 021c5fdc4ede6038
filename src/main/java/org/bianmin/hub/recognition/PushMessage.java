package org.bianmin.hub.recognition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;

/**
 * Tells a HIS of candidates, or that a report was corrected, as an ORU^R01 (docs/recognition.md).
 * The HIS knows its order and visit numbers, so nothing in it names the patient.
 */
final class PushMessage {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZONE);
  private static final String OFFER = "HR01^检查检验结果互认提醒^L";
  private static final String CHANGE = "HR02^已提示、调阅或互认的报告发生变更^L";
  private static final int ID_DIGITS = 20;

  private final StringBuilder text = new StringBuilder(1024);
  private final MeasureEvent event;

  private PushMessage(MeasureEvent event) {
    this.event = event;
  }

  /** The number of the message: the same for each try of the same version. */
  static String controlId(MeasureEvent event) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (event.key().toString() + '@' + event.version())
                      .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Segments that end with CR.
   *
   * @param charset as MSH-18 has it
   * @param receiver MSH-5 and MSH-6, for example {@code HIS|H001}
   */
  static String of(MeasureEvent event, String charset, String receiver, long now) {
    return new PushMessage(event).write(charset, receiver, now);
  }

  private String write(String charset, String receiver, long now) {
    boolean changed = attribute("sourceState") != null;
    String at = time(event.occurredAt());
    segment(
        "MSH|^~\\&|BIANMIN-HUB|" + escaped(event.key().facility()),
        receiver,
        time(now),
        "",
        "ORU^R01^ORU_R01",
        controlId(event),
        "P|2.5.1",
        "",
        "",
        "|",
        "",
        charset);
    segment("PID", "1");
    segment(
        "PV1", "1", "U", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", visit());
    String order = first("orderRef", "replacedOrderRef");
    segment("ORC", "RE", order, "", "", "", "", "", "", "", "", "", doctor());
    segment(
        "OBR",
        "1",
        order,
        escaped(event.key().businessKey()),
        changed ? CHANGE : OFFER,
        "",
        "",
        at,
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        doctor(),
        "",
        "",
        "",
        "",
        "",
        changed ? time(attribute("sourceChangedAt"), now) : at,
        "",
        "OTH",
        event.status() == EventStatus.VOID ? "X" : changed ? "C" : "F");
    if (changed) {
      note(change());
    }
    if (attribute("candidates") instanceof List<?> candidates) {
      int n = 0;
      for (Object candidate : candidates) {
        if (candidate instanceof Map<?, ?> map) {
          n++;
          candidate(n, map);
        }
      }
    } else {
      candidate(1, event.attributes());
    }
    return text.toString();
  }

  private void candidate(int n, Map<?, ?> c) {
    String value = raw(c, "value");
    segment(
        "OBX",
        Integer.toString(n),
        value.matches("[+-]?\\d+(\\.\\d+)?") ? "NM" : "ST",
        value(c, "itemCode") + '^' + value(c, "itemName") + "^L",
        Integer.toString(n),
        escaped(value.isEmpty() ? report(c) : value),
        value(c, "unit"),
        value(c, "refRange"),
        value(c, "abnormalFlag"),
        "",
        "",
        "F",
        "",
        "",
        time(c.get("reportedAt"), 0),
        first(c, "orgCode", "sourceOrg") + '^' + value(c, "orgName"));
    StringBuilder words = new StringBuilder();
    add(words, "报告号 ", raw(c, "reportNo"));
    add(words, "机构 ", raw(c, "orgName").isEmpty() ? raw(c, "orgCode") : raw(c, "orgName"));
    add(words, "标识 ", raw(c, "label"));
    add(words, "有效期至 ", raw(c, "expiresAt"));
    add(words, "报告 ", raw(c, "reportKey"));
    add(words, "链接 ", raw(c, "link"));
    note(words.toString());
  }

  private String change() {
    boolean recalled = "recalled".equals(attribute("sourceState"));
    return "您曾看到的报告"
        + (recalled ? "已撤销" : "已更正")
        + "："
        + (attribute("changedReportKey") == null ? "" : attribute("changedReportKey"));
  }

  private void note(String words) {
    segment("NTE", "1", "L", escaped(words));
  }

  private static String report(Map<?, ?> c) {
    return raw(c, "reportNo").isEmpty() ? raw(c, "reportKey") : raw(c, "reportNo");
  }

  private static void add(StringBuilder words, String label, String value) {
    if (!value.isEmpty()) {
      words.append(words.isEmpty() ? "" : "；").append(label).append(value);
    }
  }

  private String visit() {
    return first("visitRef", "encounterRef");
  }

  private String doctor() {
    return value(event.attributes(), "doctorId");
  }

  private Object attribute(String name) {
    return event.attributes().get(name);
  }

  private String first(String one, String other) {
    return first(event.attributes(), one, other);
  }

  private static String first(Map<?, ?> map, String one, String other) {
    return raw(map, one).isEmpty() ? value(map, other) : value(map, one);
  }

  private static String value(Map<?, ?> map, String name) {
    return escaped(raw(map, name));
  }

  /** Unmapped codes are maps, and say nothing. */
  private static String raw(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null || value instanceof Map<?, ?> ? "" : value.toString();
  }

  private static String time(Long millis) {
    return millis == null ? "" : TIME.format(Instant.ofEpochMilli(millis));
  }

  /** An attribute's RFC 3339 text as HL7 has times; another time where it is none. */
  private static String time(Object rfc3339, long otherwise) {
    if (rfc3339 instanceof String told) {
      return TIME.format(java.time.OffsetDateTime.parse(told));
    }
    return otherwise == 0 ? "" : time(otherwise);
  }

  private void segment(String name, String... fields) {
    int end = fields.length;
    while (end > 0 && fields[end - 1].isEmpty()) {
      end--;
    }
    text.append(name);
    for (int i = 0; i < end; i++) {
      text.append('|').append(fields[i]);
    }
    text.append('\r');
  }

  private static String escaped(String told) {
    StringBuilder out = new StringBuilder(told.length() + 8);
    for (int i = 0; i < told.length(); i++) {
      char c = told.charAt(i);
      switch (c) {
        case '|' -> out.append("\\F\\");
        case '^' -> out.append("\\S\\");
        case '&' -> out.append("\\T\\");
        case '~' -> out.append("\\R\\");
        case '\\' -> out.append("\\E\\");
        default -> out.append(c < ' ' ? ' ' : c);
      }
    }
    return out.toString();
  }
}
