package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: it moves while messages move. */
@ConsolePage
final class OverviewPage {

  private static final long EVERY_MILLIS = 1_000;
  private static final int VIEWERS = 50;

  private final OverviewModel overview;
  private final LiveStream stream;

  OverviewPage(OverviewModel overview) {
    this.overview = overview;
    this.stream = new LiveStream("overview", EVERY_MILLIS, VIEWERS, overview::render);
  }

  @GetMapping("/")
  String page(Model model) {
    model.addAllAttributes(overview.attributes());
    return "console/overview";
  }

  /** The moving part alone, for a browser whose stream broke off. */
  @GetMapping("/overview")
  String live(Model model) {
    model.addAllAttributes(overview.attributes());
    return "console/live :: live";
  }

  /** The parts that change, as they change. */
  @GetMapping("/overview/stream")
  void stream(HttpServletRequest request, HttpServletResponse response, Locale language)
      throws IOException {
    stream.open(request, response, language);
  }

  /** Before the web server waits for the requests that are still being answered. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    stream.close();
  }
}
