package org.bianmin.hub.recognition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.StoreUnavailable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers a HIS, while an order is written, which valid results exist (docs/recognition.md). Whom
 * it is about stands in the body, never in the address.
 */
@RestController
@ConditionalOnProperty("hub.recognition.enabled")
@Tag(name = "recognition")
class CandidatesEndpoint {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final JsonRequest REQUEST = new JsonRequest("candidates");

  private final Candidates candidates;
  private final Prompts prompts;
  private final OrderTime others;
  private final Callers callers;
  private final Mappings mappings;

  CandidatesEndpoint(
      Candidates candidates,
      Prompts prompts,
      OrderTime others,
      Callers callers,
      Mappings mappings) {
    this.candidates = candidates;
    this.prompts = prompts;
    this.others = others;
    this.callers = callers;
    this.mappings = mappings;
  }

  @PostMapping("/api/v1/recognition/candidates")
  @Operation(summary = "Which valid results of a patient exist, here and elsewhere")
  ResponseEntity<Object> ask(HttpServletRequest request) {
    try {
      Callers.Asking asking = callers.of(request);
      ObjectNode body = JsonRequest.read(request);
      List<Refusal.Problem> problems = REQUEST.problems(body, "");
      if (!problems.isEmpty()) {
        throw Refusal.of(problems);
      }
      return ResponseEntity.ok(answer(asking, body));
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private Map<String, Object> answer(Callers.Asking asking, ObjectNode body) {
    long now = System.currentTimeMillis();
    String facility = callers.facility(asking, text(body, "facility"), "");
    String person = person(others.persons(), facility, body.get("patient"));
    Candidates.Answer found = candidates.of(question(asking, body, facility, person, now));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", found.items().stream().map(Prompts::json).toList());
    answer.put("unknown", found.unknown());
    if (!found.items().isEmpty() && body.has("doctor") && body.has("visit")) {
      answer.put("prompt", recorded(asking, body, facility, person, now, found.items()));
    }
    return answer;
  }

  /** The person that a request names: by legal id, or by a number of the facility. */
  static String person(Persons persons, String facility, JsonNode patient) {
    String id = text(patient, "id").strip();
    String idType = text(patient, "idType");
    return idType == null
        ? persons.pseudonymOf(new PatientId(facility, id))
        : persons.pseudonymOf(idType.strip(), id);
  }

  private Candidates.Question question(
      Callers.Asking asking, ObjectNode body, String facility, String person, long now) {
    Set<String> items = new LinkedHashSet<>();
    body.path("items").forEach(item -> items.add(item.textValue()));
    Set<String> local = new LinkedHashSet<>();
    long day = Instant.ofEpochMilli(now).atZone(ZONE).toLocalDate().toEpochDay();
    String source = asking.source() == null ? "" : asking.source();
    for (JsonNode code : body.path("localItems")) {
      local.add(code.textValue());
      items.addAll(OrderItems.of(mappings.inForce(), source, code.textValue(), day));
    }
    String idType = text(body.get("patient"), "idType");
    PersonIdentity identity =
        idType == null
            ? null
            : new PersonIdentity(
                idType.strip(), text(body.get("patient"), "id").strip(), null, null, null);
    return new Candidates.Question(facility, person, items, local, now, identity);
  }

  private String recorded(
      Callers.Asking asking,
      ObjectNode body,
      String facility,
      String person,
      long now,
      List<Candidate> found) {
    String order = text(body, "order");
    EventKey key =
        order == null
            ? new EventKey(facility, Prompts.TYPE, "ask/" + UUID.randomUUID())
            : Prompts.about(facility, order);
    String scene = text(body, "scene");
    try {
      prompts
          .record(
              new Prompts.Prompt(
                  key,
                  person,
                  text(body, "doctor"),
                  text(body, "visit"),
                  scene == null ? Prompts.WHEN_ORDERING : scene,
                  order,
                  text(body, "department"),
                  text(body, "campus"),
                  asking.source(),
                  now,
                  found))
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreUnavailable) {
        throw Refusal.unavailable();
      }
      throw e;
    }
    return key.toString();
  }

  static String text(JsonNode json, String name) {
    return json.path(name).textValue();
  }
}
