package org.bianmin.hub.trial.year;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.Rfc3339;

/** Writes events of the synthetic year as the documents and messages that a hub receives. */
public final class YearDocument {

  private static final ObjectMapper JSON = new ObjectMapper();

  private YearDocument() {}

  /** A document of the events API; merges have none. */
  public static String of(YearEvent event) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", event.type());
    document.put("key", event.businessKey());
    document.put("action", event.what().name().toLowerCase(Locale.ROOT));
    document.put("facility", event.facility());
    document.put("recordedAt", time(event.recordedAt()));
    if (event.occurredAt() != null) {
      document.put("occurredAt", time(event.occurredAt()));
    }
    if (event.patient() != null) {
      document.put("patient", Map.of("id", event.patient()));
    }
    if (event.what() != YearEvent.What.VOID) {
      document.put("attributes", value(event.attributes()));
    }
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String time(long millis) {
    return Rfc3339.format(millis, YearCalendar.ZONE);
  }

  private static Object value(Object value) {
    if (value instanceof Instant time) {
      return time(time.toEpochMilli());
    }
    if (value instanceof List<?> items) {
      List<Object> written = new ArrayList<>();
      items.forEach(item -> written.add(value(item)));
      return written;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> written = new LinkedHashMap<>();
      map.forEach((name, of) -> written.put((String) name, value(of)));
      return written;
    }
    return value;
  }

  /** A merge as HL7 v2 tells it (ADT^A40). */
  public static String merge(YearEvent event, int number) {
    String at = time(event.recordedAt()).replaceAll("[-:T]", "").substring(0, 14);
    return String.join(
        "\r",
        "MSH|^~\\&|HIS|"
            + event.facility()
            + "|HUB|H|"
            + at
            + "||ADT^A40^ADT_A39|M"
            + number
            + "|P|2.5.1||||||UNICODE UTF-8",
        "EVN||" + at,
        "PID|||" + event.patient() + "^^^HIS^MR",
        "MRG|" + event.businessKey() + "^^^HIS^MR",
        "");
  }
}
