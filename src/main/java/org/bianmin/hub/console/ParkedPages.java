package org.bianmin.hub.console;

import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.facts.UnmappedQueries;
import org.bianmin.hub.journal.MessageState;
import org.bianmin.hub.journal.ParkedGroups;
import org.bianmin.hub.journal.Releases;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Parked messages for people: causes, the codes that are missing, release with its progress. */
@ConsolePage
@RequestMapping("/parked")
final class ParkedPages {

  private static final String BACK = "redirect:/parked";
  private static final int CODES = 50;

  private final ParkedGroups groups;
  private final Releases releases;
  private final UnmappedQueries codes;
  private final UnmappedPlaces places;
  private final UnmappedReplays replays;

  ParkedPages(
      ParkedGroups groups,
      Releases releases,
      UnmappedQueries codes,
      UnmappedPlaces places,
      UnmappedReplays replays) {
    this.groups = groups;
    this.releases = releases;
    this.codes = codes;
    this.places = places;
    this.replays = replays;
  }

  /**
   * A code that no table has.
   *
   * @param tables files that lack the row
   */
  record Code(UnmappedQueries.Line line, String tables) {}

  @GetMapping
  String list(Model model) {
    var found = groups.groups(ParkedApi.MOST);
    model.addAttribute("groups", found.groups());
    model.addAttribute("more", found.more());
    model.addAttribute(
        "codes",
        codes.page(0, CODES).stream()
            .map(line -> new Code(line, String.join(", ", places.of(line).tables())))
            .toList());
    progress(model);
    return "console/parked";
  }

  /** The progress alone, while a release is running. */
  @GetMapping("/progress")
  String progress(Model model) {
    Releases.Release last = releases.last().orElse(null);
    model.addAttribute("release", last);
    model.addAttribute("moving", last != null && moving(last));
    return "console/parked :: progress";
  }

  private static boolean moving(Releases.Release release) {
    return release.state() == Releases.State.RUNNING
        || (release.outcomes() != null && release.outcomes().containsKey(MessageState.RECEIVED));
  }

  @PostMapping("/release")
  String release(
      @RequestParam String source, @RequestParam String stage, @RequestParam String reason) {
    if (releases
        .begin(new ParkedGroups.Cause(source, stage, reason.replace("\r\n", "\n")))
        .isEmpty()) {
      throw new Refused(ParkedApi.BUSY);
    }
    return BACK;
  }

  /** Reads the messages again that told a code which no table had. */
  @PostMapping("/codes/replay")
  String replay(
      @RequestParam String type,
      @RequestParam String attribute,
      @RequestParam String source,
      @RequestParam String code) {
    long unused = replays.replay(new Unmapped(type, attribute, source, code));
    return BACK;
  }

  @PostMapping("/release/{id}/cancel")
  String cancel(@PathVariable long id) {
    boolean unused = releases.cancel(id);
    return BACK;
  }
}
