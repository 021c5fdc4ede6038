package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.Standing;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** From a fact or a message to the indicators: where it counts, and why it does not. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "indicators")
final class StandingApi {

  /**
   * What a fact is to an indicator.
   *
   * @param side {@code numerator}, {@code denominator}, {@code joined} or {@code nowhere}
   * @param part of which part, empty for the value itself
   * @param reason why it does not count, or to which fact it is joined; null where it counts
   */
  record StandingJson(
      String programme, String indicator, Words name, String side, String part, Words reason) {

    static StandingJson of(Standing of) {
      return new StandingJson(
          of.programme(),
          of.indicator(),
          of.name(),
          of.side().name().toLowerCase(Locale.ROOT),
          of.of(),
          of.reason());
    }
  }

  /** A fact that a message told, with the indicators that could count it. */
  record Told(String key, List<StandingJson> indicators) {}

  private final AskedIndicators asked;
  private final EventQueries events;

  StandingApi(AskedIndicators asked, EventQueries events) {
    this.asked = asked;
    this.events = events;
  }

  @GetMapping("/events/{key}/indicators")
  @Operation(summary = "The indicators in which a measure event counts, and why in others not")
  Listing<StandingJson> ofEvent(@PathVariable String key) {
    EventKey read = AskedIndicators.reading(() -> EventKey.parse(key));
    if (events.find(read).isEmpty()) {
      throw new NotFound("There is no such measure event");
    }
    return new Listing<>(asked.known().standing(read), null).map(StandingJson::of);
  }

  @GetMapping("/messages/{id}/indicators")
  @Operation(summary = "The same of each measure event that a message told")
  Listing<Told> ofMessage(@PathVariable long id) {
    return new Listing<>(events.toldBy(id), null)
        .map(
            (EventRow row) ->
                new Told(
                    row.event().key().toString(),
                    asked.known().standing(row.event().key()).stream()
                        .map(StandingJson::of)
                        .toList()));
  }
}
