package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.journal.MessageState;
import org.bianmin.hub.journal.Releases;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Codes without a row, for people: what to add where, and the replay of what they touched. */
@ConsolePage
@RequestMapping("/unmapped")
final class UnmappedPages {

  private static final String BACK = "redirect:/unmapped";

  private final UnmappedList list;
  private final UnmappedReplays replays;
  private final Releases releases;

  UnmappedPages(UnmappedList list, UnmappedReplays replays, Releases releases) {
    this.list = list;
    this.replays = replays;
    this.releases = releases;
  }

  @GetMapping
  String page(
      UnmappedList.Wanted wanted, @RequestParam(required = false) String after, Model model) {
    Listing<UnmappedList.Row> rows = list.page(wanted, after, null).map(list::row);
    List<UnmappedList.Lack> lacks = list.lacks();
    model.addAttribute("wanted", wanted);
    model.addAttribute("list", rows);
    model.addAttribute("first", MessageFilter.given(after) == null);
    model.addAttribute("lacks", lacks);
    model.addAttribute(
        "sources",
        lacks.stream().flatMap(lack -> lack.sources().stream()).distinct().sorted().toList());
    progress(model);
    return "console/unmapped";
  }

  /** How far the replay is; asked for while it runs. */
  @GetMapping("/progress")
  String moving(Model model) {
    progress(model);
    return "console/unmapped :: progress";
  }

  private void progress(Model model) {
    Releases.Release release =
        releases
            .last()
            .filter(last -> last.cause().stage().equals(UnmappedReplays.STAGE))
            .orElse(null);
    model.addAttribute("release", release);
    model.addAttribute(
        "moving",
        release != null
            && (release.state() == Releases.State.RUNNING
                || (release.outcomes() != null
                    && release.outcomes().containsKey(MessageState.RECEIVED))));
  }

  @PostMapping("/replay")
  String replay(
      @RequestParam String type,
      @RequestParam String attribute,
      @RequestParam String source,
      @RequestParam String code,
      @RequestParam(required = false) String table,
      RedirectAttributes back) {
    if (replays.begin(new Unmapped(type, attribute, source, code)).isEmpty()) {
      throw new Refused(ParkedApi.BUSY);
    }
    if (MessageFilter.given(table) != null) {
      back.addAttribute("table", table);
    }
    return BACK;
  }

  @PostMapping("/release/{id}/cancel")
  String cancel(@PathVariable long id) {
    boolean unused = releases.cancel(id);
    return BACK;
  }
}
