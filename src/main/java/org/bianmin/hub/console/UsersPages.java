package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.bianmin.hub.access.AccessRefused;
import org.bianmin.hub.access.Permission;
import org.bianmin.hub.access.Role;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Users, their roles, tokens of scripts and sessions, for the security administrator. */
@ConsolePage
@RequestMapping("/users")
final class UsersPages {

  private static final String DAYS = "90";

  private final UsersRoom room;

  UsersPages(UsersRoom room) {
    this.room = room;
  }

  /**
   * What is shown once.
   *
   * @param kind {@code password} or {@code token}
   */
  record Issued(String kind, String of, String secret) {}

  @GetMapping
  String list(Model model) {
    model.addAttribute("users", room.users().all());
    model.addAttribute("tokens", room.tokens().all());
    model.addAttribute("sessions", room.sessions().live());
    model.addAttribute("roles", Role.values());
    model.addAttribute("permissions", Permission.values());
    model.addAttribute("now", System.currentTimeMillis());
    return "console/users";
  }

  @PostMapping
  String add(
      @RequestParam(defaultValue = "") String login,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(required = false) List<String> role,
      HttpServletResponse response,
      Model model) {
    return told(
        response,
        model,
        () -> new Issued("password", login.strip(), room.users().add(login, name, role)));
  }

  @PostMapping("/{id}/roles")
  String roles(
      @PathVariable long id,
      @RequestParam(required = false) List<String> role,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return told(
        response,
        model,
        () -> {
          room.roles(id, role, request);
          return null;
        });
  }

  @PostMapping("/{id}/disable")
  String disable(
      @PathVariable long id,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return told(
        response,
        model,
        () -> {
          room.disabled(id, true, request);
          return null;
        });
  }

  @PostMapping("/{id}/enable")
  String enable(
      @PathVariable long id,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return told(
        response,
        model,
        () -> {
          room.disabled(id, false, request);
          return null;
        });
  }

  @PostMapping("/{id}/reset")
  String reset(
      @PathVariable long id,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return told(
        response,
        model,
        () -> new Issued("password", room.find(id).login(), room.reset(id, request)));
  }

  @PostMapping("/tokens")
  String token(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(required = false) List<String> role,
      @RequestParam(defaultValue = DAYS) int days,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return told(
        response,
        model,
        () -> new Issued("token", token.strip(), room.token(token, role, days, request)));
  }

  @PostMapping("/tokens/{id}/end")
  String endToken(@PathVariable long id) {
    room.tokens().end(id);
    return "redirect:/users";
  }

  @PostMapping("/sessions/{id}/end")
  String endSession(@PathVariable long id) {
    room.sessions().end(id);
    return "redirect:/users";
  }

  @FunctionalInterface
  private interface Change {
    /** Answers what is shown once, null where there is nothing. */
    Issued make();
  }

  private String told(HttpServletResponse response, Model model, Change change) {
    try {
      Issued issued = change.make();
      if (issued == null) {
        return "redirect:/users";
      }
      model.addAttribute("issued", issued);
    } catch (AccessRefused e) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      model.addAttribute("rule", e.rule());
    }
    response.setHeader("Cache-Control", "no-store");
    return list(model);
  }
}
