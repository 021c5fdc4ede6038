package org.bianmin.hub.console;

import java.util.Collection;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: it moves while messages move. */
@Controller
final class OverviewPage {

  private final FiguresReader reader;
  private final ObjectProvider<ConfiguredDestinations> configured;

  OverviewPage(FiguresReader reader, ObjectProvider<ConfiguredDestinations> configured) {
    this.reader = reader;
    this.configured = configured;
  }

  @GetMapping("/")
  String page(Model model) {
    model.addAttribute("overview", overview());
    return "console/overview";
  }

  /** The moving part alone, which the page asks for again and again. */
  @GetMapping("/overview")
  String live(Model model) {
    model.addAttribute("overview", overview());
    return "console/live :: live";
  }

  /** The overview of this moment. */
  Overview overview() {
    Collection<String> ids = new TreeSet<>();
    configured.forEach(destinations -> ids.addAll(destinations.ids()));
    return Overview.of(reader.recent(), ids);
  }
}
