package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.bianmin.hub.settlement.CaseFilter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Cases of the reconciliation, and what persons do with them. */
@RestController
@RequestMapping("/api/v1/reconciliation/cases")
@Tag(name = "reconciliation")
final class CaseApi {

  /**
   * What a person says of a case; without patient data.
   *
   * @param who name or staff number of the person
   * @param assignee who looks after it, null for nobody
   * @param reason code of why a difference needs nothing more
   * @param other id of the case that it is linked with
   */
  record Said(String who, String assignee, String comment, String reason, Long other) {}

  /** That a person takes back a link; {@code one} and {@code other} are keys of records. */
  record Unlinking(String who, String one, String other, String comment) {}

  private final ReconciliationRooms rooms;
  private final Times times;

  CaseApi(ReconciliationRooms rooms, Times times) {
    this.rooms = rooms;
    this.times = times;
  }

  @GetMapping
  @Operation(
      summary = "Cases; open differences oldest first",
      description =
          "state is open (differences that nobody has closed), closed, differences (both) or all;"
              + " all where it is left out. assignee - means nobody. Amounts in fen.")
  Listing<CaseJson> list(
      CaseQuestion question,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    return question
        .page(rooms.reconciliation(), CaseFilter.State.ALL, after, limit)
        .map(line -> CaseJson.of(line, times));
  }

  @GetMapping("/{id}")
  @Operation(
      summary = "A case with its settlements, payments and refunds, notes, and candidates",
      description =
          "Each record names the measure event behind it and where its history is. Candidates are"
              + " one-sided cases of the same amount within three days; only a person links them.")
  CaseJson.Detail one(@PathVariable long id) {
    return CaseJson.Detail.of(rooms.find(id), rooms.reconciliation().candidates(id), times);
  }

  @PostMapping("/{id}/assign")
  @Operation(summary = "Says who looks after a case; without assignee nobody does")
  CaseJson.Detail assign(@PathVariable long id, @RequestBody Said said) {
    return one(rooms.assign(id, WhoCookie.required(said.who()), said.assignee()).id());
  }

  @PostMapping("/{id}/comment")
  @Operation(summary = "Adds a comment")
  CaseJson.Detail comment(@PathVariable long id, @RequestBody Said said) {
    return one(rooms.comment(id, WhoCookie.required(said.who()), said.comment()).id());
  }

  @PostMapping("/{id}/close")
  @Operation(
      summary = "Closes a difference with a reason; it opens again when its case changes",
      description =
          "reason is settled, refunded, corrected, timing, test, written-off, or other with a"
              + " comment.")
  CaseJson.Detail close(@PathVariable long id, @RequestBody Said said) {
    return one(rooms.close(id, WhoCookie.required(said.who()), said.reason(), said.comment()).id());
  }

  @PostMapping("/{id}/reopen")
  @Operation(summary = "Opens a closed difference again")
  CaseJson.Detail reopen(@PathVariable long id, @RequestBody Said said) {
    return one(rooms.reopen(id, WhoCookie.required(said.who()), said.comment()).id());
  }

  @PostMapping("/{id}/link")
  @Operation(
      summary = "Links a case with another: they are one case then, and that is answered",
      description = "What numbers or rules do not join, a person may; the link is kept as a note.")
  CaseJson.Detail link(@PathVariable long id, @RequestBody Said said) {
    if (said.other() == null) {
      throw new BadRequest("other is missing: the id of the case to link with", null);
    }
    return one(rooms.link(id, said.other(), WhoCookie.required(said.who()), said.comment()).id());
  }

  @PostMapping("/{id}/unlink")
  @Operation(summary = "Takes back a link that a person made between two records, by their keys")
  CaseJson.Detail unlink(@PathVariable long id, @RequestBody Unlinking said) {
    if (said.one() == null || said.other() == null) {
      throw new BadRequest("one and other are keys of two records of the case", null);
    }
    String who = WhoCookie.required(said.who());
    return one(rooms.unlink(id, said.one(), said.other(), who, said.comment()).id());
  }
}
