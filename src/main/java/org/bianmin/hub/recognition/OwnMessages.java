package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.Sources;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Journals what the hub tells of mutual recognition as documents of its own source; the profile
 * {@code recognition} says what they tell.
 */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class OwnMessages {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter EXACT = Rfc3339.WITH_MILLIS;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Intake intake;

  OwnMessages(@Qualifier("inboundMessages") Intake intake) {
    this.intake = intake;
  }

  /**
   * Stores a document.
   *
   * @param id its number; the same number with the same content is stored once
   * @return completes after the commit, or with {@link org.bianmin.hub.store.StoreUnavailable}
   */
  CompletableFuture<Receipt> journal(String facility, String kind, String id, ObjectNode document) {
    return intake.receive(
        new NewMessage(
            Sources.RECOGNITION,
            facility,
            MessageFormat.JSON,
            id,
            kind,
            "UTF-8",
            System.currentTimeMillis(),
            bytes(document),
            null,
            null));
  }

  /** The same, and waits for the commit. */
  Receipt journalNow(String facility, String kind, String id, ObjectNode document) {
    try {
      return journal(facility, kind, id, document).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** A document of a kind, with members still to be put in. */
  static ObjectNode document(String kind) {
    return object().put("kind", kind);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A time as documents have it; null stays null. */
  static String time(Long millis) {
    return millis == null ? null : Rfc3339.format(millis, ZONE);
  }

  /** The same to the millisecond, where it orders what is told. */
  static String exactTime(long millis) {
    return EXACT.format(Instant.ofEpochMilli(millis).atZone(ZONE));
  }

  private static byte[] bytes(ObjectNode document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
