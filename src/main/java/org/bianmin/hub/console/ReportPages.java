package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.indicator.report.ReportCalendar;
import org.bianmin.hub.indicator.report.ReportDestinations;
import org.bianmin.hub.indicator.report.ReportDetails;
import org.bianmin.hub.indicator.report.ReportQueries;
import org.bianmin.hub.indicator.report.ReportState;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Reports for people: the list with due dates, one report with its steps, and what is printed. */
@ConsolePage
final class ReportPages {

  private static final int EVENTS = 50;

  private final ReportRoom room;
  private final ReportsApi api;
  private final ReportFilesApi files;
  private final ObjectProvider<ReportDetails> details;
  private final ObjectProvider<ReportCalendar> calendar;
  private final ObjectProvider<ReportDestinations> destinations;

  ReportPages(
      ReportRoom room,
      ReportsApi api,
      ReportFilesApi files,
      ObjectProvider<ReportDetails> details,
      ObjectProvider<ReportCalendar> calendar,
      ObjectProvider<ReportDestinations> destinations) {
    this.room = room;
    this.api = api;
    this.files = files;
    this.details = details;
    this.calendar = calendar;
    this.destinations = destinations;
  }

  /** The list. */
  @GetMapping("/reports")
  String list(
      @RequestParam(required = false) String programme,
      @RequestParam(required = false) String state,
      @RequestParam(required = false) String after,
      HttpServletRequest request,
      Model model) {
    ReportState wanted = ReportsApi.state(state);
    String of = MessageFilter.given(programme);
    model.addAttribute(
        "list",
        Listing.read(
            after,
            null,
            ReportQueries.Line::id,
            (from, size) -> room.queries().page(of, wanted, from, size)));
    model.addAttribute("coming", calendar.getObject().coming());
    model.addAttribute("amiss", calendar.getObject().amiss());
    model.addAttribute("paused", destinations.getObject().paused());
    model.addAttribute("kinds", room.kinds());
    model.addAttribute(
        "programmes", room.kinds().stream().map(kind -> kind.programme()).distinct().toList());
    model.addAttribute("programme", of);
    model.addAttribute("state", wanted == null ? null : wanted.code());
    model.addAttribute("states", ReportState.values());
    model.addAttribute("who", WhoCookie.read(request));
    model.addAttribute("now", System.currentTimeMillis());
    return "console/reports";
  }

  /** Opens a report by hand, and cuts it. */
  @PostMapping("/reports")
  String open(
      @RequestParam String kind,
      @RequestParam String period,
      @RequestParam(required = false) String until,
      @RequestParam String scope,
      @RequestParam String id,
      @RequestParam String who,
      HttpServletResponse response) {
    String[] report = kind.split("/", 2);
    long opened =
        room.open(
            new ReportRoom.Opening(
                report[0],
                report.length > 1 ? report[1] : null,
                period,
                until,
                scope.equals("facility") ? id : null,
                scope.equals("county") ? id : null,
                scope.equals("city") ? id : null,
                WhoCookie.required(who, response),
                true));
    return "redirect:/reports/" + opened;
  }

  @PostMapping("/reports/destinations/resume")
  String resume(@RequestParam String destination) {
    if (!destinations.getObject().resume(destination)) {
      throw new Refused("This destination is not paused for reports");
    }
    return "redirect:/reports";
  }

  /** One report. */
  @GetMapping("/reports/{id:\\d+}")
  String page(
      @PathVariable long id,
      @RequestParam(required = false) Integer revision,
      HttpServletRequest request,
      Locale locale,
      Model model) {
    ReportView view = ReportView.of(room, details.getObject(), id, revision);
    model.addAttribute("r", view);
    model.addAttribute("name", view.name().in(locale));
    model.addAttribute("zh", locale.getLanguage().equals("zh"));
    model.addAttribute("destination", room.destination(view.line()));
    model.addAttribute("steps", steps(view));
    model.addAttribute("who", WhoCookie.read(request));
    return "console/report";
  }

  /** The events that were behind a frozen value. */
  @GetMapping("/reports/{id:\\d+}/lineage")
  String lineage(
      @PathVariable long id,
      @RequestParam String indicator,
      @RequestParam int revision,
      @RequestParam(defaultValue = "numerator") String of,
      @RequestParam(defaultValue = "0") long after,
      Locale locale,
      Model model) {
    ReportView view = ReportView.of(room, details.getObject(), id, revision);
    model.addAttribute("r", view);
    model.addAttribute("name", view.name().in(locale));
    model.addAttribute("indicator", indicator);
    model.addAttribute("of", of);
    model.addAttribute("frozen", api.frozen(id, indicator, of, revision, after, EVENTS));
    return "console/report-lineage";
  }

  /** What can be done with the revision that is shown. */
  private static List<String> steps(ReportView view) {
    List<String> steps = new ArrayList<>();
    if (view.revision() == null) {
      steps.add("cut");
      return steps;
    }
    switch (view.revision().state()) {
      case CUT -> steps.add("review");
      case REVIEWED -> steps.add("sign-off");
      case SIGNED_OFF -> steps.add("submit");
      default -> {
        // another revision or the platform has the word
      }
    }
    boolean inHand = !steps.isEmpty();
    boolean returned = view.revision().state() == ReportState.RETURNED;
    boolean beside =
        view.revisions().stream()
            .anyMatch(
                one ->
                    view.revision().base() != null
                        && one.revision() == view.revision().base()
                        && one.state() != ReportState.RETURNED);
    if (beside && (inHand || returned)) {
      steps.add("decline");
    }
    if (view.revision().state() == ReportState.SUBMITTED && view.revision().number() == null) {
      steps.add("withdraw");
    }
    boolean leads = view.revision().revision() == view.line().newest();
    if (leads && view.revision().state() == ReportState.RETURNED) {
      steps.add("correct");
    } else if (leads && inHand) {
      steps.add("correct");
    } else if (leads && view.revision().state() == ReportState.ACCEPTED) {
      steps.add("restate");
    }
    return steps;
  }

  /** A step that a person makes. */
  @PostMapping("/reports/{id:\\d+}/{action}")
  String act(
      @PathVariable long id,
      @PathVariable String action,
      @RequestParam String who,
      @RequestParam(required = false) String comment,
      @RequestParam(required = false) Integer revision,
      @RequestParam(required = false) String indicator,
      HttpServletResponse response) {
    room.act(
        id,
        action,
        new ReportRoom.Act(WhoCookie.required(who, response), comment, revision, indicator));
    boolean newest = action.equals("cut") || action.equals("correct") || action.equals("restate");
    return "redirect:/reports/"
        + id
        + (newest || revision == null
            ? "?revision=" + room.find(id).newest()
            : "?revision=" + revision)
        + (action.equals("comment") && MessageFilter.given(indicator) != null
            ? "#v-" + indicator
            : "");
  }

  /**
   * What is printed, or kept as a file: one page without anything that is loaded from elsewhere.
   */
  @GetMapping({"/reports/{id:\\d+}/print", "/api/v1/reports/{id:\\d+}/print"})
  String print(
      @PathVariable long id,
      @RequestParam(required = false) Integer revision,
      Locale locale,
      Model model) {
    ReportView view = files.cut(id, revision);
    model.addAttribute("r", view);
    model.addAttribute("name", view.name().in(locale));
    model.addAttribute("grid", files.grid(view, locale));
    model.addAttribute("changes", files.changes(view, locale));
    return "console/report-print";
  }
}
