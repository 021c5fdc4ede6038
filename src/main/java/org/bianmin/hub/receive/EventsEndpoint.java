package org.bianmin.hub.receive;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
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

  /**
   * What became of one document.
   *
   * @param messageId journal id; of the first copy when this one is a duplicate
   * @param duplicate the same source sent the same before
   */
  record Stored(long messageId, boolean duplicate) {}

  private static final Logger log = LoggerFactory.getLogger(EventsEndpoint.class);
  private static final String BASE = "/api/v1/events";
  private static final String TRANSPORT = "json";
  private static final long ANSWER_MILLIS = 60_000;
  private static final String RETRY_SECONDS = "10";

  private final Intake intake;
  private final Sources sources;
  private final Supplier<MappingSet> mappings;
  private volatile EventSchemas schemas;

  @Autowired
  EventsEndpoint(Intake intake, Sources sources, Mappings mappings) {
    this(intake, sources, mappings::inForce);
  }

  EventsEndpoint(Intake intake, Sources sources, Supplier<MappingSet> mappings) {
    this.intake = intake;
    this.sources = sources;
    this.mappings = mappings;
  }

  @PostMapping(BASE)
  @Operation(summary = "Takes one document that tells a measure event, or {\"items\": [ … ]}")
  DeferredResult<ResponseEntity<Object>> receive(HttpServletRequest request) {
    var result =
        new DeferredResult<ResponseEntity<Object>>(ANSWER_MILLIS, EventsEndpoint::unavailable);
    try {
      String source = source(request.getHeader("X-Hub-Source"));
      List<EventBody.Document> documents = EventBody.read(request, maxBytes(source));
      check(documents);
      store(source, documents, result);
    } catch (EventRefusal refusal) {
      result.setResult(refusal.answer());
    } catch (RuntimeException e) {
      fail(e, result);
    }
    return result;
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

  private String source(String named) {
    List<String> known = new ArrayList<>();
    for (Map.Entry<String, SourceProperties> source : sources.sources().entrySet()) {
      if (source.getValue().enabled() && TRANSPORT.equals(source.getValue().transport())) {
        known.add(source.getKey());
      }
    }
    if (known.isEmpty()) {
      throw new EventRefusal(
          HttpStatus.NOT_FOUND,
          "Documents are not received here: configure hub.sources.<id>.transport=json");
    }
    if (named == null && known.size() == 1) {
      return known.get(0);
    }
    if (named == null || !known.contains(named)) {
      throw new EventRefusal(
          HttpStatus.BAD_REQUEST,
          "The header X-Hub-Source names the source, an id of hub.sources with transport json");
    }
    return named;
  }

  private int maxBytes(String source) {
    long max = sources.sources().get(source).maxFrame().toBytes();
    return (int) Math.min(max, Integer.MAX_VALUE - 16L);
  }

  private void check(List<EventBody.Document> documents) {
    EventSchemas current = schemas();
    List<EventRefusal.Problem> problems =
        documents.stream().flatMap(d -> current.problems(d).stream()).toList();
    if (!problems.isEmpty()) {
      throw new EventRefusal(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "Nothing was stored: correct the places that 'problems' names, and send all again",
          problems);
    }
  }

  private void store(
      String source,
      List<EventBody.Document> documents,
      DeferredResult<ResponseEntity<Object>> result) {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(documents.size());
    for (EventBody.Document document : documents) {
      receipts.add(intake.receive(message(source, document)));
    }
    var unused =
        CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
            .whenComplete(
                (all, failure) -> {
                  if (failure == null) {
                    result.setResult(stored(receipts));
                  } else {
                    fail(failure, result);
                  }
                });
  }

  private static ResponseEntity<Object> stored(List<CompletableFuture<Receipt>> receipts) {
    List<Stored> items =
        receipts.stream()
            .map(CompletableFuture::join)
            .map(receipt -> new Stored(receipt.messageId(), receipt.duplicate()))
            .toList();
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(Map.of("items", items));
  }

  /** The journal recognises by control id and content; without an id the content alone does. */
  private NewMessage message(String source, EventBody.Document document) {
    return new NewMessage(
        source,
        sources.facilityOf(source),
        MessageFormat.JSON,
        document.json().path("id").asText(""),
        document.json().path("type").asText(),
        "UTF-8",
        System.currentTimeMillis(),
        document.bytes(),
        null,
        null);
  }

  private static void fail(Throwable failure, DeferredResult<ResponseEntity<Object>> result) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof StoreUnavailable) {
      result.setResult(unavailable());
      return;
    }
    // the class only: exception texts of parsers and containers may quote the document
    log.error(
        "Could not receive documents ({}); the sender was told to keep them",
        cause.getClass().getName());
    result.setResult(
        new EventRefusal(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The hub failed to receive the documents: keep them, and tell the hub's operator")
            .answer());
  }

  /** Some may be stored: sending all again is harmless, the journal recognises them. */
  private static ResponseEntity<Object> unavailable() {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The hub cannot store documents now: keep them and send all again"));
  }
}
