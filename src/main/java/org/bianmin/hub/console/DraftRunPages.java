package org.bianmin.hub.console;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.indicator.Difference;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.Programmes;
import org.bianmin.hub.normalize.DraftRun;
import org.bianmin.hub.normalize.DraftRuns;
import org.bianmin.hub.normalize.DraftStart;
import org.bianmin.hub.normalize.DraftState;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Draft runs for people: begin one, watch it, and read what the draft would change. */
@ConsolePage
@RequestMapping("/mappings/draft-runs")
final class DraftRunPages {

  private final ObjectProvider<DraftRuns> runs;
  private final DraftProgrammes drafts;
  private final AskedIndicators asked;
  private final Times times;

  DraftRunPages(
      ObjectProvider<DraftRuns> runs, DraftProgrammes drafts, AskedIndicators asked, Times times) {
    this.runs = runs;
    this.drafts = drafts;
    this.asked = asked;
    this.times = times;
  }

  @PostMapping
  String start(DraftRunsApi.Wanted wanted, Model model) {
    DraftStart start = runs.getObject().start(DraftRunsApi.wish(wanted));
    if (start instanceof DraftStart.Begun begun) {
      return "redirect:/mappings/draft-runs/" + begun.run().id();
    }
    if (start instanceof DraftStart.Problems wrong) {
      model.addAttribute("folder", wanted.folder());
      model.addAttribute("problems", wrong.problems());
      return "console/draft-problems";
    }
    if (start instanceof DraftStart.NoFolder none) {
      throw new BadRequest(none.reason(), null);
    }
    throw new Refused(
        "Draft run " + ((DraftStart.Busy) start).running() + " goes on; wait, or cancel it");
  }

  @GetMapping("/{id}")
  String page(@PathVariable long id, Model model) {
    add(id, model);
    model.addAttribute("programmes", asked.programmesOrNone());
    return "console/draft-run";
  }

  /** How far it is, and the difference so far. */
  @GetMapping("/{id}/live")
  String live(@PathVariable long id, Model model) {
    add(id, model);
    return "console/draft-run :: run";
  }

  /** What the draft would change of a programme's values; computed when it is asked for. */
  @GetMapping("/{id}/indicators")
  String indicators(
      @PathVariable long id,
      @RequestParam String programme,
      @RequestParam String period,
      @RequestParam(required = false) String facility,
      Model model) {
    DraftRun run = find(id);
    Programme of = asked.programme(programme);
    Programmes.Draft draft = drafts.read(run.tried().folder());
    model.addAttribute("locale", LocaleContextHolder.getLocale());
    model.addAttribute("programme", of);
    if (draft.set() == null) {
      model.addAttribute("problems", draft.problems());
      model.addAttribute("differences", List.of());
      return "console/draft-run :: indicators";
    }
    List<Difference> all =
        drafts.differences(
            draft,
            asked.question(
                programme,
                new AskedIndicators.Parameters(
                    period, facility, null, null, null, null, Map.of())));
    model.addAttribute("problems", List.of());
    model.addAttribute("same", all.stream().filter(d -> d.kind() == Difference.Kind.SAME).count());
    model.addAttribute(
        "differences", all.stream().filter(d -> d.kind() != Difference.Kind.SAME).toList());
    return "console/draft-run :: indicators";
  }

  @PostMapping("/{id}/cancel")
  String cancel(@PathVariable long id) {
    boolean unused = runs.getObject().cancel(id);
    return "redirect:/mappings/draft-runs/" + id;
  }

  private void add(long id, Model model) {
    DraftRun run = find(id);
    model.addAttribute("run", DraftRunJson.of(run, times));
    model.addAttribute("moving", run.state() == DraftState.RUNNING);
  }

  private DraftRun find(long id) {
    return runs.getObject()
        .find(id)
        .orElseThrow(() -> new NotFound("There is no draft run " + id + "; the last 50 are kept"));
  }
}
