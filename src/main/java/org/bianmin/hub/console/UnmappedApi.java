package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.facts.UnmappedQueries;
import org.bianmin.hub.journal.Releases;
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
   * @param waiting of these, how many a replay would read again; 10,000 are counted at most
   * @param sample id of one message that told the code
   * @param mended whether the tables in force have a row by now: only the replay is missing
   * @param row to be added to the first table without one, its target to be filled in; null where
   *     none is missing
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
      long sample,
      boolean mended,
      String row) {}

  /** How many messages are read again. */
  record Replayed(long replayed) {}

  private final UnmappedList list;
  private final UnmappedReplays replays;
  private final Times times;

  UnmappedApi(UnmappedList list, UnmappedReplays replays, Times times) {
    this.list = list;
    this.replays = replays;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "Codes without a row, those that most messages told first")
  Listing<UnmappedJson> list(
      UnmappedList.Wanted wanted,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    return list.page(wanted, after, limit).map(this::json);
  }

  @PostMapping("/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Reads the messages that told a code again, with the tables in force")
  Replayed replay(@RequestBody Unmapped code) {
    return new Replayed(replays.replay(named(code)));
  }

  @PostMapping("/release")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary =
          "The same in the background; GET /api/v1/parked/release shows how far it is, and it is"
              + " cancelled as a release of parked messages is")
  Releases.Release release(@RequestBody Unmapped code) {
    return replays.begin(named(code)).orElseThrow(() -> new Refused(ParkedApi.BUSY));
  }

  private static Unmapped named(Unmapped code) {
    if (code.type() == null
        || code.attribute() == null
        || code.source() == null
        || code.code() == null) {
      throw new BadRequest(
          "Name type, attribute, source and code as they stand in GET /api/v1/unmapped", null);
    }
    return code;
  }

  private UnmappedJson json(UnmappedQueries.Line line) {
    Unmapped code = line.code();
    UnmappedList.Row row = list.row(line);
    CodePlace place = row.place();
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
        line.sample(),
        row.mended(),
        row.row());
  }
}
