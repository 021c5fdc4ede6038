package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.bianmin.hub.journal.MessageState;
import org.bianmin.hub.journal.Releases;
import org.bianmin.hub.journal.SavedSearches;
import org.bianmin.hub.journal.SelectedReplays;
import org.bianmin.hub.journal.Sources;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of messages: filters, search by patient, kept filters, replay of what is shown. */
@ConsolePage
@RequestMapping("/messages")
final class MessageSearchPages {

  static final List<String> KINDS =
      List.of("patient", "visit", "01", "02", "03", "04", "05", "06", "07", "99");

  private static final String BACK = "redirect:/messages";
  private static final List<String> WITHIN = List.of("1h", "24h", "7d", "30d");
  private static final int LONGEST_NAME = 60;

  private final Searched searched;
  private final SavedSearches saved;
  private final SelectedReplays replays;
  private final ObjectProvider<Sources> sources;

  MessageSearchPages(
      Searched searched,
      SavedSearches saved,
      SelectedReplays replays,
      ObjectProvider<Sources> sources) {
    this.searched = searched;
    this.saved = saved;
    this.replays = replays;
    this.sources = sources;
  }

  @GetMapping
  String list(
      MessageFilter filter,
      @RequestParam(required = false) String after,
      HttpServletRequest request,
      Model model) {
    String who = WhoCookie.read(request);
    Sources configured = sources.getIfAvailable();
    model.addAttribute("filter", filter);
    model.addAttribute("query", filter.query());
    model.addAttribute("who", who);
    model.addAttribute("states", MessageState.values());
    model.addAttribute("spans", WITHIN);
    model.addAttribute("kinds", KINDS);
    model.addAttribute(
        "sources", configured == null ? List.of() : List.copyOf(configured.sources().keySet()));
    model.addAttribute("saved", saved.of(who));
    model.addAttribute(
        "held", MessageFilter.given(filter.search()) == null ? null : searched.held(filter));
    model.addAttribute("list", MessageList.read(searched, filter, after, null));
    model.addAttribute("first", MessageFilter.given(after) == null);
    replaying(model);
    return "console/messages";
  }

  /** By POST, since it names a patient; what was found has an address that does not. */
  @PostMapping("/search")
  String search(
      MessageFilter filter,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String number,
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response) {
    String unused = WhoCookie.required(who, response);
    if (MessageFilter.given(reason) == null) {
      throw new BadRequest("reason is missing: say why in a few words, without patient data", null);
    }
    var held = searched.hold(new Searched.Whose(kind, number), filter);
    return BACK + '?' + filter.in(held.id()).query();
  }

  @PostMapping("/searches")
  String save(
      MessageFilter filter,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "false") boolean shared,
      @RequestParam(defaultValue = "") String who,
      HttpServletResponse response) {
    String person = WhoCookie.required(who, response);
    long unused = saved.save(name(name), kept(filter), person, shared);
    return BACK + '?' + filter.in(null).query();
  }

  static String name(String given) {
    String name = MessageFilter.given(given);
    if (name == null || name.length() > LONGEST_NAME) {
      throw new BadRequest("name is missing or longer than " + LONGEST_NAME + " characters", null);
    }
    return name;
  }

  /** What was found for a patient is no filter, and is never kept. */
  static String kept(MessageFilter filter) {
    String query = filter.in(null).query();
    if (query.isEmpty()) {
      throw new BadRequest("Nothing is filtered; there is nothing to keep", null);
    }
    return query;
  }

  @PostMapping("/searches/{id}/delete")
  String delete(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String who,
      HttpServletResponse response) {
    if (!saved.delete(id, WhoCookie.required(who, response))) {
      throw new NotFound("There is no kept filter " + id + " of yours");
    }
    return BACK;
  }

  /** How many messages would be replayed, before anybody does it. */
  @GetMapping("/replays/count")
  String count(MessageFilter filter, HttpServletRequest request, Model model) {
    model.addAttribute("filter", filter);
    model.addAttribute("who", WhoCookie.read(request));
    model.addAttribute(
        "count", SelectedReplays.count((after, size) -> searched.page(filter, after, size)));
    return "console/messages :: count";
  }

  @PostMapping("/replays")
  String replay(
      MessageFilter filter,
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response) {
    String unused = WhoCookie.required(who, response);
    if (MessageFilter.given(reason) == null) {
      throw new BadRequest("reason is missing: say why in a few words, without patient data", null);
    }
    begin(searched, replays, filter);
    return BACK + '?' + filter.query();
  }

  static SelectedReplays.Replay begin(
      Searched searched, SelectedReplays replays, MessageFilter filter) {
    if (filter.isEmpty()) {
      throw new BadRequest("Name at least one of source, state, from: not everything", null);
    }
    // a selection that is open to the end would take in what its own replay parks anew; it is
    // walked from new to old, and what comes meanwhile is newer
    return replays
        .begin((after, size) -> searched.page(filter, after, size))
        .orElseThrow(() -> new Refused("Another replay is running; wait for it or cancel it"));
  }

  /** The progress alone, while a replay is running. */
  @GetMapping("/replays/progress")
  String progress(Model model) {
    replaying(model);
    return "console/messages :: progress";
  }

  @PostMapping("/replays/{id}/cancel")
  String cancel(@PathVariable long id) {
    boolean unused = replays.cancel(id);
    return BACK;
  }

  private void replaying(Model model) {
    SelectedReplays.Replay last = replays.last().orElse(null);
    model.addAttribute("replay", last);
    model.addAttribute("moving", last != null && last.state() == Releases.State.RUNNING);
  }
}
