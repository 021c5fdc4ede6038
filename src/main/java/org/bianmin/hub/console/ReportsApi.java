package org.bianmin.hub.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.indicator.report.ReportCalendar;
import org.bianmin.hub.indicator.report.ReportDestinations;
import org.bianmin.hub.indicator.report.ReportDetails;
import org.bianmin.hub.indicator.report.ReportQueries;
import org.bianmin.hub.indicator.report.ReportState;
import org.bianmin.hub.indicator.report.RosterReports;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports of indicators: what is due, what was cut, who signed it, and what became of it. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "reports")
final class ReportsApi {

  /**
   * A report that will be due.
   *
   * @param cutAt when its facts are cut
   * @param automatic whether the hub cuts it by itself
   */
  record Coming(String key, String cutAt, String dueAt, boolean automatic) {}

  /**
   * Events behind a frozen value.
   *
   * @param next what {@code after} of the next page is, null on the last one
   * @param total of all pages
   */
  record Frozen(List<ReportDetails.Behind> items, Long next, long total) {}

  /** A destination that gets no reports. */
  record Paused(String destination, String reason, String at) {}

  /** Which destination is to go on. */
  record Resuming(String destination) {}

  /** A report that an institution sent. */
  record Held(
      String result,
      String programme,
      String report,
      String period,
      String facility,
      int revision,
      String receivedAt) {}

  private final ReportRoom room;
  private final ObjectProvider<ReportDetails> details;
  private final ObjectProvider<ReportCalendar> calendar;
  private final ObjectProvider<ReportDestinations> destinations;
  private final ObjectProvider<RosterReports> roster;
  private final Times times;

  ReportsApi(
      ReportRoom room,
      ObjectProvider<ReportDetails> details,
      ObjectProvider<ReportCalendar> calendar,
      ObjectProvider<ReportDestinations> destinations,
      ObjectProvider<RosterReports> roster,
      Times times) {
    this.room = room;
    this.details = details;
    this.calendar = calendar;
    this.destinations = destinations;
    this.roster = roster;
    this.times = times;
  }

  @GetMapping("/reports")
  @Operation(summary = "Reports that were opened, newest first")
  Listing<ReportJson.Line> list(
      @RequestParam(required = false) String programme,
      @RequestParam(required = false) String state,
      @RequestParam(required = false) String after,
      @RequestParam(required = false) Integer limit) {
    ReportState wanted = state(state);
    return Listing.read(
            after,
            limit,
            ReportQueries.Line::id,
            (from, size) -> room.queries().page(MessageFilter.given(programme), wanted, from, size))
        .map(line -> ReportJson.Line.of(line, times));
  }

