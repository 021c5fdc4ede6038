package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import org.bianmin.hub.access.Person;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What every page shows around its own content. */
@ControllerAdvice(annotations = ConsolePage.class)
final class PageModel {

  private final boolean trial;
  private final Times times;

  PageModel(Environment environment, Times times) {
    this.trial = environment.acceptsProfiles(Profiles.of("trial"));
    this.times = times;
  }

  /** Whether the banner of the trial is shown. */
  @ModelAttribute("trial")
  boolean trial() {
    return trial;
  }

  /** Who has signed in; null without a login, where forms ask for the name. */
  @ModelAttribute("person")
  Person person(HttpServletRequest request) {
    return Person.of(request);
  }

  /** What of the console this person may see. */
  @ModelAttribute("may")
  Seen may(HttpServletRequest request) {
    return new Seen(Person.of(request));
  }

  @ModelAttribute("times")
  Times times() {
    return times;
  }

  /** The query without its language, to which the links of the languages add theirs. */
  @ModelAttribute("kept")
  String kept(HttpServletRequest request) {
    String query =
        ServletUriComponentsBuilder.fromRequest(request)
            .replaceQueryParam("lang")
            .build()
            .getQuery();
    return query == null ? "" : query + "&";
  }

  /** First segment of the path, which the navigation marks. */
  @ModelAttribute("room")
  String room(HttpServletRequest request) {
    String[] segments = request.getRequestURI().split("/", 3);
    return segments.length > 1 ? segments[1] : "";
  }
}
