package org.bianmin.hub.console;

import java.time.ZoneId;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bianmin.hub.audit.AuditCheck;
import org.bianmin.hub.audit.AuditQueries;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit trail for people. */
@ConsolePage
@RequestMapping("/audit")
final class AuditPages {

  private final AuditQueries trail;
  private final AuditCheck check;
  private final ZoneId zone;

  AuditPages(AuditQueries trail, AuditCheck check, HubZone zone) {
    this.zone = zone.zone();
    this.trail = trail;
    this.check = check;
  }

  /**
   * The trail.
   *
   * @param day the acts of one day, in place of {@code from} and {@code to}
   */
  @GetMapping
  String list(
      AuditFilter asked,
      @RequestParam(required = false) String day,
      @RequestParam(required = false) String after,
      Model model) {
    AuditFilter filter = MessageFilter.given(day) == null ? asked : asked.of(day, zone);
    model.addAttribute("day", day);
    var selection = filter.selection();
    model.addAttribute("filter", filter);
    model.addAttribute("kinds", kinds());
    model.addAttribute(
        "list",
        Listing.read(
            after,
            null,
            act -> act.entry().entry(),
            (from, size) -> trail.page(selection, from, size)));
    model.addAttribute("first", MessageFilter.given(after) == null);
    return "console/audit";
  }

  /** Reads the whole chain, which takes a while; by POST, so that nothing asks for it unasked. */
  @PostMapping("/check")
  String check(Model model) {
    model.addAttribute("finding", check.check());
    return "console/audit :: finding";
  }

  /** What acts are about: the words before the points. */
  private static SortedSet<String> kinds() {
    return AuditedActs.ACTS.values().stream()
        .map(act -> act.substring(0, act.indexOf('.')))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
