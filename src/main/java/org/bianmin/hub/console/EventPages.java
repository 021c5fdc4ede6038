package org.bianmin.hub.console;

import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.facts.EventRow;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Measure events for people: the list, and one event with its history and deliveries. */
@ConsolePage
@RequestMapping("/events")
final class EventPages {

  private final EventQueries events;
  private final Traces traces;
  private final EventLabels labels;
  private final AskedIndicators asked;
  private final FilteredEvents filtered;
  private final Times times;

  EventPages(
      EventQueries events,
      Traces traces,
      EventLabels labels,
      AskedIndicators asked,
      FilteredEvents filtered,
      Times times) {
    this.filtered = filtered;
    this.labels = labels;
    this.asked = asked;
    this.events = events;
    this.traces = traces;
    this.times = times;
  }

  @GetMapping
  String list(EventFilter filter, @RequestParam(required = false) String after, Model model) {
    model.addAttribute("filter", filter);
    model.addAttribute("list", filtered.page(filter, MessageFilter.given(after)));
    model.addAttribute("counts", filtered.counts());
    model.addAttribute("types", filtered.types());
    model.addAttribute("statuses", EventFilter.STATUSES);
    model.addAttribute("first", MessageFilter.given(after) == null);
    return "console/events";
  }

  @GetMapping("/{key}")
  String one(@PathVariable String key, Model model) {
    EventRow row = find(key);
    model.addAttribute("label", labels.of(row.event().key().type()));
    model.addAttribute("event", EventJson.of(row, times));
    model.addAttribute("history", events.history(row));
    model.addAttribute("deliveries", traces.deliveriesOf(row.id()));
    return "console/event";
  }

  /** Where it counts, and why it does not; loaded after the page, since it is computed. */
  @GetMapping("/{key}/indicators")
  String standing(@PathVariable String key, Model model) {
    EventRow row = find(key);
    model.addAttribute("standing", asked.known().standing(row.event().key()));
    model.addAttribute("locale", LocaleContextHolder.getLocale());
    return "console/event :: standing";
  }

  private EventRow find(String key) {
    try {
      return events
          .find(EventKey.parse(key))
          .orElseThrow(() -> new NotFound("There is no such measure event"));
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
  }
}
