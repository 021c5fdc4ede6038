package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.bianmin.hub.journal.ParkedGroups;
import org.bianmin.hub.journal.Releases;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Parked messages by their cause, and their release. */
@RestController
@RequestMapping("/api/v1/parked")
@Tag(name = "messages")
final class ParkedApi {

  static final int MOST = 200;

  /** Why a release cannot begin. */
  static final String BUSY = "Another release is running: wait for it, or cancel it";

  /**
   * A group.
   *
   * @param newest id of its newest message
   */
  record GroupJson(
      String source,
      String stage,
      String reason,
      long messages,
      String first,
      String last,
      long newest,
      String location) {}

  /**
   * All groups, the largest first.
   *
   * @param more whether older messages are parked that are not counted
   */
  record GroupsJson(List<GroupJson> items, boolean more) {}

  private final ParkedGroups groups;
  private final Releases releases;
  private final Times times;

  ParkedApi(ParkedGroups groups, Releases releases, Times times) {
    this.groups = groups;
    this.releases = releases;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "Parked messages by cause, the largest group first")
  GroupsJson list() {
    var found = groups.groups(MOST);
    return new GroupsJson(found.groups().stream().map(this::json).toList(), found.more());
  }

  private GroupJson json(ParkedGroups.Group group) {
    return new GroupJson(
        group.cause().source(),
        group.cause().stage(),
        group.cause().reason(),
        group.messages(),
        times.text(group.first()),
        times.text(group.last()),
        group.newest(),
        group.location());
  }

  @PostMapping("/release")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Reads all parked messages of a cause again, in the background")
  Releases.Release release(@RequestBody ParkedGroups.Cause cause) {
    if (cause.source() == null || cause.stage() == null || cause.reason() == null) {
      throw new BadRequest(
          "Name source, stage and reason as they stand in GET /api/v1/parked", null);
    }
    return releases.begin(cause).orElseThrow(() -> new Refused(BUSY));
  }

  @GetMapping("/release")
  @Operation(summary = "The last release and what became of its messages")
  Releases.Release last() {
    return releases.last().orElseThrow(() -> new NotFound("Nothing was released since the start"));
  }

  @PostMapping("/release/{id}/cancel")
  @Operation(summary = "Stops a release; what it has released stays so")
  Releases.Release cancel(@PathVariable long id) {
    if (!releases.cancel(id)) {
      throw new Refused("Release " + id + " is not running");
    }
    return last();
  }
}
