package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.journal.Sources;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Measure events. */
@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "events")
final class EventApi {

  /**
   * A patient in a request.
   *
   * @param idType kind of identifier (CV02.01.101); events are found by the identifier as the
   *     sources write it
   */
  record Patient(String idType, String id) {}

  /** A selection with its page; what names a patient goes into a body. */
  record Search(
      String type,
      String facility,
      String from,
      String to,
      Patient patient,
      String after,
      Integer limit) {}

  private final EventQueries events;
  private final ObjectProvider<Sources> sources;
  private final Times times;

  EventApi(EventQueries events, ObjectProvider<Sources> sources, Times times) {
    this.events = events;
    this.sources = sources;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "Measure events, newest first")
  Listing<EventJson> list(
      @RequestParam(required = false) String type,
      @RequestParam(required = false) String facility,
      @RequestParam(required = false) String from,
      @RequestParam(required = false) String to,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    return search(new Search(type, facility, from, to, null, after, limit));
  }

  @PostMapping("/search")
  @Operation(summary = "Measure events, newest first; the selection in the body")
  Listing<EventJson> search(@RequestBody Search search) {
    var selection =
        new EventQueries.Selection(
            MessageFilter.given(search.type()),
            MessageFilter.given(search.facility()),
            Times.parse("from", search.from()),
            Times.parse("to", search.to()),
            patient(search));
    return Listing.read(
            search.after(),
            search.limit(),
            EventRow::id,
            (after, size) -> events.page(selection, after, size))
        .map(row -> EventJson.of(row, times));
  }

  private PatientId patient(Search search) {
    if (search.patient() == null) {
      return null;
    }
    String id = MessageFilter.given(search.patient().id());
    String facility = MessageFilter.given(search.facility());
    if (facility == null) {
      Sources configured = sources.getIfAvailable();
      facility = configured == null ? null : configured.facility();
    }
    if (id == null || facility == null) {
      throw new BadRequest(
          "A patient is looked for by patient.id in a facility: name both, or set hub.facility",
          null);
    }
    return new PatientId(facility, id);
  }

  @GetMapping("/{key}")
  @Operation(summary = "One measure event as it stands")
  EventJson one(@PathVariable String key) {
    return EventJson.of(find(key), times);
  }

  @GetMapping("/{key}/history")
  @Operation(summary = "What messages said about a measure event, oldest first")
  Listing<EventJson.Told> history(@PathVariable String key) {
    List<EventJson.Told> told =
        events.history(find(key)).stream()
            .map(version -> EventJson.Told.of(version, times))
            .toList();
    return new Listing<>(told, null);
  }

  private EventRow find(String text) {
    EventKey key;
    try {
      key = EventKey.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
    return events.find(key).orElseThrow(() -> new NotFound("There is no such measure event"));
  }
}
