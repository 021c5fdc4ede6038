package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.Standing;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

  /** Facts on a page. */
  private static final int MOST = 20;

  /** No further fact is looked at after so long. */
  private static final Duration LONG = Duration.ofSeconds(20);

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
    return new Listing<>(standing(read), null).map(StandingJson::of);
  }

  @GetMapping("/messages/{id}/indicators")
  @Operation(
      summary = "The same of each measure event that a message told",
      description =
          "At most 20 of them on a page, fewer where that takes long; 'next' leads to the others.")
  Listing<Told> ofMessage(
      @PathVariable long id,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    int size = limit == null ? MOST : Math.min(limit, MOST);
    long end = System.nanoTime() + LONG.toNanos();
    List<EventRow> all = events.toldBy(id);
    Listing<Integer> page =
        Listing.of(IntStream.range(0, all.size()).boxed().toList(), after, size);
    List<Told> told = new ArrayList<>();
    for (int place : page.items()) {
      if (!told.isEmpty() && System.nanoTime() - end > 0) {
        return new Listing<>(told, Integer.toString(place));
      }
      EventRow row = all.get(place);
      told.add(
          new Told(
              row.event().key().toString(),
              standing(row.event().key()).stream().map(StandingJson::of).toList()));
    }
    return new Listing<>(told, page.next());
  }

  private List<Standing> standing(EventKey key) {
    return AskedIndicators.reading(() -> asked.known().standing(key));
  }
}
