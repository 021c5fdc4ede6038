package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.bianmin.hub.alert.AlertRule;
import org.bianmin.hub.alert.AlertRules;
import org.bianmin.hub.alert.HistoryEntry;
import org.bianmin.hub.alert.Incident;
import org.bianmin.hub.alert.IncidentQueries;
import org.bianmin.hub.alert.Incidents;
import org.bianmin.hub.alert.State;
import org.bianmin.hub.alert.Text;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Incidents of the alert rules, and the rules. */
@RestController
@RequestMapping("/api/v1/alerts")
@Tag(name = "alerts")
final class AlertApi {

  /**
   * What a person says of an incident; without patient data.
   *
   * @param who name or staff number of the person
   * @param assignee who looks after it, null for nobody
   */
  record Said(String who, String assignee, String comment) {}

  /**
   * An incident.
   *
   * @param name of its rule; null when no rule asks for it any more
   */
  record IncidentJson(
      long id,
      String rule,
      Text name,
      String subject,
      String severity,
      String state,
      String openedAt,
      String lastAt,
      String resolvedAt,
      long times,
      double value,
      double threshold,
      String assignee) {}

  /** What happened to an incident. */
  record HistoryJson(String at, String what, String who, String text) {}

  /** An incident with its history and what to do about it. */
  record Detail(IncidentJson incident, Text runbook, List<HistoryJson> history) {}

  /** A rule in force. */
  record RuleJson(
      String id,
      Text name,
      String kind,
      List<String> subjects,
      List<String> except,
      double threshold,
      String lasting,
      String severity,
      String calendar,
      Text runbook) {}

  private final IncidentQueries queries;
  private final Incidents incidents;
  private final AlertRules rules;
  private final Times times;

  AlertApi(IncidentQueries queries, Incidents incidents, AlertRules rules, Times times) {
    this.queries = queries;
    this.incidents = incidents;
    this.rules = rules;
    this.times = times;
  }

  @GetMapping
  @Operation(
      summary = "Incidents, newest first",
      description = "state is open, acknowledged or resolved; all where it is left out.")
  Listing<IncidentJson> list(
      @RequestParam(required = false) String state,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    State wanted = state(state);
    return Listing.read(
            after, limit, Incident::id, (from, size) -> queries.page(wanted, from, size))
        .map(this::json);
  }

  private static State state(String code) {
    if (code == null || code.isBlank()) {
      return null;
    }
    return Arrays.stream(State.values())
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new BadRequest("state is open, acknowledged or resolved", null));
  }

  @GetMapping("/rules")
  @Operation(summary = "The rules in force, from alerts/rules.yaml of the mappings folder")
  List<RuleJson> rules() {
    return rules.inForce().rules().stream().map(AlertApi::json).toList();
  }

  @GetMapping("/{id:\\d+}")
  @Operation(summary = "An incident with its history and what to do about it")
  Detail one(@PathVariable long id) {
    Incident incident =
        queries.find(id).orElseThrow(() -> new NotFound("There is no incident " + id));
    return new Detail(
        json(incident),
        rules.inForce().find(incident.rule()).map(AlertRule::runbook).orElse(null),
        queries.history(id).stream().map(this::json).toList());
  }

  @PostMapping("/{id:\\d+}/acknowledge")
  @Operation(summary = "Says that somebody looks after it")
  Detail acknowledge(@PathVariable long id, @RequestBody Said said) {
    return after(id, incidents.acknowledge(id, WhoCookie.required(said.who()), said.comment()));
  }

  @PostMapping("/{id:\\d+}/assign")
  @Operation(summary = "Says who looks after it; without assignee nobody does")
  Detail assign(@PathVariable long id, @RequestBody Said said) {
    return after(id, incidents.assign(id, WhoCookie.required(said.who()), said.assignee()));
  }

  @PostMapping("/{id:\\d+}/comment")
  @Operation(summary = "Adds a comment")
  Detail comment(@PathVariable long id, @RequestBody Said said) {
    if (said.comment() == null || said.comment().isBlank()) {
      throw new BadRequest("comment is missing", null);
    }
    return after(id, incidents.comment(id, WhoCookie.required(said.who()), said.comment()));
  }

  @PostMapping("/{id:\\d+}/resolve")
  @Operation(summary = "Ends it; what is still bad opens again after the time of its rule")
  Detail resolve(@PathVariable long id, @RequestBody Said said) {
    return after(id, incidents.resolve(id, WhoCookie.required(said.who()), said.comment()));
  }

  private Detail after(long id, boolean done) {
    Detail detail = one(id);
    if (!done) {
      throw new Refused("Incident " + id + " is resolved");
    }
    return detail;
  }

  private IncidentJson json(Incident of) {
    return new IncidentJson(
        of.id(),
        of.rule(),
        rules.inForce().find(of.rule()).map(AlertRule::name).orElse(null),
        of.subject(),
        of.severity().code(),
        of.state().code(),
        times.text(of.openedAt()),
        times.text(of.lastAt()),
        of.resolvedAt() == null ? null : times.text(of.resolvedAt()),
        of.times(),
        of.value(),
        of.threshold(),
        of.assignee());
  }

  private HistoryJson json(HistoryEntry of) {
    return new HistoryJson(times.text(of.at()), of.what(), of.who(), of.text());
  }

  private static RuleJson json(AlertRule of) {
    return new RuleJson(
        of.id(),
        of.name(),
        of.kind().code(),
        of.subjects(),
        of.except(),
        of.threshold(),
        of.lasting().toString(),
        of.severity().code(),
        of.hours(),
        of.runbook());
  }
}
