package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.alert.AlertRules;
import org.bianmin.hub.alert.Incident;
import org.bianmin.hub.alert.IncidentQueries;
import org.bianmin.hub.alert.Incidents;
import org.bianmin.hub.alert.State;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Incidents for people: those that last, those of before, and one with its timeline. */
@ConsolePage
@RequestMapping("/alerts")
final class AlertPages {

  private static final int MOST = 200;

  private final IncidentQueries queries;
  private final Incidents incidents;
  private final AlertRules rules;
  private final Timeline timeline;

  AlertPages(IncidentQueries queries, Incidents incidents, AlertRules rules, Timeline timeline) {
    this.queries = queries;
    this.incidents = incidents;
    this.rules = rules;
    this.timeline = timeline;
  }

  @GetMapping
  String open(HttpServletRequest request, Model model) {
    live(model);
    model.addAttribute("tab", "open");
    model.addAttribute("who", WhoCookie.read(request));
    return "console/alerts";
  }

  /** The incidents alone, which refresh. */
  @GetMapping("/live")
  String live(HttpServletRequest request, Model model) {
    live(model);
    model.addAttribute("who", WhoCookie.read(request));
    return "console/alerts :: incidents";
  }

  private void live(Model model) {
    List<Incident> lasting = queries.lastingBySeverity(MOST + 1);
    model.addAttribute("counts", queries.lasting());
    model.addAttribute("more", lasting.size() > MOST);
    model.addAttribute(
        "incidents", lasting.stream().limit(MOST).map(one -> IncidentRow.of(one, rules)).toList());
    model.addAttribute("now", System.currentTimeMillis());
  }

  @GetMapping("/history")
  String history(@RequestParam(required = false) String after, Model model) {
    model.addAttribute("tab", "history");
    model.addAttribute("first", MessageFilter.given(after) == null);
    model.addAttribute(
        "list",
        Listing.read(
                after, null, Incident::id, (from, size) -> queries.page(State.RESOLVED, from, size))
            .map(one -> IncidentRow.of(one, rules)));
    return "console/alerts-history";
  }

  @GetMapping("/{id:\\d+}")
  String one(@PathVariable long id, HttpServletRequest request, Model model) {
    Incident incident = find(id);
    model.addAttribute("row", IncidentRow.of(incident, rules));
    model.addAttribute("timeline", timeline.of(id));
    model.addAttribute("who", WhoCookie.read(request));
    model.addAttribute("now", System.currentTimeMillis());
    return "console/alert";
  }

  private Incident find(long id) {
    return queries.find(id).orElseThrow(() -> new NotFound("There is no incident " + id));
  }

  @PostMapping("/{id:\\d+}/acknowledge")
  String acknowledge(
      @PathVariable long id,
      @RequestParam(required = false) String who,
      @RequestParam(required = false) String comment,
      HttpServletResponse response) {
    return back(
        id, incidents.acknowledge(id, WhoCookie.required(who, response), said(comment, false)));
  }

  @PostMapping("/{id:\\d+}/assign")
  String assign(
      @PathVariable long id,
      @RequestParam(required = false) String who,
      @RequestParam(required = false) String assignee,
      HttpServletResponse response) {
    return back(
        id, incidents.assign(id, WhoCookie.required(who, response), MessageFilter.given(assignee)));
  }

  @PostMapping("/{id:\\d+}/comment")
  String comment(
      @PathVariable long id,
      @RequestParam(required = false) String who,
      @RequestParam String comment,
      HttpServletResponse response) {
    return back(id, incidents.comment(id, WhoCookie.required(who, response), said(comment, true)));
  }

  @PostMapping("/{id:\\d+}/resolve")
  String resolve(
      @PathVariable long id,
      @RequestParam(required = false) String who,
      @RequestParam(required = false) String comment,
      HttpServletResponse response) {
    return back(id, incidents.resolve(id, WhoCookie.required(who, response), said(comment, false)));
  }

  private static String said(String comment, boolean required) {
    Optional<String> given = Optional.ofNullable(MessageFilter.given(comment));
    if (required && given.isEmpty()) {
      throw new BadRequest("comment is missing", null);
    }
    return given.orElse("");
  }

  private String back(long id, boolean done) {
    if (!done) {
      Incident incident = find(id);
      throw new Refused("Incident " + incident.id() + " is resolved");
    }
    return "redirect:/alerts/" + id;
  }
}
