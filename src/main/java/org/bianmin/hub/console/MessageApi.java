package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.journal.MessageState;
import org.bianmin.hub.journal.Replays;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The journal. */
@RestController
@RequestMapping("/api/v1/messages")
@Tag(name = "messages")
final class MessageApi {

  /**
   * What is replayed.
   *
   * @param count how many messages go through the normalizer again
   * @param pruned how many do not, since their raw bytes are pruned (hub.retention.messages)
   */
  record Replayed(long count, long pruned) {}

  /**
   * What became of replayed messages.
   *
   * @param waiting how many still wait to be read again
   * @param parked how many were read again and are parked; told once none waits, null before
   */
  record Replaying(long waiting, Long parked) {}

  /**
   * A selection with its page, for what should not stand in a URL.
   *
   * @param patient whose messages; what was found is held for 30 minutes under {@code search}
   * @param search what an earlier request answered, instead of a patient
   * @param who, reason who asks for a patient and why, for the audit trail
   */
  record Search(
      String source,
      String state,
      String controlId,
      String from,
      String to,
      String trigger,
      String facility,
      String type,
      String within,
      Searched.Whose patient,
      String search,
      String who,
      String reason,
      String after,
      Integer limit) {

    MessageFilter filter() {
      return new MessageFilter(
          source, state, controlId, from, to, trigger, facility, type, within, search);
    }
  }

  /**
   * A page of messages.
   *
   * @param lookedTo where the page is not full because enough was looked at: down to which time of
   *     receipt; go on with {@code next}
   * @param search name under which what was found for a patient is held, else null
   */
  record Messages(List<MessageJson> items, String next, String lookedTo, String search) {}

  private final MessageQueries messages;
  private final Replays replays;
  private final Traces traces;
  private final Reveals reveals;
  private final Searched searched;
  private final Times times;

  MessageApi(
      MessageQueries messages,
      Replays replays,
      Traces traces,
      Reveals reveals,
      Searched searched,
      Times times) {
    this.searched = searched;
    this.messages = messages;
    this.replays = replays;
    this.traces = traces;
    this.reveals = reveals;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "Messages, newest first")
  Messages list(
      MessageFilter filter,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    return page(filter, after, limit);
  }

  @PostMapping("/search")
  @Operation(summary = "Messages, newest first; the selection, or whose they are, in the body")
  Messages search(@RequestBody Search search) {
    MessageFilter filter = search.filter();
    if (search.patient() != null) {
      String unused = WhoCookie.required(search.who());
      if (MessageFilter.given(search.reason()) == null) {
        throw new BadRequest(
            "reason is missing: say why in a few words, without patient data", null);
      }
      filter = filter.in(searched.hold(search.patient(), filter).id());
    }
    return page(filter, search.after(), search.limit());
  }

  private Messages page(MessageFilter filter, String after, Integer limit) {
    MessageList list = MessageList.read(searched, filter, after, limit);
    return new Messages(
        list.rows().stream().map(row -> MessageJson.of(row, times)).toList(),
        list.next(),
        times.text(list.lookedTo()),
        MessageFilter.given(filter.search()));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One message, without its bytes")
  MessageJson one(@PathVariable long id) {
    return MessageJson.of(find(id), times);
  }

  @GetMapping(
      path = "/{id}/raw",
      produces = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.TEXT_PLAIN_VALUE})
  @Operation(summary = "The bytes as they came; as text in their charset on Accept: text/plain")
  ResponseEntity<byte[]> raw(
      @PathVariable long id,
      @RequestHeader(name = "Accept", defaultValue = MediaType.APPLICATION_OCTET_STREAM_VALUE)
          String accept) {
    MessageRow row = find(id);
    byte[] bytes = reveals.raw(row);
    boolean text = accept.contains(MediaType.TEXT_PLAIN_VALUE);
    return ResponseEntity.ok()
        .contentType(
            text
                ? new MediaType(MediaType.TEXT_PLAIN, Charsets.of(row.charset()))
                : MediaType.APPLICATION_OCTET_STREAM)
        .cacheControl(CacheControl.noStore())
        .body(bytes);
  }

  @GetMapping("/{id}/trace")
  @Operation(summary = "A message, its parts (masked), the events it told, their deliveries")
  Trace trace(@PathVariable long id) {
    return traces.of(id).orElseThrow(() -> missing(id));
  }

  @PostMapping("/{id}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Reads a message again with the tables in force")
  Replayed replay(@PathVariable long id) {
    find(id);
    if (!replays.replay(id)) {
      throw new Refused("Message " + id + " waits to be normalized already");
    }
    return new Replayed(1, 0);
  }

  @PostMapping("/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Reads a selection of messages again with the tables in force")
  Replayed replay(@RequestBody MessageFilter filter) {
    if (!filter.isPlain()) {
      throw new BadRequest(
          "trigger, facility, type, within and search select for POST /api/v1/messages/replays",
          null);
    }
    if (filter.isEmpty()) {
      throw new BadRequest(
          "Name at least one of source, state, controlId, from, to: replaying everything has to be"
              + " said, for example with from 1970-01-01T00:00:00Z",
          null);
    }
    Replays.Again again = replays.replay(filter.selection());
    return new Replayed(again.messages(), again.pruned());
  }

  @GetMapping("/replay")
  @Operation(summary = "How far the replay of a selection is: source, from and to")
  Replaying replaying(MessageFilter filter) {
    var selection = filter.selection();
    long waiting = messages.replayed(selection, MessageState.RECEIVED);
    return new Replaying(
        waiting, waiting > 0 ? null : messages.replayed(selection, MessageState.PARKED));
  }

  private MessageRow find(long id) {
    return messages.find(id).orElseThrow(() -> missing(id));
  }

  private static NotFound missing(long id) {
    return new NotFound("There is no message " + id);
  }
}
