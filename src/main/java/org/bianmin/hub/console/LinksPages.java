package org.bianmin.hub.console;

import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Sources and destinations for people; it moves while links do. */
@ConsolePage
@RequestMapping("/links")
final class LinksPages {

  private final Links links;

  LinksPages(Links links) {
    this.links = links;
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
    model.addAttribute("sources", links.sources());
    model.addAttribute("destinations", links.destinations());
    model.addAttribute("now", System.currentTimeMillis());
  }
}
