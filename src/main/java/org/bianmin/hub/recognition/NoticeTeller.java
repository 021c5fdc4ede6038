package org.bianmin.hub.recognition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bianmin.hub.event.EventKey;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Tells the records that a notice concerns: a message in the journal, read like any other. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class NoticeTeller {

  private static final String KIND = "notice";
  private static final String PREFIX = "recognition.";

  private final OwnMessages messages;
  private final UseRows uses;

  NoticeTeller(OwnMessages messages, UseRows uses) {
    this.messages = messages;
    this.uses = uses;
  }

  /**
   * Journals a notice, one message per facility that it concerns, and waits for the commits.
   *
   * @param origin who numbers it
   * @param concerns keys of records; those that no record of this hub has are left out
   * @return the keys that were told
   */
  List<String> tell(String origin, Notice notice, List<String> concerns) {
    Map<String, ObjectNode> byFacility = new TreeMap<>();
    List<String> told = new ArrayList<>();
    for (String concern : concerns) {
      EventKey key = key(concern);
      Optional<String> source = key == null ? Optional.empty() : uses.source(key);
      if (source.isEmpty()) {
        continue;
      }
      ObjectNode record =
          byFacility
              .computeIfAbsent(key.facility(), facility -> document(notice))
              .withArray(key.type().substring(PREFIX.length()))
              .addObject()
              .put("key", key.businessKey());
      Prompts.put(record, "source", source.get().isEmpty() ? null : source.get());
      told.add(concern);
    }
    if (byFacility.isEmpty()) {
      // journaled all the same: what the platform said can be read there
      byFacility.put(notice.reportFacility(), document(notice));
    }
    byFacility.forEach(
        (facility, document) ->
            messages.journalNow(facility, KIND, origin + '/' + notice.no(), document));
    return told;
  }

  private static EventKey key(String text) {
    try {
      EventKey key = EventKey.parse(text);
      return UseRows.TYPES.contains(key.type()) ? key : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static ObjectNode document(Notice notice) {
    ObjectNode document = OwnMessages.document(KIND);
    document.put("id", notice.no());
    document.put("at", OwnMessages.exactTime(notice.at()));
    document.put("state", notice.kind());
    document.put("urgent", notice.urgent());
    document
        .putObject("report")
        .put("key", notice.reportKey())
        .put("facility", notice.reportFacility())
        .put("version", notice.reportVersion());
    return document;
  }
}
