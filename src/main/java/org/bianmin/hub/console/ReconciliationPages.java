package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.bianmin.hub.settlement.CaseFilter;
import org.bianmin.hub.settlement.CaseLine;
import org.bianmin.hub.settlement.DayFigures;
import org.bianmin.hub.settlement.Finding;
import org.bianmin.hub.settlement.Outcome;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** A business day for people: its figures, the worklist, and the closing. */
@ConsolePage
@RequestMapping("/reconciliation")
final class ReconciliationPages {

  private static final int RECENT_DAYS = 14;
  private static final int ALERTS = 10;
  private static final List<String> STATES =
      Arrays.stream(CaseFilter.State.values())
          .map(state -> state.name().toLowerCase(Locale.ROOT))
          .toList();

  private final BusinessDays days;
  private final ReconciliationRooms rooms;
  private final ShownFacility shownFacility;

  ReconciliationPages(BusinessDays days, ReconciliationRooms rooms, ShownFacility shownFacility) {
    this.days = days;
    this.rooms = rooms;
    this.shownFacility = shownFacility;
  }

  /**
   * The page of a day.
   *
   * @param every {@code all}: the worklist is of all days
   */
  @GetMapping
  String page(
      CaseQuestion question,
      @RequestParam(name = "days", required = false) String every,
      @RequestParam(required = false) String after,
      HttpServletRequest request,
      Model model) {
    model.addAttribute("on", rooms.on());
    if (rooms.on()) {
      LocalDate day = days.day(question.day());
      String facility = facility(question, day, model);
      figures(day, facility, model);
      worklist(question, day, facility, "all".equals(every), after, model);
      model.addAttribute("alerts", rooms.reconciliation().alerts(true, null, ALERTS));
      model.addAttribute("who", WhoCookie.read(request));
    }
    return "console/reconciliation";
  }

  private String facility(CaseQuestion question, LocalDate day, Model model) {
    List<DayFigures> known = days.known().days(null, day.minusDays(RECENT_DAYS - 1), day);
    List<String> facilities =
        List.copyOf(new TreeSet<>(known.stream().map(DayFigures::facility).toList()));
    String facility = shownFacility.of(MessageFilter.given(question.facility()), facilities);
    model.addAttribute("facilities", facilities);
    model.addAttribute("facility", facility);
    model.addAttribute(
        "recent",
        known.stream()
            .filter(figures -> figures.facility().equals(facility))
            .map(DaySummary::of)
            .toList());
    return facility;
  }

  private void figures(LocalDate day, String facility, Model model) {
    model.addAttribute("day", day.toString());
    model.addAttribute("before", day.minusDays(1).toString());
    model.addAttribute("after", day.isBefore(days.day(null)) ? day.plusDays(1).toString() : null);
    model.addAttribute("d", days.figures(day, facility).get(0));
    model.addAttribute("turns", days.known().history(facility, day));
  }

  private void worklist(
      CaseQuestion question,
      LocalDate day,
      String facility,
      boolean every,
      String after,
      Model model) {
    CaseQuestion asked =
        new CaseQuestion(
            facility,
            every ? null : day.toString(),
            question.state(),
            question.outcome(),
            question.finding(),
            question.assignee());
    Listing<CaseLine> list = asked.page(rooms.reconciliation(), CaseFilter.State.OPEN, after, null);
    String state = MessageFilter.given(question.state());
    model.addAttribute("list", list);
    model.addAttribute("first", MessageFilter.given(after) == null);
    model.addAttribute("everyDay", every);
    model.addAttribute("state", state == null ? "open" : state.toLowerCase(Locale.ROOT));
    model.addAttribute("outcome", MessageFilter.given(question.outcome()));
    model.addAttribute("finding", MessageFilter.given(question.finding()));
    model.addAttribute("assignee", MessageFilter.given(question.assignee()));
    model.addAttribute("states", STATES);
    model.addAttribute("outcomes", Outcome.values());
    model.addAttribute("findings", Finding.values());
    model.addAttribute("now", System.currentTimeMillis());
  }

  @PostMapping("/days/close")
  String close(
      @RequestParam String day,
      @RequestParam String facility,
      @RequestParam String who,
      @RequestParam(required = false) String comment,
      @RequestParam(defaultValue = "false") boolean despite,
      HttpServletResponse response) {
    String name = WhoCookie.required(who, response);
    days.close(facility, days.day(day), name, comment, despite);
    return back(day, facility);
  }

  @PostMapping("/days/reopen")
  String reopen(
      @RequestParam String day,
      @RequestParam String facility,
      @RequestParam String who,
      @RequestParam(required = false) String comment,
      HttpServletResponse response) {
    days.reopen(facility, days.day(day), WhoCookie.required(who, response), comment);
    return back(day, facility);
  }

  private static String back(String day, String facility) {
    return "redirect:"
        + UriComponentsBuilder.fromPath("/reconciliation")
            .queryParam("day", "{day}")
            .queryParam("facility", "{facility}")
            .encode()
            .buildAndExpand(day, facility)
            .toUriString();
  }
}
