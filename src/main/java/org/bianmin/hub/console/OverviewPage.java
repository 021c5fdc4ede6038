package org.bianmin.hub.console;

import java.util.Collection;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: it moves while messages move. */
@ConsolePage
final class OverviewPage {

  private final FiguresReader reader;
  private final ObjectProvider<ConfiguredDestinations> configured;
  private final ReconciliationRooms reconciliation;

  OverviewPage(
      FiguresReader reader,
      ObjectProvider<ConfiguredDestinations> configured,
      ReconciliationRooms reconciliation) {
    this.reader = reader;
    this.configured = configured;
    this.reconciliation = reconciliation;
  }

  @GetMapping("/")
  String page(Model model) {
    add(model);
    return "console/overview";
  }

  /** The moving part alone, which the page asks for again and again. */
  @GetMapping("/overview")
  String live(Model model) {
    add(model);
    return "console/live :: live";
  }

  private void add(Model model) {
    model.addAttribute("overview", overview());
    model.addAttribute("settling", reconciliation.load());
  }

  /** The overview of this moment. */
  Overview overview() {
    Collection<String> ids = new TreeSet<>();
    configured.forEach(destinations -> ids.addAll(destinations.ids()));
    return Overview.of(reader.recent(), ids);
  }
}
