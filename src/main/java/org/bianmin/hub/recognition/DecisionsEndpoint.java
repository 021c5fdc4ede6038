package org.bianmin.hub.recognition;

import static org.bianmin.hub.recognition.CandidatesEndpoint.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.StoreUnavailable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes prompts, views, decisions and their withdrawals from a HIS. They are journaled as they
 * came, with a member {@code hub} of what the hub adds, and answered when all of a request are
 * durable.
 */
@RestController
@ConditionalOnProperty("hub.recognition.enabled")
@Tag(name = "recognition")
class DecisionsEndpoint {

  private static final JsonRequest DOCUMENT = new JsonRequest("decisions");
  private static final String ITEMS = "items";

  /** A document that is ready for the journal. */
  private record Ready(String facility, String kind, String id, ObjectNode document) {}

  private final OwnMessages messages;
  private final OrderTime others;
  private final Callers callers;

  DecisionsEndpoint(OwnMessages messages, OrderTime others, Callers callers) {
    this.messages = messages;
    this.others = others;
    this.callers = callers;
  }

  @PostMapping("/api/v1/recognition/decisions")
  @Operation(summary = "Takes a prompt, view, decision or withdrawal, or {\"items\": [ … ]}")
  ResponseEntity<Object> receive(HttpServletRequest request) {
    try {
      Callers.Asking asking = callers.of(request);
      List<Ready> ready = ready(asking, JsonRequest.read(request));
      List<CompletableFuture<Receipt>> receipts = new ArrayList<>(ready.size());
      for (Ready one : ready) {
        receipts.add(messages.journal(one.facility(), one.kind(), one.id(), one.document()));
      }
      return ResponseEntity.status(HttpStatus.ACCEPTED)
          .body(Map.of(ITEMS, receipts.stream().map(CompletableFuture::join).toList()));
    } catch (Refusal refusal) {
      return refusal.answer();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreUnavailable) {
        // some may be stored: sending all again is harmless, the journal recognises them
        return Refusal.unavailable().answer();
      }
      throw e;
    }
  }

  private List<Ready> ready(Callers.Asking asking, ObjectNode body) {
    List<Refusal.Problem> problems = new ArrayList<>();
    List<Ready> ready = new ArrayList<>();
    if (!body.has(ITEMS)) {
      add(asking, body, "", ready, problems);
    } else if (!body.get(ITEMS).isArray() || body.get(ITEMS).isEmpty() || body.size() > 1) {
      throw new Refusal(
          HttpStatus.BAD_REQUEST,
          "Several are sent as {\"items\": [ … ]}, with at least one and nothing beside");
    } else {
      for (int i = 0; i < body.get(ITEMS).size(); i++) {
        add(asking, body.get(ITEMS).get(i), "/items/" + i, ready, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw Refusal.of(problems);
    }
    return ready;
  }

  private void add(
      Callers.Asking asking,
      JsonNode told,
      String place,
      List<Ready> ready,
      List<Refusal.Problem> problems) {
    List<Refusal.Problem> found = DOCUMENT.problems(told, place);
    problems.addAll(found);
    if (!found.isEmpty()) {
      return;
    }
    String facility = callers.facility(asking, text(told, "facility"), place);
    ObjectNode document = told.deepCopy();
    ObjectNode added = document.putObject("hub");
    if (told.has("patient")) {
      added.put(
          "person", CandidatesEndpoint.person(others.persons(), facility, told.get("patient")));
    }
    if (told.has("reportKey")) {
      report(text(told, "reportKey"), place, added, problems);
    }
    Prompts.put(document, "source", asking.source());
    String id = text(told, "id");
    ready.add(new Ready(facility, text(told, "kind"), id == null ? "" : id, document));
  }

  private static void report(
      String key, String place, ObjectNode added, List<Refusal.Problem> problems) {
    try {
      EventKey report = EventKey.parse(key);
      added.put("reportNo", report.businessKey());
      added.put("sourceOrg", report.facility());
    } catch (IllegalArgumentException e) {
      problems.add(
          new Refusal.Problem(
              place + "/reportKey", "is no key of a report; send it as the candidate has it"));
    }
  }
}
