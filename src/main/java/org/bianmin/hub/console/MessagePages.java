package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.journal.MessageState;
import org.bianmin.hub.journal.Replays;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The journal for people: the list, and the way of one message. */
@ConsolePage
@RequestMapping("/messages")
final class MessagePages {

  private final MessageQueries messages;
  private final Traces traces;
  private final Reveals reveals;
  private final Replays replays;

  MessagePages(MessageQueries messages, Traces traces, Reveals reveals, Replays replays) {
    this.messages = messages;
    this.traces = traces;
    this.reveals = reveals;
    this.replays = replays;
  }

  @GetMapping
  String list(MessageFilter filter, @RequestParam(required = false) String after, Model model) {
    var selection = filter.selection();
    model.addAttribute("filter", filter);
    model.addAttribute("states", MessageState.values());
    model.addAttribute(
        "list",
        Listing.read(
            after, null, MessageRow::id, (from, size) -> messages.page(selection, from, size)));
    model.addAttribute("first", MessageFilter.given(after) == null);
    return "console/messages";
  }

  @GetMapping("/{id}")
  String one(@PathVariable long id, HttpServletRequest request, Model model) {
    trace(id, request, model);
    return "console/message";
  }

  /** The moving part alone, while the message or one of its deliveries waits. */
  @GetMapping("/{id}/way")
  String way(@PathVariable long id, HttpServletRequest request, Model model) {
    trace(id, request, model);
    return "console/way :: way";
  }

  @PostMapping("/{id}/replay")
  String replay(@PathVariable long id) {
    find(id);
    replays.replay(id);
    return "redirect:/messages/" + id;
  }

  /** The raw text in clear; by POST, so that it is asked for on purpose and kept by no history. */
  @PostMapping("/{id}/reveal")
  String reveal(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response,
      Model model) {
    String unused = WhoCookie.required(who, response);
    if (MessageFilter.given(reason) == null) {
      throw new BadRequest("reason is missing: say why in a few words, without patient data", null);
    }
    model.addAttribute("text", reveals.text(find(id)));
    return "console/way :: raw";
  }

  private void trace(long id, HttpServletRequest request, Model model) {
    model.addAttribute("who", WhoCookie.read(request));
    Trace trace = traces.of(id).orElseThrow(() -> missing(id));
    model.addAttribute("trace", trace);
    model.addAttribute("moving", moving(trace));
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
