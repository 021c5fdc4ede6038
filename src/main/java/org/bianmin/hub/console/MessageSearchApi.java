package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.SavedSearches;
import org.bianmin.hub.journal.SelectedReplays;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Kept filters, replays of selections, and mended messages. */
@RestController
@RequestMapping("/api/v1/messages")
@Tag(name = "messages")
final class MessageSearchApi {

  /** A filter to keep. */
  record Keep(String name, MessageFilter filter, boolean shared, String who) {}

  /** Where a kept filter is. */
  record Kept(long id) {}

  /** Which messages are replayed, who says so and why. */
  record Again(MessageFilter filter, String who, String reason) {}

  /**
   * A mended message.
   *
   * @param text all of it; it is written in the charset of MSH-18 or of the message
   */
  record Mended(String text, String who, String reason) {

    @Override
    public String toString() {
      return "Mended[masked]";
    }
  }

  private final Searched searched;
  private final SavedSearches saved;
  private final SelectedReplays replays;
  private final MessageQueries messages;
  private final MessageEdits edits;

  MessageSearchApi(
      Searched searched,
      SavedSearches saved,
      SelectedReplays replays,
      MessageQueries messages,
      MessageEdits edits) {
    this.searched = searched;
    this.saved = saved;
    this.replays = replays;
    this.messages = messages;
    this.edits = edits;
  }

  @GetMapping("/searches")
  @Operation(summary = "Kept filters that a person sees: the own ones, and those of all")
  Listing<SavedSearches.Saved> searches(@RequestParam String who) {
    return new Listing<>(saved.of(WhoCookie.required(who)), null);
  }

  @PostMapping("/searches")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Keeps a filter")
  Kept save(@RequestBody Keep keep) {
    if (keep.filter() == null) {
      throw new BadRequest("filter is missing", null);
    }
    return new Kept(
        saved.save(
            MessageSearchPages.name(keep.name()),
            MessageSearchPages.kept(keep.filter()),
            WhoCookie.required(keep.who()),
            keep.shared()));
  }

  @DeleteMapping("/searches/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Deletes an own kept filter")
  void delete(@PathVariable long id, @RequestParam String who) {
    if (!saved.delete(id, WhoCookie.required(who))) {
      throw new NotFound("There is no kept filter " + id + " of yours");
    }
  }

  @PostMapping("/replays")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Reads a selection of messages again, in the background")
  SelectedReplays.Replay replay(@RequestBody Again again, HttpServletRequest request) {
    String unused = WhoCookie.required(again.who());
    reason(again.reason());
    if (again.filter() == null) {
      throw new BadRequest("filter is missing", null);
    }
    AuditedRequests.tell(request, again.filter().query());
    return MessageSearchPages.begin(searched, replays, again.filter());
  }

  @GetMapping("/replays")
  @Operation(summary = "How far the last replay of a selection is")
  SelectedReplays.Replay replays() {
    return replays
        .last()
        .orElseThrow(() -> new NotFound("Nothing was replayed since the hub was started"));
  }

  @GetMapping("/replays/count")
  @Operation(summary = "How many messages a selection has; 5,000 are counted at most")
  SelectedReplays.Count count(MessageFilter filter) {
    return SelectedReplays.count((after, size) -> searched.page(filter, after, size));
  }

  @PostMapping("/replays/{id}/cancel")
  @Operation(summary = "Stops a replay between two steps")
  SelectedReplays.Replay cancel(@PathVariable long id) {
    if (!replays.cancel(id)) {
      throw new Refused("Replay " + id + " is not running");
    }
    return replays();
  }

  @PostMapping("/{id}/edit")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Makes a new message of the same source out of a mended text")
  MessageEdits.Made edit(
      @PathVariable long id, @RequestBody Mended mended, HttpServletRequest request) {
    String who = WhoCookie.required(mended.who());
    String reason = reason(mended.reason());
    if (MessageFilter.given(mended.text()) == null) {
      throw new BadRequest("text is missing", null);
    }
    var row = messages.find(id).orElseThrow(() -> new NotFound("There is no message " + id));
    MessageEdits.Made made = edits.edit(row, mended.text(), who, reason);
    AuditedRequests.tell(request, "made=" + made.id() + " changed=" + made.changed());
    return made;
  }

  static String reason(String given) {
    String reason = MessageFilter.given(given);
    if (reason == null || reason.length() > 200) {
      throw new BadRequest("reason is missing: say why in a few words, without patient data", null);
    }
    return reason;
  }
}
