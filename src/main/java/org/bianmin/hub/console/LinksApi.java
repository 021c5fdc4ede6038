package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sources and destinations with how they stand. */
@RestController
@RequestMapping("/api/v1/links")
@Tag(name = "links")
final class LinksApi {

  /**
   * A source.
   *
   * @param lastMessage minute of its last message, null when older than a day
   */
  record SourceJson(
      String id,
      String transport,
      String address,
      String state,
      Integer connections,
      String lastMessage,
      long lastHour,
      long parked,
      Map<String, Long> answers) {}

  /**
   * A destination.
   *
   * @param failures calls in a row without an answer
   */
  record DestinationJson(
      String id,
      String route,
      String to,
      String state,
      long waiting,
      String oldest,
      String pauseReason,
      int failures,
      String answeredAt,
      String failedAt,
      String failure,
      String nextCallAt) {}

  /** All links. */
  record LinksJson(List<SourceJson> sources, List<DestinationJson> destinations) {}

  private final Links links;
  private final Times times;

  LinksApi(Links links, Times times) {
    this.links = links;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "Every source and destination, its state, last message and last error")
  LinksJson all() {
    return new LinksJson(
        links.sources().stream().map(this::json).toList(),
        links.destinations().stream().map(this::json).toList());
  }

  private SourceJson json(Links.SourceLink link) {
    return new SourceJson(
        link.id(),
        link.transport(),
        link.address(),
        link.state(),
        link.connections(),
        times.text(link.last()),
        link.hour(),
        link.parked(),
        link.answers());
  }

  private DestinationJson json(Links.DestinationLink link) {
    var forwarder = link.forwarder();
    return new DestinationJson(
        link.id(),
        link.route(),
        link.to(),
        link.state(),
        link.waiting(),
        times.text(link.oldestAt()),
        link.pause() == null ? null : link.pause().reason(),
        forwarder.failures(),
        times.text(forwarder.answeredAt()),
        times.text(forwarder.failedAt()),
        forwarder.failure(),
        times.text(forwarder.nextCallAt()));
  }
}
