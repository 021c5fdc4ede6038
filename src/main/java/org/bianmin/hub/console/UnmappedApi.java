package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.facts.UnmappedQueries;
import org.bianmin.hub.mapping.CodePlace;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Codes that no row of a code table covers, and the replay of what told them. */
@RestController
@RequestMapping("/api/v1/unmapped")
@Tag(name = "mappings")
final class UnmappedApi {

  /**
   * A line of the worklist.
   *
   * @param attribute of the event; the file's name, as {@code visit-class.csv}, where the code
   *     decides which event is told
   * @param parked whether the messages wait for the code; else only the attribute does
   * @param tables files below the mappings folder that lack the row; empty where there is no table
   * @param places where the code stands in such messages, for example {@code PV1-2}
   * @param sample id of one message that told the code
   */
  record UnmappedJson(
      String type,
      String attribute,
      boolean parked,
      List<String> tables,
      List<String> places,
      String source,
      String code,
      long messages,
      long waiting,
      String firstSeen,
      String lastSeen,
      long sample) {}

  /** How many messages are read again. */
  record Replayed(long replayed) {}

  private final UnmappedQueries unmapped;
  private final UnmappedReplays replays;
  private final UnmappedPlaces places;
  private final Times times;

  UnmappedApi(
      UnmappedQueries unmapped, UnmappedReplays replays, UnmappedPlaces places, Times times) {
    this.unmapped = unmapped;
    this.replays = replays;
    this.places = places;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "Codes without a row, those that most messages told first")
  Listing<UnmappedJson> list(
      @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
    long offset = offset(after);
    int size = limit == null ? Listing.DEFAULT_LIMIT : Math.max(1, Math.min(limit, Listing.MOST));
    List<UnmappedJson> lines = unmapped.page(offset, size + 1).stream().map(this::json).toList();
    return lines.size() > size
        ? new Listing<>(lines.subList(0, size), Long.toString(offset + size))
        : new Listing<>(lines, null);
  }

  private static long offset(String after) {
    try {
      return after == null ? 0 : Math.max(0, Long.parseLong(after));
    } catch (NumberFormatException e) {
      throw new BadRequest("'after' is the 'next' of the page before", e);
    }
  }

  @PostMapping("/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Reads the messages that told a code again, with the tables in force")
  Replayed replay(@RequestBody Unmapped code) {
    if (code.type() == null
        || code.attribute() == null
        || code.source() == null
        || code.code() == null) {
      throw new BadRequest(
          "Name type, attribute, source and code as they stand in GET /api/v1/unmapped", null);
    }
    return new Replayed(replays.replay(code));
  }

  private UnmappedJson json(UnmappedQueries.Line line) {
    Unmapped code = line.code();
    CodePlace place = places.of(line);
    return new UnmappedJson(
        code.type(),
        code.attribute(),
        code.decidingTable() != null,
        place.tables().stream().map(table -> "codes/" + table + ".csv").toList(),
        place.paths(),
        code.source(),
        code.code(),
        line.messages(),
        line.waiting(),
        times.text(line.firstSeen()),
        times.text(line.lastSeen()),
        line.sample());
  }
}
