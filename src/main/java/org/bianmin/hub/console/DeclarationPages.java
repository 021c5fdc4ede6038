package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.receive.Declarations;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Declarations for people: what is missing for the coming report, and a form per obligation. */
@ConsolePage
@RequestMapping("/declarations")
final class DeclarationPages {

  private static final List<String> BASES = List.of("document", "inspection", "certificate");

  private final DeclarationRoom room;
  private final ObjectProvider<Declarations> declarations;
  private final EventQueries events;
  private final ShownFacility shown;

  DeclarationPages(
      DeclarationRoom room,
      ObjectProvider<Declarations> declarations,
      EventQueries events,
      ShownFacility shown) {
    this.room = room;
    this.declarations = declarations;
    this.events = events;
    this.shown = shown;
  }

  @GetMapping
  String list(
      @RequestParam(required = false) String programme,
      @RequestParam(required = false) String facility,
      @RequestParam(required = false) String of,
      @RequestParam(required = false) String show,
      Model model) {
    List<Programme> programmes = room.programmes();
    common(facility, model);
    model.addAttribute("programmes", programmes);
    if (programmes.isEmpty()) {
      return "console/declarations";
    }
    String named = MessageFilter.given(programme);
    Programme chosen =
        named == null
            ? programmes.get(0)
            : programmes.stream()
                .filter(one -> one.id().equals(named))
                .findFirst()
                .orElseThrow(() -> new NotFound("No programme of this name wants declarations"));
    boolean earlier = "before".equals(of);
    List<DeclarationRoom.Line> lines = room.lines(chosen, facility(facility), earlier);
    Map<DeclarationRoom.State, Long> counts = new TreeMap<>();
    lines.forEach(line -> counts.merge(line.state(), 1L, Long::sum));
    boolean open = "open".equals(show);
    model.addAttribute("programme", chosen);
    model.addAttribute("of", earlier ? "before" : "now");
    model.addAttribute("show", open ? "open" : "all");
    model.addAttribute("counts", counts);
    model.addAttribute("states", DeclarationRoom.State.values());
    model.addAttribute(
        "lines", lines.stream().filter(line -> !open || line.row() == null).toList());
    return "console/declarations";
  }

  @GetMapping("/{obligation}")
  String one(
      @PathVariable String obligation,
      @RequestParam(required = false) String facility,
      @RequestParam(required = false) String period,
      @RequestParam(required = false) Long sent,
      HttpServletRequest request,
      Model model) {
    DeclarationRoom.Obligation of = room.obligation(obligation, facility(facility));
    DeclaredFor declared = room.period(of, period);
    fill(of, facility, sent, model);
    model.addAttribute(
        "form",
        new DeclarationForm(
            facility(facility),
            declared.text(),
            null,
            of.unit(),
            declared.first().toString(),
            null,
            WhoCookie.read(request),
            null,
            BASES.get(0),
            null));
    model.addAttribute("problems", Map.of());
    return "console/declaration";
  }

  /** What was declared so far, and whether the one that was just sent is among it. */
  @GetMapping("/{obligation}/history")
  String history(
      @PathVariable String obligation,
      @RequestParam(required = false) String facility,
      @RequestParam(required = false) Long sent,
      Model model) {
    fill(room.obligation(obligation, facility(facility)), facility, sent, model);
    return "console/declaration :: history";
  }

  @PostMapping("/{obligation}")
  String declare(
      @PathVariable String obligation,
      DeclarationForm form,
      HttpServletResponse response,
      RedirectAttributes back,
      Model model) {
    DeclarationRoom.Obligation of = room.obligation(obligation, facility(form.facility()));
    Map<String, String> problems = form.problems(of);
    String who = who(form, response, problems);
    Declarations.Outcome outcome = null;
    if (problems.isEmpty()) {
      outcome = known().declare(form.told(of, facility(form.facility()), who));
      outcome.problems().forEach(one -> problems.put(one.member(), one.member()));
    }
    if (!problems.isEmpty()) {
      fill(of, form.facility(), null, model);
      model.addAttribute("form", form);
      model.addAttribute("problems", problems);
      return "console/declaration";
    }
    return back(of, form.facility(), form.period(), outcome, back);
  }

  @PostMapping("/{obligation}/withdraw")
  String withdraw(
      @PathVariable String obligation,
      @RequestParam String period,
      @RequestParam(required = false) String facility,
      RedirectAttributes back) {
    DeclarationRoom.Obligation of = room.obligation(obligation, facility(facility));
    Declarations.Outcome outcome =
        known()
            .declare(
                Map.of(
                    "action",
                    "void",
                    "obligationId",
                    of.id(),
                    "period",
                    period,
                    "facility",
                    facility(facility)));
    if (!outcome.problems().isEmpty()) {
      throw new BadRequest("period " + outcome.problems().get(0).reason(), null);
    }
    return back(of, facility, period, outcome, back);
  }

  private String back(
      DeclarationRoom.Obligation of,
      String facility,
      String period,
      Declarations.Outcome outcome,
      RedirectAttributes back) {
    back.addAttribute("period", period.strip());
    back.addAttribute("facility", facility(facility));
    back.addAttribute("sent", outcome.messageId());
    back.addAttribute("obligation", of.id());
    return "redirect:/declarations/{obligation}";
  }

  private static String who(
      DeclarationForm form, HttpServletResponse response, Map<String, String> problems) {
    try {
      return WhoCookie.required(form.who(), response);
    } catch (BadRequest e) {
      problems.put("declaredBy", "declaredBy");
      return null;
    }
  }

  private Declarations known() {
    if (!isOpen()) {
      throw new Refused(
          "Nothing can be declared here: configure hub.sources.<id>.transport=declaration");
    }
    return declarations.getObject();
  }

  private boolean isOpen() {
    Declarations known = declarations.getIfAvailable();
    return known != null && known.source().isPresent();
  }

  private String facility(String asked) {
    return shown.of(MessageFilter.given(asked), List.of());
  }

  private void common(String facility, Model model) {
    model.addAttribute("locale", LocaleContextHolder.getLocale());
    model.addAttribute("facility", facility(facility));
    model.addAttribute("open", isOpen());
  }

  /**
   * The page of an obligation.
   *
   * @param sent the message whose facts are waited for; null for none. Whether they are in the
   *     store is asked before the history is read: the other way round a page could say that they
   *     are, above a history that is without them, and would not look again.
   */
  private void fill(DeclarationRoom.Obligation of, String facility, Long sent, Model model) {
    common(facility, model);
    model.addAttribute("of", of);
    model.addAttribute("kind", of.kind().name());
    model.addAttribute("bases", BASES);
    model.addAttribute("sent", sent);
    model.addAttribute("taken", sent != null && !events.toldBy(sent).isEmpty());
    model.addAttribute("history", room.history(facility(facility), of.id()));
  }
}
