package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.bianmin.hub.settlement.CaseLine;
import org.bianmin.hub.settlement.CaseView;
import org.bianmin.hub.settlement.ClosingReason;
import org.bianmin.hub.settlement.RecordKind;
import org.bianmin.hub.settlement.RecordLine;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One case for people: both sides beside each other, what was said, and what can be done. */
@ConsolePage
@RequestMapping("/reconciliation/cases/{id}")
final class CasePages {

  /**
   * One side of a case.
   *
   * @param name {@code settled} or {@code paid}
   * @param fen what it comes to
   */
  record Side(String name, long fen, List<RecordLine> records) {}

  private final ReconciliationRooms rooms;

  CasePages(ReconciliationRooms rooms) {
    this.rooms = rooms;
  }

  @GetMapping
  String page(@PathVariable long id, HttpServletRequest request, Model model) {
    CaseView view = rooms.find(id);
    model.addAttribute("c", view.line());
    model.addAttribute(
        "sides",
        List.of(
            new Side("settled", view.line().due(), records(view, true)),
            new Side("paid", view.line().paid() - view.line().refunded(), records(view, false))));
    model.addAttribute("records", view.records());
    model.addAttribute("notes", view.notes());
    model.addAttribute(
        "linked", view.notes().stream().anyMatch(note -> note.kind().equals("linked")));
    model.addAttribute("candidates", rooms.reconciliation().candidates(id));
    model.addAttribute("reasons", ClosingReason.values());
    model.addAttribute("who", WhoCookie.read(request));
    model.addAttribute("now", System.currentTimeMillis());
    return "console/case";
  }

  private static List<RecordLine> records(CaseView view, boolean settlements) {
    return view.records().stream()
        .filter(record -> (record.kind() == RecordKind.SETTLEMENT) == settlements)
        .toList();
  }

  @PostMapping("/assign")
  String assign(
      @PathVariable long id,
      @RequestParam String who,
      @RequestParam(required = false) String assignee,
      HttpServletResponse response) {
    return back(rooms.assign(id, WhoCookie.required(who, response), assignee));
  }

  @PostMapping("/comment")
  String comment(
      @PathVariable long id,
      @RequestParam String who,
      @RequestParam String comment,
      HttpServletResponse response) {
    return back(rooms.comment(id, WhoCookie.required(who, response), comment));
  }

  @PostMapping("/close")
  String close(
      @PathVariable long id,
      @RequestParam String who,
      @RequestParam String reason,
      @RequestParam(required = false) String comment,
      HttpServletResponse response) {
    return back(rooms.close(id, WhoCookie.required(who, response), reason, comment));
  }

  @PostMapping("/reopen")
  String reopen(
      @PathVariable long id,
      @RequestParam String who,
      @RequestParam String comment,
      HttpServletResponse response) {
    return back(rooms.reopen(id, WhoCookie.required(who, response), comment));
  }

  @PostMapping("/link")
  String link(
      @PathVariable long id,
      @RequestParam long other,
      @RequestParam String who,
      @RequestParam(required = false) String comment,
      HttpServletResponse response) {
    return back(rooms.link(id, other, WhoCookie.required(who, response), comment));
  }

  @PostMapping("/unlink")
  String unlink(
      @PathVariable long id,
      @RequestParam String one,
      @RequestParam String other,
      @RequestParam String who,
      @RequestParam(required = false) String comment,
      HttpServletResponse response) {
    return back(rooms.unlink(id, one, other, WhoCookie.required(who, response), comment));
  }

  private static String back(CaseLine line) {
    return "redirect:/reconciliation/cases/" + line.id();
  }
}
