package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Tells on a page what somebody lacks, and who gives it. */
@ControllerAdvice(annotations = ConsolePage.class)
final class Refusals {

  private final PageModel frame;

  Refusals(PageModel frame) {
    this.frame = frame;
  }

  @ExceptionHandler
  ModelAndView refused(NotPermitted e, HttpServletRequest request) {
    boolean part = request.getHeader("HX-Request") != null;
    return new ModelAndView(
        part ? "console/refused :: refusal" : "console/refused",
        Map.of(
            "trial", frame.trial(),
            "times", frame.times(),
            "room", frame.room(request),
            "person", frame.person(request),
            "may", frame.may(request),
            "permission", e.permission() == null ? "none" : e.permission().code(),
            "roles", NotPermitted.roles(e.permission())),
        HttpStatus.FORBIDDEN);
  }
}
