package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.facts.UnmappedQueries;
import org.bianmin.hub.journal.Replays;
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

  private static final int PAGE = 500;

  /** A line of the worklist; {@code sample} is the id of one message that told the code. */
  record UnmappedJson(
      String type,
      String attribute,
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
  private final Replays replays;
  private final Times times;

  UnmappedApi(UnmappedQueries unmapped, Replays replays, Times times) {
    this.unmapped = unmapped;
    this.replays = replays;
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
    long replayed = 0;
    long after = 0;
    List<Long> page = unmapped.messages(code, after, PAGE);
    while (!page.isEmpty()) {
      replayed += replays.replay(page);
      after = page.get(page.size() - 1);
      page = unmapped.messages(code, after, PAGE);
    }
    return new Replayed(replayed);
  }

  private UnmappedJson json(UnmappedQueries.Line line) {
    Unmapped code = line.code();
    return new UnmappedJson(
        code.type(),
        code.attribute(),
        code.source(),
        code.code(),
        line.messages(),
        line.waiting(),
        times.text(line.firstSeen()),
        times.text(line.lastSeen()),
        line.sample());
  }
}
