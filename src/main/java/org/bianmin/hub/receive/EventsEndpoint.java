package org.bianmin.hub.receive;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.telemetry.TraceParent;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Receives documents that tell measure events (docs/events-api/README.md). A request is checked as
 * a whole before any of it is stored, and answered after the journal has committed all of it.
 */
@RestController
@Tag(name = "events")
class EventsEndpoint {

  private static final String BASE = "/api/v1/events";
  private static final String TRANSPORT = "json";

  private final DocumentIntake intake;
  private final DocumentForm form;
  private final Supplier<MappingSet> mappings;
  private volatile EventSchemas schemas;

  @Autowired
  EventsEndpoint(DocumentIntake intake, DocumentForm form, Mappings mappings) {
    this(intake, form, mappings::inForce);
  }

  EventsEndpoint(DocumentIntake intake, DocumentForm form, Supplier<MappingSet> mappings) {
    this.intake = intake;
    this.form = form;
    this.mappings = mappings;
  }

  @PostMapping(BASE)
  @Operation(summary = "Takes one document that tells a measure event, or {\"items\": [ … ]}")
  DeferredResult<ResponseEntity<Object>> receive(HttpServletRequest request) {
    var result = DocumentIntake.answer();
    try {
      String source = intake.source(TRANSPORT, request.getHeader("X-Hub-Source"));
      String traceparent = TraceParent.of(request.getHeader(TraceParent.HEADER));
      intake.store(source, documents(request, source), traceparent, result);
    } catch (EventRefusal refusal) {
      result.setResult(refusal.answer());
    } catch (RuntimeException e) {
      DocumentIntake.fail(e, result);
    }
    return result;
  }

  private List<EventBody.Document> documents(HttpServletRequest request, String source) {
    if (form.isOwn(source)) {
      return EventBody.whole(request, intake.maxBytes(source));
    }
    List<EventBody.Document> documents = EventBody.read(request, intake.maxBytes(source));
    check(documents);
    return documents;
  }

  @GetMapping(BASE + "/schemas")
  @Operation(summary = "The types of events that documents can tell")
  Map<String, List<String>> types() {
    return Map.of("items", schemas().types());
  }

  @GetMapping(BASE + "/schemas/{type}")
  @Operation(summary = "The JSON Schema of the documents of a type")
  ResponseEntity<Object> schema(@PathVariable String type) {
    JsonNode schema = schemas().schema(type);
    return schema == null
        ? new EventRefusal(
                HttpStatus.NOT_FOUND, "There is no such type; GET " + BASE + "/schemas lists them")
            .answer()
        : ResponseEntity.ok()
            .contentType(MediaType.parseMediaType("application/schema+json"))
            .body(schema);
  }

  private EventSchemas schemas() {
    MappingSet set = mappings.get();
    EventSchemas current = schemas;
    if (current == null || !current.isOf(set)) {
      current = new EventSchemas(set);
      schemas = current;
    }
    return current;
  }

  private void check(List<EventBody.Document> documents) {
    EventSchemas current = schemas();
    List<EventRefusal.Problem> problems =
        documents.stream().flatMap(d -> problems(current, d).stream()).toList();
    if (!problems.isEmpty()) {
      throw new EventRefusal(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "Nothing was stored: correct the places that 'problems' names, and send all again",
          problems);
    }
  }

  /** Declarations are a person's, and this door asks for no login. */
  private static List<EventRefusal.Problem> problems(
      EventSchemas schemas, EventBody.Document document) {
    return Declaration.TYPE.equals(document.json().path("type").asText())
        ? List.of(
            new EventRefusal.Problem(
                document.place() + "/type",
                "is not taken here; send it to POST /api/v1/declarations"))
        : schemas.problems(document);
  }
}
