package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.Locale;
import org.bianmin.hub.delivery.DeliveryCommands;
import org.bianmin.hub.delivery.DeliveryQueries;
import org.bianmin.hub.delivery.DeliveryRow;
import org.bianmin.hub.delivery.DeliveryState;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The outbox, and the conservation check. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "deliveries")
final class DeliveryApi {

  /** Why a person does something; without patient data. */
  record Reason(String reason) {}

  private final DeliveryQueries deliveries;
  private final DeliveryCommands commands;
  private final FiguresReader figures;
  private final Times times;

  DeliveryApi(
      DeliveryQueries deliveries, DeliveryCommands commands, FiguresReader figures, Times times) {
    this.deliveries = deliveries;
    this.commands = commands;
    this.figures = figures;
    this.times = times;
  }

  @GetMapping("/deliveries")
  @Operation(summary = "Deliveries, newest first")
  Listing<DeliveryJson> list(
      @RequestParam(required = false) String destination,
      @RequestParam(required = false) String state,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    var selection = new DeliveryQueries.Selection(MessageFilter.given(destination), state(state));
    return Listing.read(
            after, limit, DeliveryRow::id, (from, size) -> deliveries.page(selection, from, size))
        .map(row -> DeliveryJson.of(row, times));
  }

  static DeliveryState state(String text) {
    if (MessageFilter.given(text) == null) {
      return null;
    }
    try {
      return DeliveryState.valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BadRequest("state is one of " + Arrays.toString(DeliveryState.values()), e);
    }
  }

  @PostMapping("/deliveries/{id}/retry")
  @Operation(summary = "Sends a discarded or retryable delivery at once")
  DeliveryJson retry(@PathVariable long id) {
    find(id);
    if (!commands.retry(id)) {
      throw new Refused(
          "Delivery "
              + id
              + " is neither RETRYABLE nor DISCARDED, or a newer version of its event is delivered"
              + " instead");
    }
    return DeliveryJson.of(find(id), times);
  }

  @PostMapping("/deliveries/{id}/discard")
  @Operation(summary = "Takes a waiting delivery out of the outbox")
  DeliveryJson discard(@PathVariable long id, @RequestBody Reason reason) {
    find(id);
    if (!commands.discard(id, required(reason))) {
      throw new Refused("Delivery " + id + " is neither AVAILABLE nor RETRYABLE");
    }
    return DeliveryJson.of(find(id), times);
  }

  @PostMapping("/destinations/{id}/pause")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Sends nothing more to a destination")
  void pause(@PathVariable String id, @RequestBody Reason reason) {
    commands.pause(id, required(reason));
  }

  @PostMapping("/destinations/{id}/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Sends to a paused destination again")
  void resume(@PathVariable String id) {
    commands.resume(id);
  }

  @GetMapping("/conservation")
  @Tag(name = "conservation")
  @Operation(summary = "Both sums of the conservation check, of one moment")
  Conservation conservation() {
    return figures.conservation();
  }

  private static String required(Reason reason) {
    String text = MessageFilter.given(reason.reason());
    if (text == null) {
      throw new BadRequest("reason is missing: say why in a few words, without patient data", null);
    }
    return text;
  }

  private DeliveryRow find(long id) {
    return deliveries.find(id).orElseThrow(() -> new NotFound("There is no delivery " + id));
  }
}
