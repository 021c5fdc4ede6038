package org.bianmin.hub.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.ToldIdentity;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingSet;

/**
 * Reads documents and rows that name their event and its attributes (docs/events-api/README.md):
 * {@code {"type", "key", "action", "facility", "recordedAt", "occurredAt", "patient",
 * "attributes"}}. They need no bindings.
 */
final class EventDocuments {

  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "type",
          "key",
          "action",
          "facility",
          "recordedAt",
          "occurredAt",
          "patient",
          "attributes");
  private static final Map<String, Action> ACTIONS =
      Map.of("record", Action.RECORD, "amend", Action.AMEND, "void", Action.VOID);

  private static final int ID_TYPE_LENGTH = 2;

  private final MappingSet set;
  private final boolean dated;

  EventDocuments(MappingSet set) {
    this.set = set;
    this.dated = set.tables().values().stream().anyMatch(CodeTable::isDated);
  }

  /**
   * What a document or row tells.
   *
   * @param row whether names are columns
   * @throws CannotMap naming every place that is wrong
   */
  Assertion read(byte[] raw, boolean row, Reading message) {
    JsonNode document = parse(raw);
    DocumentProblems problems = new DocumentProblems();
    for (Map.Entry<String, JsonNode> member : document.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        problems.add(
            DocumentProblems.below("", member.getKey()),
            "is not known; known are " + String.join(", ", new TreeSet<>(MEMBERS)));
      }
    }
    EventDefinition event = event(document);
    Reading reading = dated ? message.on(millis(document, event, row, message)) : message;
    Action action = action(document, problems);
    String key = text(document, "key", problems);
    if (key == null) {
      problems.add("/key", "is missing, so nobody can tell which " + event.type() + " this is");
    }
    DocumentAttributes reader = new DocumentAttributes(set, row, reading, problems);
    Map<String, Object> attributes =
        action == Action.VOID
            ? Map.of()
            : reader.read(
                document.path("attributes"),
                "/attributes",
                event.attributes(),
                action == Action.RECORD);
    Long recorded = time(document, "recordedAt", reading, problems);
    Long occurred =
        action == Action.VOID ? null : occurred(document, event, attributes, reading, problems);
    if (action == Action.RECORD && occurred == null) {
      problems.add("/occurredAt", "is missing; send the business time");
    }
    String facility = text(document, "facility", problems);
    facility = facility == null ? reading.facility() : facility;
    PatientId patient = patient(document.path("patient"), facility, reading, problems);
    problems.check();
    return new Assertion(
        new EventKey(facility, event.type(), key),
        action,
        reading.ref(recorded == null ? reading.receivedAt() : recorded),
        occurred,
        patient,
        attributes);
  }

  /** Who the patient of a document is by law: one whose {@code idType} is of a legal id. */
  ToldIdentity identity(Assertion told) {
    String named = told.patient() == null ? "" : told.patient().id();
    int colon = named.indexOf(':');
    String type = colon == ID_TYPE_LENGTH ? named.substring(0, colon) : "";
    if (type.isEmpty() || !type.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    String number = LegalId.normal(type, named.substring(colon + 1));
    return number == null
        ? null
        : new ToldIdentity(
            told.patient(), new PersonIdentity(type, number, null, null, null), told.source());
  }

  /** When it happened, for tables whose rows hold for a time; what is wrong is said later. */
  private long millis(JsonNode document, EventDefinition event, boolean row, Reading reading) {
    DocumentProblems unsaid = new DocumentProblems();
    Map<String, Object> attributes =
        new DocumentAttributes(set, row, reading, unsaid)
            .read(document.path("attributes"), "", event.attributes(), false);
    Long at = occurred(document, event, attributes, reading, unsaid);
    at = at == null ? time(document, "recordedAt", reading, unsaid) : at;
    return at == null ? reading.receivedAt() : at;
  }

  private static JsonNode parse(byte[] raw) {
    JsonNode document = JsonBytes.parse(raw);
    if (document == null || !document.isObject()) {
      throw new CannotMap("parse", "it is not a JSON object; send one document per message", null);
    }
    return document;
  }

  private EventDefinition event(JsonNode document) {
    EventDefinition event = set.events().get(document.path("type").asText());
    if (event == null) {
      throw new CannotMap(
          "map",
          "/type names no event of mappings/events; correct it, or add the event's file",
          "/type");
    }
    return event;
  }

  private static Action action(JsonNode document, DocumentProblems problems) {
    String word = text(document, "action", problems);
    Action action = word == null ? Action.RECORD : ACTIONS.get(word);
    if (action == null) {
      problems.add("/action", "is record, amend or void");
      return Action.RECORD;
    }
    return action;
  }

  private static String text(JsonNode document, String name, DocumentProblems problems) {
    JsonNode node = document.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isTextual() || node.textValue().isBlank() || node.textValue().indexOf(0) >= 0) {
      problems.add("/" + name, "is not a text that says something; correct it");
      return null;
    }
    return node.textValue().strip();
  }

  private static Long time(
      JsonNode document, String name, Reading reading, DocumentProblems problems) {
    String text = text(document, name, problems);
    if (text == null) {
      return null;
    }
    long millis = DocumentTime.millis(text, reading.zone());
    if (millis == Format.INVALID_TIME) {
      problems.add("/" + name, "is not a time; " + DocumentTime.HOW);
      return null;
    }
    return millis;
  }

  private static Long occurred(
      JsonNode document,
      EventDefinition event,
      Map<String, Object> attributes,
      Reading reading,
      DocumentProblems problems) {
    Long told = time(document, "occurredAt", reading, problems);
    if (told == null
        && event.occurs() != null
        && attributes.get(event.occurs()) instanceof String text) {
      return DocumentTime.millis(text, reading.zone());
    }
    return told;
  }

  /**
   * Without {@code idType} it is the facility's own number, as in PID-3; numbers of another kind
   * are told apart by it, whichever code the source has for the kind.
   */
  private PatientId patient(
      JsonNode node, String facility, Reading reading, DocumentProblems problems) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    JsonNode id = node.path("id");
    JsonNode idType = node.path("idType");
    if (!id.isTextual() || id.textValue().isBlank()) {
      problems.add("/patient/id", "is not a text that says something; send the identifier");
      return null;
    }
    if (idType.isMissingNode() || idType.isNull()) {
      return new PatientId(facility, id.textValue().strip());
    }
    if (!idType.isTextual() || idType.textValue().isBlank()) {
      problems.add("/patient/idType", "is not a code (CV02.01.101); correct it, or leave it out");
      return null;
    }
    String kind = idType.textValue().strip();
    CodeTable kinds = set.tables().get(CodeTable.ID_TYPES);
    if (kinds != null
        && kinds.translate(reading.source(), kind, reading.day())
            instanceof CodeTable.Mapped mapped) {
      kind = mapped.code();
    }
    return new PatientId(facility, kind + ':' + id.textValue().strip());
  }
}
