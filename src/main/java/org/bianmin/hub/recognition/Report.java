package org.bianmin.hub.recognition;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.UnmappedCode;

/** What a fact of type {@code result.issued} says, read by name. */
final class Report {

  /** Parts of an examination's report that are told for themselves, and are no items then. */
  private static final Map<String, String> TOLD_APART =
      Map.of("finding", "findings", "impression", "conclusion");

  final MeasureEvent event;
  final boolean recalled;
  private final Map<String, Object> attributes;

  Report(MeasureEvent event) {
    this.event = event;
    this.recalled = event.status() == EventStatus.VOID;
    this.attributes = event.attributes();
  }

  /** Why it cannot be published, or null. */
  NotPublishable obstacle(PersonIdentity person) {
    if (!event.key().type().equals(ReportBundles.TYPE)) {
      return NotPublishable.NOT_A_REPORT;
    }
    if (event.status() == EventStatus.PENDING) {
      return NotPublishable.NOT_ANNOUNCED;
    }
    if (recalled) {
      // a recall needs nothing but the key
      return null;
    }
    if (person == null && event.patient() == null) {
      return NotPublishable.NO_PATIENT;
    }
    if (text("reportedAt") == null) {
      return NotPublishable.NO_REPORT_TIME;
    }
    boolean empty =
        items("items").stream().allMatch(Objects::isNull)
            && text("findings") == null
            && text("conclusion") == null
            && items("documents").isEmpty();
    return empty ? NotPublishable.NO_RESULT : null;
  }

  /** A text, null where it is not told or is a code without a row. */
  String text(String name) {
    return text(attributes, name);
  }

  static String text(Map<?, ?> of, String name) {
    Object value = of.get(name);
    if (value == null || UnmappedCode.codeOf(value) != null) {
      return null;
    }
    return FhirJson.clean(value.toString());
  }

  /** The items of a group, as they are shown; none where it is not told. */
  List<?> items(String name) {
    return attributes.get(name) instanceof List<?> list ? list : List.of();
  }

  /** Whether an item is a part of the report that stands outside of its items. */
  boolean toldApart(Map<?, ?> item) {
    String part = text(item, "part");
    String attribute = part == null ? null : TOLD_APART.get(part);
    return attribute != null && text(attribute) != null;
  }

  boolean isLaboratory() {
    return "lab".equals(text("category"));
  }

  boolean isAmended() {
    return event.version() > 1;
  }
}
