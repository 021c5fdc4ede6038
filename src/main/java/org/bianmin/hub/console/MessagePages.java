package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.journal.Edits;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.journal.MessageState;
import org.bianmin.hub.journal.RawBytes;
import org.bianmin.hub.journal.RawBytesPruned;
import org.bianmin.hub.journal.Replays;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One message for people: its way, what it says, what became of it. */
@ConsolePage
@RequestMapping("/messages")
final class MessagePages {

  private static final Set<String> TABS =
      Set.of("way", "content", "raw", "hex", "events", "deliveries");

  private final MessageQueries messages;
  private final Traces traces;
  private final Replays replays;
  private final MessageViews views;
  private final MessageEdits edits;
  private final Edits made;
  private final RawBytes bytes;

  MessagePages(
      MessageQueries messages,
      Traces traces,
      Replays replays,
      MessageViews views,
      MessageEdits edits,
      Edits made,
      RawBytes bytes) {
    this.bytes = bytes;
    this.views = views;
    this.edits = edits;
    this.made = made;
    this.messages = messages;
    this.traces = traces;
    this.replays = replays;
  }

  @GetMapping("/{id}")
  String one(
      @PathVariable long id,
      @RequestParam(defaultValue = "way") String tab,
      @RequestParam(required = false) Long offset,
      HttpServletRequest request,
      Model model) {
    trace(id, request, model);
    views.fill(model, find(id), TABS.contains(tab) ? tab : "way", offset, false);
    return "console/message";
  }

  /** The moving part alone, while the message or one of its deliveries waits. */
  @GetMapping("/{id}/way")
  String way(@PathVariable long id, HttpServletRequest request, Model model) {
    trace(id, request, model);
    return "console/way :: way";
  }

  @PostMapping("/{id}/replay")
  String replay(
      @PathVariable long id,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    find(id);
    try {
      replays.replay(id);
    } catch (RawBytesPruned e) {
      response.setStatus(HttpServletResponse.SC_GONE);
      String page = one(id, "way", null, request, model);
      model.addAttribute("unreadable", true);
      return page;
    }
    return "redirect:/messages/" + id;
  }

  /** What a tab shows, in clear; by POST, so that it is asked for and kept by no history. */
  @PostMapping("/{id}/reveal")
  String reveal(
      @PathVariable long id,
      @RequestParam(defaultValue = "raw") String tab,
      @RequestParam(required = false) Long offset,
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response,
      Model model) {
    model.addAttribute("who", WhoCookie.required(who, response));
    model.addAttribute("why", MessageSearchApi.reason(reason));
    model.addAttribute("retention", bytes.retention());
    MessageRow row = find(id);
    views.fill(model, row, MessageViews.CONTENTS.contains(tab) ? tab : "raw", offset, true);
    return "console/content :: content";
  }

  /** A mended text becomes a message of its own; a text that cannot be written is shown again. */
  @PostMapping("/{id}/edit")
  String edit(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String reason,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    MessageRow row = find(id);
    String person = WhoCookie.required(who, response);
    try {
      MessageEdits.Made made = edits.edit(row, text, person, MessageSearchApi.reason(reason));
      AuditedRequests.tell(request, "made=" + made.id() + " changed=" + made.changed());
      return "redirect:/messages/" + made.id();
    } catch (BadRequest | RawBytesPruned e) {
      response.setStatus(
          e instanceof BadRequest
              ? HttpServletResponse.SC_BAD_REQUEST
              : HttpServletResponse.SC_GONE);
      model.addAttribute("row", row);
      model.addAttribute("text", text);
      model.addAttribute("who", person);
      model.addAttribute("reason", reason);
      model.addAttribute("problem", e.getMessage());
      model.addAttribute("told", !traces.of(id).map(Trace::events).orElse(List.of()).isEmpty());
      return "console/edit";
    }
  }

  private void trace(long id, HttpServletRequest request, Model model) {
    model.addAttribute("who", WhoCookie.read(request));
    Trace trace = traces.of(id).orElseThrow(() -> missing(id));
    model.addAttribute("trace", trace);
    model.addAttribute("unreadable", trace.pruned());
    model.addAttribute("retention", bytes.retention());
    model.addAttribute("moving", moving(trace));
    model.addAttribute("edited", made.of(id).orElse(null));
    model.addAttribute("edits", made.outOf(id));
    model.addAttribute("steps", MessageTimeline.of(trace));
  }

  private static boolean moving(Trace trace) {
    return trace.message().state() == MessageState.RECEIVED
        || trace.events().stream()
            .flatMap(event -> event.deliveries().stream())
            .anyMatch(traced -> traced.delivery().state().waiting());
  }

  private MessageRow find(long id) {
    return messages.find(id).orElseThrow(() -> missing(id));
  }

  private static NotFound missing(long id) {
    return new NotFound("There is no message " + id);
  }
}
