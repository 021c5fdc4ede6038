package org.bianmin.hub.receive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.event.Rfc3339;
import org.springframework.http.HttpStatus;

/**
 * A declaration (申报) as a person enters it, and the document of {@code declaration.made} that it
 * becomes. It stands beside computed values: it is an event of its own and changes no other.
 */
final class Declaration {

  static final String TYPE = "declaration.made";

  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "action",
          "obligationId",
          "period",
          "facility",
          "value",
          "unit",
          "effectiveFrom",
          "effectiveTo",
          "declaredBy",
          "approvedBy",
          "evidenceRef",
          "basis",
          "supersedes",
          "recordedAt");
  private static final List<String> COPIED = List.of("unit", "approvedBy", "supersedes");
  private static final Set<String> BASES = Set.of("document", "inspection", "certificate");
  private static final String CERTIFICATE = "certificate";

  private final JsonNode told;
  private final String place;
  private final ZoneId zone;
  private final String facility;
  private final List<EventRefusal.Problem> problems = new ArrayList<>();

  /**
   * Reads a declaration.
   *
   * @param zone of days
   * @param facility where it names none
   */
  Declaration(EventBody.Document told, ZoneId zone, String facility) {
    this.told = told.json();
    this.place = told.place();
    this.zone = zone;
    this.facility = facility;
  }

  /**
   * The documents that are journaled, all or none.
   *
   * @throws EventRefusal 422 naming every place that is wrong
   */
  static List<EventBody.Document> documents(
      List<EventBody.Document> told, ZoneId zone, String facility) {
    List<EventBody.Document> documents = new ArrayList<>(told.size());
    List<EventRefusal.Problem> problems = new ArrayList<>();
    for (EventBody.Document one : told) {
      Declaration declaration = new Declaration(one, zone, facility);
      documents.add(declaration.document());
      problems.addAll(declaration.problems());
    }
    if (!problems.isEmpty()) {
      throw new EventRefusal(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "Nothing was stored: correct the places that 'problems' names, and send all again",
          problems);
    }
    return documents;
  }

  /** What is wrong with it; complete after {@link #document}. */
  List<EventRefusal.Problem> problems() {
    return problems;
  }

  /** The document that is journaled; of no use while there are problems. */
  EventBody.Document document() {
    for (Map.Entry<String, JsonNode> member : told.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        problem(
            member.getKey().replace("~", "~0").replace("/", "~1"),
            "is not known; known are " + String.join(", ", new TreeSet<>(MEMBERS)));
      }
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    put(document, "id", text("id", false));
    document.put("type", TYPE);
    String obligation = text("obligationId", true);
    String period = text("period", true);
    String where = text("facility", false);
    where = where == null ? facility : where;
    document.put("key", obligation + "/" + period + "/" + where);
    document.put("facility", where);
    put(document, "recordedAt", time("recordedAt", false));
    DeclaredPeriod of = period == null ? null : DeclaredPeriod.of(period);
    if (period != null && of == null) {
      problem("period", "is no period; write 2026, 2026-H2, 2026-Q4 or 2026-11");
    }
    String action = text("action", false);
    if ("void".equals(action)) {
      document.put("action", action);
    } else {
      if (action != null && !action.equals("record")) {
        problem("action", "is record or void; a correction is a record with a later recordedAt");
      }
      attributes(document.putObject("attributes"), obligation, period, of);
    }
    return new EventBody.Document(document, place);
  }

  private void attributes(
      ObjectNode attributes, String obligation, String period, DeclaredPeriod of) {
    attributes.put("obligationId", obligation);
    attributes.put("period", period);
    value(attributes);
    put(attributes, "declaredBy", text("declaredBy", true));
    COPIED.forEach(name -> put(attributes, name, text(name, false)));
    String basis = text("basis", true);
    if (basis != null && !BASES.contains(basis)) {
      problem("basis", "is document, inspection or certificate");
    }
    put(attributes, "basis", basis);
    validity(attributes, of, CERTIFICATE.equals(basis));
    evidence(attributes);
  }

  private void value(ObjectNode attributes) {
    JsonNode value = told.path("value");
    if (value.isBoolean()) {
      attributes.put("value", value.booleanValue() ? "yes" : "no");
    } else if (value.isNumber() || (value.isTextual() && !value.textValue().isBlank())) {
      attributes.set("value", value);
    } else {
      problem("value", "is missing, or no text, number, true or false; send what is declared");
    }
  }

  /** It ends with its period, unless it is a certificate, which has a validity of its own. */
  private void validity(ObjectNode attributes, DeclaredPeriod of, boolean certificate) {
    String from = time("effectiveFrom", true);
    String to = time("effectiveTo", false);
    if (to == null && certificate && told.path("effectiveTo").isMissingNode()) {
      problem("effectiveTo", "is missing; a certificate names until when it is valid");
    }
    if (to == null && of != null) {
      to = end(of.last());
    }
    if (from != null
        && to != null
        && OffsetDateTime.parse(to).isBefore(OffsetDateTime.parse(from))) {
      problem("effectiveTo", "is before effectiveFrom; correct one of them");
    }
    put(attributes, "effectiveFrom", from);
    put(attributes, "effectiveTo", to);
  }

  private void evidence(ObjectNode attributes) {
    JsonNode refs = told.path("evidenceRef");
    if (refs.isMissingNode()) {
      return;
    }
    if (!refs.isArray()) {
      problem("evidenceRef", "is no array; write [\"文号…\"]");
      return;
    }
    var evidence = attributes.putArray("evidenceRef");
    for (int i = 0; i < refs.size(); i++) {
      if (refs.get(i).isTextual() && !refs.get(i).textValue().isBlank()) {
        evidence.addObject().put("ref", refs.get(i).textValue().strip());
      } else {
        problem("evidenceRef/" + i, "is no text that says something; name the document");
      }
    }
  }

  private String end(LocalDate day) {
    return Rfc3339.format(day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli() - 1, zone);
  }

  /** A day or a point in time; of the end of validity the day counts whole. */
  private String time(String name, boolean required) {
    String text = text(name, required);
    if (text == null) {
      return null;
    }
    try {
      if (text.length() > LocalDate.EPOCH.toString().length()) {
        return Rfc3339.exact(OffsetDateTime.parse(text).toInstant().toEpochMilli(), zone);
      }
      LocalDate day = LocalDate.parse(text);
      return name.equals("effectiveTo")
          ? end(day)
          : Rfc3339.format(day.atStartOfDay(zone).toInstant().toEpochMilli(), zone);
    } catch (DateTimeParseException e) {
      problem(name, "is not a time; write 2026-11-03 or 2026-11-03T08:30:00+08:00");
      return null;
    }
  }

  private String text(String name, boolean required) {
    JsonNode node = told.path(name);
    if (node.isTextual() && !node.textValue().isBlank()) {
      return node.textValue().strip();
    }
    if (!node.isMissingNode() && !node.isNull()) {
      problem(name, "is no text that says something; correct it, or leave it out");
    } else if (required) {
      problem(name, "is missing; send it");
    }
    return null;
  }

  private static void put(ObjectNode node, String name, String text) {
    if (text != null) {
      node.put(name, text);
    }
  }

  private void problem(String name, String reason) {
    problems.add(new EventRefusal.Problem(place + "/" + name, reason));
  }
}