  /** Reads a state as the API writes it. */
  static ReportState state(String text) {
    String given = MessageFilter.given(text);
    return given == null
        ? null
        : Arrays.stream(ReportState.values())
            .filter(state -> state.code().equals(given.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadRequest(
                        "state is one of "
                            + Arrays.stream(ReportState.values()).map(ReportState::code).toList(),
                        null));
  }

  @GetMapping("/reports/coming")
  @Operation(summary = "The next report of each kind that the calendar opens")
  Listing<Coming> coming() {
    List<Coming> coming =
        calendar.getObject().coming().stream()
            .map(
                one ->
                    new Coming(
                        one.key().text(),
                        times.text(one.cutAt()),
                        times.text(one.dueAt()),
                        one.automatic()))
            .toList();
    return new Listing<>(coming, null);
  }

  @PostMapping("/reports")
  @Operation(
      summary = "Opens a report by hand, and cuts it",
      description =
          "With until as of the end of a day inside of the period. With cut=false it is only"
              + " opened. A report that there is already is answered as it is, and refused (409)"
              + " with cut.")
  ReportJson.Report open(@RequestBody ReportRoom.Opening opening) {
    return report(room.open(opening), null);
  }

  @GetMapping("/reports/{id:\\d+}")
  @Operation(
      summary = "A report with the values of a revision, the one that counts unless named",
      description = "Frozen values never change; a late fact opens another revision.")
  ReportJson.Report report(
      @PathVariable long id, @RequestParam(required = false) Integer revision) {
    return ReportJson.Report.of(ReportView.of(room, details.getObject(), id, revision), times);
  }

  @PostMapping("/reports/{id:\\d+}/{action}")
  @Operation(
      summary = "cut, review, sign-off, submit, withdraw, correct, restate, decline or comment",
      description =
          "Who reviews does not sign off. What does not fit the state of the revision is refused"
              + " (409) with what helps.")
  ReportJson.Report act(
      @PathVariable long id, @PathVariable String action, @RequestBody ReportRoom.Act act) {
    room.find(id);
    room.act(id, action, act);
    return report(id, null);
  }

  @GetMapping("/reports/{id:\\d+}/causes")
  @Operation(summary = "The events for which a value of a revision was restated")
  Listing<ReportDetails.ToldCause> causes(
      @PathVariable long id,
      @RequestParam String indicator,
      @RequestParam(required = false) Integer revision) {
    int of = revision == null ? room.find(id).revision() : revision;
    return new Listing<>(details.getObject().causes(id, of, indicator, Listing.MOST), null);
  }

  @GetMapping("/reports/{id:\\d+}/lineage")
  @Operation(
      summary = "The events that were behind a frozen value when it was cut",
      description =
          "By their numbers; 'after' is the number that the page before ended with. A quantity is"
              + " 1, milliseconds, days, or a number times 10000.")
  Frozen lineage(
      @PathVariable long id,
      @RequestParam String indicator,
      @RequestParam(defaultValue = "numerator") String of,
      @RequestParam(required = false) Integer revision,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(required = false) Integer limit) {
    int size = limit == null ? Listing.DEFAULT_LIMIT : limit;
    if (size < 1 || size > Listing.MOST) {
      throw new BadRequest("limit is a number from 1 to " + Listing.MOST, null);
    }
    return frozen(id, indicator, of, revision, after, size);
  }

  /** A page of the events behind a frozen value. */
  Frozen frozen(long id, String indicator, String of, Integer revision, long after, int size) {
    boolean numerator = FactsBehind.numerator(of);
    int shown = revision == null ? room.find(id).revision() : revision;
    if (room.queries().values(id, shown).stream()
        .noneMatch(value -> value.value().indicator().equals(indicator))) {
      throw new NotFound("Report " + id + " has no such indicator in revision " + shown);
    }
    List<ReportDetails.Behind> behind =
        details.getObject().behind(id, shown, indicator, numerator, after, size + 1);
    boolean more = behind.size() > size;
    List<ReportDetails.Behind> page = more ? behind.subList(0, size) : behind;
    return new Frozen(
        page,
        more ? (Long) page.get(size - 1).eventId() : null,
        details.getObject().behind(id, shown, indicator, numerator));
  }

  @GetMapping("/reports/destinations/paused")
  @Operation(summary = "Destinations that get no reports until a person resumes them")
  Listing<Paused> paused() {
    return new Listing<>(destinations.getObject().paused(), null)
        .map(paused -> new Paused(paused.destination(), paused.reason(), times.text(paused.at())));
  }

  @PostMapping("/reports/destinations/resume")
  @Operation(summary = "Goes on with a paused destination, after its cause was mended")
  Listing<Paused> resume(@RequestBody Resuming resuming) {
    if (!destinations.getObject().resume(resuming.destination())) {
      throw new Refused("This destination is not paused for reports");
    }
    return paused();
  }

  @PostMapping("/roster-reports")
  @Operation(
      summary = "Takes an institution's report, as its hub exports it",
      description =
          "What GET /api/v1/reports/{id}/document of that hub answers. It counts in the report of"
              + " the county or city for institutions whose own facts do not arrive here.")
  Held take(@RequestBody JsonNode report, @RequestParam String who) {
    RosterReports.Taken taken =
        ReportRoom.told(() -> roster.getObject().take(report.toString(), WhoCookie.required(who)));
    return held(taken.result(), taken.held());
  }

  @GetMapping("/roster-reports")
  @Operation(summary = "Reports of institutions that are held, newest first")
  Listing<Held> held(@RequestParam String programme, @RequestParam String report) {
    return new Listing<>(roster.getObject().held(programme, report), null)
        .map(held -> held("held", held));
  }

  @DeleteMapping("/roster-reports")
  @Operation(
      summary = "Takes back an institution's report that was sent by mistake",
      description = "Reports that were cut keep what they hold.")
  Listing<Held> remove(
      @RequestParam String programme,
      @RequestParam String report,
      @RequestParam String period,
      @RequestParam String facility) {
    if (!roster.getObject().remove(programme, report, period, facility)) {
      throw new NotFound("No such report of this facility is held");
    }
    return held(programme, report);
  }

  private Held held(String result, RosterReports.Held held) {
    return new Held(
        result,
        held.programme(),
        held.kind(),
        held.when(),
        held.facility(),
        held.revision(),
        times.text(held.receivedAt()));
  }
}
