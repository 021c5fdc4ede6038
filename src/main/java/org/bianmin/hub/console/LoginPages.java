package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.bianmin.hub.access.AccessProperties;
import org.bianmin.hub.access.AccessRefused;
import org.bianmin.hub.access.Person;
import org.bianmin.hub.access.Sessions;
import org.bianmin.hub.access.SignIn;
import org.bianmin.hub.access.Users;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sign-in, sign-out, and the own password; they work without scripts. */
@ConsolePage
final class LoginPages {

  private final SignIn signIn;
  private final Users users;
  private final Sessions sessions;
  private final SignedIn signedIn;
  private final AccessProperties rules;

  LoginPages(
      SignIn signIn, Users users, Sessions sessions, SignedIn signedIn, AccessProperties rules) {
    this.signIn = signIn;
    this.users = users;
    this.sessions = sessions;
    this.signedIn = signedIn;
    this.rules = rules;
  }

  @GetMapping("/login")
  String login(@RequestParam(defaultValue = "") String next, Model model) {
    return form(model, next, false);
  }

  private String form(Model model, String next, boolean failed) {
    model.addAttribute("next", next);
    model.addAttribute("failed", failed);
    model.addAttribute("rules", rules);
    model.addAttribute("nobody", users.none());
    return "console/login";
  }

  @PostMapping("/login")
  String signIn(
      @RequestParam(defaultValue = "") String login,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<String> token = signIn.in(login, password, request.getRemoteAddr());
    if (token.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return form(model, next, true);
    }
    // who signs in anew, or as somebody else, leaves the session of before
    signedIn
        .find(request)
        .filter(old -> !old.script())
        .ifPresent(old -> sessions.end(old.session()));
    SessionCookie.write(request, response, token.get());
    String home =
        sessions.find(token.get(), true).map(person -> new Seen(person).home()).orElse("/");
    return "redirect:" + (own(next) ? next : home);
  }

  /** A path of this console, so that nobody is led to another site after the sign-in. */
  private static boolean own(String next) {
    return next.startsWith("/")
        && !next.startsWith("//")
        && next.length() < 1_000
        && next.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && c != '{' && c != '}');
  }

  @PostMapping("/logout")
  String signOut(HttpServletRequest request, HttpServletResponse response) {
    Person person = Person.of(request);
    if (person != null) {
      sessions.end(person.session());
    }
    SessionCookie.clear(request, response);
    return "redirect:/login";
  }

  @GetMapping("/password")
  String password(Model model) {
    model.addAttribute("rules", rules);
    return "console/password";
  }

  @PostMapping("/password")
  String change(
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String fresh,
      @RequestParam(defaultValue = "") String again,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Person person = Person.of(request);
    if (person == null || person.script()) {
      throw new BadRequest("Without a login there is no password to change", null);
    }
    String rule = null;
    if (!fresh.equals(again)) {
      rule = "again";
    } else if (!signIn.confirms(person, current)) {
      rule = "current";
    } else {
      try {
        users.set(person.id(), fresh, false);
      } catch (AccessRefused e) {
        rule = e.rule();
      }
    }
    if (rule != null) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      model.addAttribute("rule", rule);
      return password(model);
    }
    // all sessions have ended, this one too; the person goes on in a new one
    signIn
        .in(person.login(), fresh, request.getRemoteAddr())
        .ifPresent(token -> SessionCookie.write(request, response, token));
    return "redirect:" + new Seen(person).home();
  }
}
