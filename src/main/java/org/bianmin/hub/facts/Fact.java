package org.bianmin.hub.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;

/** A fact while a transaction works on it. */
final class Fact {
  final EventKey key;
  final long id;
  final boolean exists;
  int version;
  EventStatus status;
  Long occurredAt;
  long recordedAt;
  String patient;
  String person;
  String attributes = "{}";
  String mapping = "";
  final List<Version> versions = new ArrayList<>(2);
  // those that are not in the table yet
  final List<Prepared.Said> fresh = new ArrayList<>(1);
  // its only version is stored without attributes of its own: they are those of the fact
  boolean sharesText;
  // a cancel that names its visit only and meets this fact, or null
  Version cancelledBy;

  /** Merged attributes as text; most facts are told once, and their text is there already. */
  String text(Map<String, Object> merged) {
    if (fresh.size() == 1 && fresh.get(0).version().attributes().equals(merged)) {
      return fresh.get(0).attributes();
    }
    return Attributes.write(merged);
  }

  Fact(EventKey key, long id, boolean exists) {
    this.key = key;
    this.id = id;
    this.exists = exists;
  }

  /** The business key under which one of its versions was told. */
  String toldKey(Version version) {
    return version.toldKey().isEmpty() ? key.businessKey() : version.toldKey();
  }

  boolean knows(Version version) {
    for (Version known : versions) {
      if (known.messageId() == version.messageId()
          && known.reading() == version.reading()
          && known.toldKey().equals(version.toldKey())) {
        return true;
      }
    }
    return false;
  }

  /** Whether everything that others are told is as the merged versions say. */
  boolean tells(Merge.Merged merged, String who, String text) {
    return status == merged.status()
        && Objects.equals(occurredAt, merged.occurredAt())
        && recordedAt == merged.recordedAt()
        && Objects.equals(person, who)
        && (attributes.equals(text)
            // groups are told as lists: where an item only has another key, nothing new is told
            || Attributes.shown(attributes).equals(merged.attributes()));
  }

  /** What the latest reading of a message told of this fact, or null. */
  Version toldBy(long messageId) {
    Version latest = null;
    for (Version version : versions) {
      if (version.messageId() == messageId
          && (latest == null || version.reading() > latest.reading())) {
        latest = version;
      }
    }
    return latest;
  }
}
