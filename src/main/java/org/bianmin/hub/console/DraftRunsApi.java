package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.normalize.DraftRun;
import org.bianmin.hub.normalize.DraftRuns;
import org.bianmin.hub.normalize.DraftStart;
import org.bianmin.hub.normalize.DraftWish;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Draft runs of mapping files. */
@RestController
@RequestMapping("/api/v1/mappings/draft-runs")
@Tag(name = "mappings")
final class DraftRunsApi {

  private static final int MOST_DAYS = 3660;

  /**
   * Which draft is tried on which messages.
   *
   * @param folder of the draft, below {@code hub.drafts}
   * @param days the last so many days; instead of {@code from}
   * @param from, to received in {@code [from, to)}: RFC 3339 or epoch milliseconds; {@code to} left
   *     out is now
   * @param source only messages of this source
   */
  record Wanted(String folder, Integer days, String from, String to, String source) {}

  private final ObjectProvider<DraftRuns> runs;
  private final Times times;

  DraftRunsApi(ObjectProvider<DraftRuns> runs, Times times) {
    this.runs = runs;
    this.times = times;
  }

  @PostMapping
  @Operation(
      summary =
          "Reads the journal with a draft of the mapping files, in the background; 422 lists what"
              + " is wrong with the draft, 409 names the run that goes on")
  ResponseEntity<Object> start(@RequestBody Wanted wanted) {
    DraftStart start = runs.getObject().start(wish(wanted));
    if (start instanceof DraftStart.Begun begun) {
      return ResponseEntity.accepted()
          .location(URI.create("/api/v1/mappings/draft-runs/" + begun.run().id()))
          .body(DraftRunJson.of(begun.run(), times));
    }
    if (start instanceof DraftStart.NoFolder none) {
      throw new BadRequest(none.reason(), null);
    }
    return refused(
        start instanceof DraftStart.Busy busy
            ? busy(busy.running())
            : problems(((DraftStart.Problems) start).problems()));
  }

  private static ResponseEntity<Object> refused(ProblemDetail detail) {
    return ResponseEntity.status(detail.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(detail);
  }

  private static ProblemDetail busy(long running) {
    ProblemDetail detail =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONFLICT,
            "Draft run " + running + " goes on; wait until it is done, or cancel it");
    detail.setProperty("running", running);
    return detail;
  }

  private static ProblemDetail problems(List<MappingProblem> problems) {
    ProblemDetail detail =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.UNPROCESSABLE_ENTITY,
            (problems.size() == 1
                    ? "The draft has a problem"
                    : "The draft has " + problems.size() + " problems")
                + ", so nothing was read. Mend the lines named and start again.");
    detail.setProperty("problems", problems);
    return detail;
  }

  /**
   * What a request wants.
   *
   * @throws BadRequest which says what is missing
   */
  static DraftWish wish(Wanted wanted) {
    String folder = MessageFilter.given(wanted.folder());
    if (folder == null) {
      throw new BadRequest("Name the 'folder' of the draft, below hub.drafts", null);
    }
    Long from = Times.parse("from", wanted.from());
    Long to = Times.parse("to", wanted.to());
    long end = to == null ? System.currentTimeMillis() : to;
    if ((from == null) == (wanted.days() == null)) {
      throw new BadRequest("Give either 'days' or 'from', for example \"days\": 7", null);
    }
    if (from == null) {
      if (wanted.days() < 1 || wanted.days() > MOST_DAYS) {
        throw new BadRequest("'days' is a number from 1 to " + MOST_DAYS, null);
      }
      from = end - TimeUnit.DAYS.toMillis(wanted.days());
    }
    if (from >= end) {
      throw new BadRequest("'from' has to lie before 'to'", null);
    }
    return new DraftWish(folder, MessageFilter.given(wanted.source()), from, end);
  }

  @GetMapping
  @Operation(summary = "The last draft runs, newest first, without their differences")
  Listing<DraftRunJson> list(
      @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
    return Listing.read(after, limit, DraftRun::id, runs.getObject()::page)
        .map(run -> DraftRunJson.of(run, times));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One draft run: its progress, and the difference as far as it has read")
  DraftRunJson one(@PathVariable long id) {
    return DraftRunJson.of(find(id), times);
  }

  @PostMapping("/{id}/cancel")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Stops a draft run; the difference stays as far as it has read")
  DraftRunJson cancel(@PathVariable long id) {
    DraftRun run = find(id);
    if (!runs.getObject().cancel(id)) {
      throw new Refused(
          "Draft run "
              + id
              + " does not go on in this hub: it is "
              + run.state()
              + ". Where several hubs share a store, cancel it at the one that runs it.");
    }
    return DraftRunJson.of(find(id), times);
  }

  private DraftRun find(long id) {
    return runs.getObject()
        .find(id)
        .orElseThrow(
            () ->
                new NotFound(
                    "There is no draft run "
                        + id
                        + "; the last 50 are kept, see the list of them"));
  }
}
