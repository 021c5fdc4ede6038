package org.bianmin.hub.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The cookie that holds the token of a session; it ends with the browser. */
final class SessionCookie {

  private static final String NAME = "hub-session";

  private SessionCookie() {}

  /** The token, null where there is none. */
  static String read(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, NAME);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }

  static void write(HttpServletRequest request, HttpServletResponse response, String token) {
    add(request, response, token, Duration.ofSeconds(-1));
  }

  static void clear(HttpServletRequest request, HttpServletResponse response) {
    add(request, response, "", Duration.ZERO);
  }

  private static void add(
      HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(NAME, value)
            .path("/")
            .maxAge(age)
            .httpOnly(true)
            // whoever says that TLS ends before the hub makes the cookie stricter only
            .secure(request.isSecure() || "https".equals(request.getHeader("X-Forwarded-Proto")))
            .sameSite("Lax")
            .build()
            .toString());
  }
}
