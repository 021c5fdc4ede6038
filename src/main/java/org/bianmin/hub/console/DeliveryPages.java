package org.bianmin.hub.console;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.delivery.DeliveryCommands;
import org.bianmin.hub.delivery.DeliveryQueries;
import org.bianmin.hub.delivery.DeliveryRow;
import org.bianmin.hub.delivery.DeliveryState;
import org.bianmin.hub.delivery.Pause;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The outbox for people: the list with retry and discard, destinations with pause and resume. */
@ConsolePage
final class DeliveryPages {

  private static final String BACK = "redirect:/deliveries";

  private final DeliveryQueries deliveries;
  private final DeliveryCommands commands;
  private final OverviewModel overview;

  DeliveryPages(DeliveryQueries deliveries, DeliveryCommands commands, OverviewModel overview) {
    this.deliveries = deliveries;
    this.commands = commands;
    this.overview = overview;
  }

  @GetMapping("/deliveries")
  String list(
      @RequestParam(required = false) String destination,
      @RequestParam(required = false) String state,
      @RequestParam(required = false) String after,
      Model model) {
    var selection =
        new DeliveryQueries.Selection(MessageFilter.given(destination), DeliveryApi.state(state));
    model.addAttribute("destination", destination);
    model.addAttribute("state", state);
    model.addAttribute("states", DeliveryState.values());
    // as they are now: the person who has just paused a destination wants to see it
    Map<String, Pause> pauses = deliveries.pauses();
    Set<String> destinations = new TreeSet<>(pauses.keySet());
    overview.overview().destinations().forEach(known -> destinations.add(known.id()));
    model.addAttribute("pauses", pauses);
    model.addAttribute("destinations", destinations);
    model.addAttribute(
        "list",
        Listing.read(
            after, null, DeliveryRow::id, (from, size) -> deliveries.page(selection, from, size)));
    model.addAttribute("first", MessageFilter.given(after) == null);
    return "console/deliveries";
  }

  @PostMapping("/deliveries/{id}/retry")
  String retry(@PathVariable long id) {
    if (!commands.retry(id)) {
      throw new Refused("Delivery " + id + " cannot be retried");
    }
    return BACK;
  }

  @PostMapping("/deliveries/{id}/discard")
  String discard(@PathVariable long id, @RequestParam String reason) {
    if (!commands.discard(id, required(reason))) {
      throw new Refused("Delivery " + id + " cannot be discarded");
    }
    return BACK;
  }

  @PostMapping("/destinations/{id}/pause")
  String pause(@PathVariable String id, @RequestParam String reason) {
    commands.pause(id, required(reason));
    return BACK;
  }

  @PostMapping("/destinations/{id}/resume")
  String resume(@PathVariable String id) {
    commands.resume(id);
    return BACK;
  }

  private static String required(String reason) {
    String text = MessageFilter.given(reason);
    if (text == null) {
      throw new BadRequest("reason is missing", null);
    }
    return text;
  }
}
