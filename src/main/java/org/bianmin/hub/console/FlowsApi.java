package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Camel's routes with their nodes and counters. */
@RestController
@RequestMapping("/api/v1/flows")
@Tag(name = "flows")
final class FlowsApi {

  /** All of them; there is no next page. */
  record FlowsJson(List<Flows.Flow> items, String next) {}

  /** Why somebody pauses it. */
  record WhyJson(String reason) {}

  private final Flows flows;
  private final FlowPages.Switches switches;

  FlowsApi(Flows flows, FlowPages.Switches switches) {
    this.flows = flows;
    this.switches = switches;
  }

  @GetMapping
  @Operation(summary = "Every route: state, nodes, and what passed them since the start")
  FlowsJson all() {
    return new FlowsJson(flows.all(), null);
  }

  @GetMapping("/{route}")
  @Operation(summary = "A route")
  Flows.Flow one(@PathVariable String route) {
    return flows.find(route).orElseThrow(() -> new NotFound("There is no route " + route));
  }

  @PostMapping("/{route}/pause")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary =
          "Stops reading a source on this node, until a restart, or pauses a destination for good")
  void pause(@PathVariable String route, @RequestBody WhyJson why) {
    switches.pause(route, why.reason());
  }

  @PostMapping("/{route}/resume")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Reads the source, or sends to the destination, again")
  void resume(@PathVariable String route) {
    switches.resume(route);
  }
}
