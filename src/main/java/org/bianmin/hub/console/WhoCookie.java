package org.bianmin.hub.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.bianmin.hub.access.Person;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/**
 * Under which name a person works: that of the login, whatever was typed. Without a login it is as
 * the person says, remembered in the browser so that it is typed once.
 */
final class WhoCookie {

  private static final String NAME = "hub-who";
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int LONGEST = 60;

  private WhoCookie() {}

  /** The remembered name, empty where there is none. */
  static String read(HttpServletRequest request) {
    Person person = Person.of(request);
    if (person != null) {
      return person.signature();
    }
    Cookie cookie = WebUtils.getCookie(request, NAME);
    if (cookie == null) {
      return "";
    }
    try {
      String who = URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8);
      return who.length() > LONGEST ? "" : who;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /**
   * The name that a form gave, which is remembered.
   *
   * @throws BadRequest when there is none
   */
  static String required(String who, HttpServletResponse response) {
    Person person = signedIn();
    if (person != null) {
      return person.signature();
    }
    String name = required(who);
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(NAME, URLEncoder.encode(name, StandardCharsets.UTF_8))
            .path("/")
            .maxAge(KEPT)
            .httpOnly(true)
            .sameSite("Lax")
            .build()
            .toString());
    return name;
  }

  /**
   * The name that a request gave.
   *
   * @throws BadRequest when there is none
   */
  static String required(String who) {
    Person person = signedIn();
    if (person != null) {
      return person.signature();
    }
    String name = MessageFilter.given(who);
    if (name == null || name.length() > LONGEST) {
      throw new BadRequest(
          "who is missing or longer than " + LONGEST + " characters: your name or staff number",
          null);
    }
    return name;
  }

  /** Who makes the request that this thread answers; null without a login. */
  private static Person signedIn() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now
        ? Person.of(now.getRequest())
        : null;
  }
}
