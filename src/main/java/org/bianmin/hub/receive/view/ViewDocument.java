package org.bianmin.hub.receive.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.ViewDefinition;

/**
 * What a row says, in one form only: the same row makes the same bytes (docs/events-api).
 *
 * @param rowKey tells rows apart: the key as the column has it, or the content of a row without one
 * @param hash of all that it says
 * @param updatedAt when the row was written, epoch milliseconds; null where it does not say
 * @param windowAt by which it is read again; null for never
 * @param refusal why it is parked at once; null where it is not
 */
record ViewDocument(
    String rowKey,
    String hash,
    Long updatedAt,
    Long windowAt,
    ZoneId zone,
    ObjectNode content,
    String refusal) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
  private static final int HASH_BYTES = 16;
  private static final String WITHOUT_KEY = "?";

  static ViewDocument of(ViewRow row, ViewDefinition view, MappingSet set, ZoneId zone) {
    String key = row.key();
    boolean voided =
        view.voids() != null && view.voids().in().contains(word(row, view.voids().column()));
    ObjectNode content = frame(view.event(), key, voided ? "void" : "record");
    if (!voided) {
      told(content, row, view, set, zone);
    }
    String hash = digest(bytes(content));
    HisTime updated = row.time(view.watermark().column());
    HisTime within = view.window() == null ? null : row.time(view.window().column());
    var document =
        new ViewDocument(
            key == null ? WITHOUT_KEY + hash : key,
            hash,
            updated == null || !updated.tellable() ? null : updated.millis(zone),
            within == null || key == null ? null : within.millis(zone),
            zone,
            content,
            null);
    // PostgreSQL's text does not hold it, and cannot even be asked for it
    return key != null && key.indexOf('\0') >= 0
        ? document.refused("fact_key holds the character U+0000; take it out in the view's query")
        : document;
  }

  /** The same, to be parked for a reason; known by its content, since its key may be the cause. */
  ViewDocument refused(String reason) {
    return new ViewDocument(WITHOUT_KEY + hash, hash, updatedAt, null, zone, content, reason);
  }

  /** What is told of a row that vanished. */
  static ViewDocument gone(String rowKey, Long windowAt, ViewDefinition view, ZoneId zone) {
    ObjectNode content = frame(view.event(), rowKey, "void");
    return new ViewDocument(rowKey, KnownRows.GONE, null, windowAt, zone, content, null);
  }

  private static ObjectNode frame(String event, String key, String action) {
    ObjectNode content = NODES.objectNode();
    content.put("type", event);
    // without a key the message is parked, and says so
    if (key != null) {
      content.put("key", key.strip());
    }
    return content.put("action", action);
  }

  private static String word(ViewRow row, String column) {
    String text = row.text(column);
    return text == null ? "" : text.strip();
  }

  private static void told(
      ObjectNode content, ViewRow row, ViewDefinition view, MappingSet set, ZoneId zone) {
    if (row.columns().get(ViewDefinition.OCCURRED_AT) != null) {
      HisTime occurred = row.time(ViewDefinition.OCCURRED_AT);
      content.put(
          "occurredAt",
          occurred == null ? row.text(ViewDefinition.OCCURRED_AT) : text(occurred, zone));
    }
    String patient = row.text(ViewDefinition.PATIENT_ID);
    if (patient != null && !patient.isBlank()) {
      ObjectNode person = content.putObject("patient").put("id", patient.strip());
      String type = row.text(ViewDefinition.PATIENT_ID_TYPE);
      if (type != null && !type.isBlank()) {
        person.put("idType", type.strip());
      }
    }
    ObjectNode attributes = content.putObject("attributes");
    for (Map.Entry<String, Object> column : new TreeMap<>(row.columns()).entrySet()) {
      if (set.tellsAttribute(view, column.getKey())) {
        put(attributes, column.getKey(), column.getValue(), zone);
      }
    }
  }

  private static void put(ObjectNode attributes, String name, Object value, ZoneId zone) {
    if (value == null) {
      attributes.putNull(name);
    } else if (value instanceof BigDecimal number) {
      attributes.put(name, number);
    } else if (value instanceof Boolean truth) {
      attributes.put(name, truth);
    } else if (value instanceof HisTime time) {
      attributes.put(name, text(time, zone));
    } else {
      attributes.put(name, value.toString());
    }
  }

  private static String text(HisTime time, ZoneId zone) {
    return time.tellable() ? text(time.millis(zone), zone) : time.untold();
  }

  private static String text(long millis, ZoneId zone) {
    return RFC_3339.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  /** The document with the time that orders it among the others of its fact. */
  byte[] bytes(long recordedAt) {
    return bytes(content.deepCopy().put("recordedAt", text(recordedAt, zone)));
  }

  private static byte[] bytes(ObjectNode document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A document of plain values could not be written", e);
    }
  }

  /** 32 hex digits of SHA-256. */
  static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "ViewDocument[" + hash + "]";
  }
}
