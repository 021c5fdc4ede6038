package org.bianmin.hub.console;

import java.util.EnumSet;
import java.util.Set;
import org.bianmin.hub.alert.AlertRules;
import org.bianmin.hub.alert.Kind;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Sources and destinations for people; it moves while links do. */
@ConsolePage
@RequestMapping("/links")
final class LinksPages {

  private static final Set<Kind> OF_LINKS =
      EnumSet.of(
          Kind.SOURCE_IDLE,
          Kind.DESTINATION_PAUSED,
          Kind.DELIVERY_AGE,
          Kind.QUEUE_DEPTH,
          Kind.REJECTIONS);

  private final Links links;
  private final AlertRules rules;

  LinksPages(Links links, AlertRules rules) {
    this.links = links;
    this.rules = rules;
  }

  @GetMapping
  String page(Model model) {
    add(model);
    return "console/links";
  }

  /** The moving part alone. */
  @GetMapping("/live")
  String live(Model model) {
    add(model);
    return "console/links :: links";
  }

  private void add(Model model) {
    var sources = links.sources();
    var destinations = links.destinations();
    model.addAttribute("sources", sources);
    model.addAttribute("destinations", destinations);
    model.addAttribute(
        "offSources", sources.stream().filter(link -> link.state().equals("off")).count());
    model.addAttribute(
        "offDestinations",
        destinations.stream().filter(link -> link.state().equals("off")).count());
    model.addAttribute(
        "runbooks",
        rules.inForce().rules().stream()
            .filter(rule -> OF_LINKS.contains(rule.kind()) && rule.runbook() != null)
            .toList());
    model.addAttribute("now", System.currentTimeMillis());
  }
}
