package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.bianmin.hub.access.Person;
import org.bianmin.hub.access.Sessions;
import org.bianmin.hub.access.Tokens;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Finds who makes a request: by the token of a script, or by the cookie of a session. */
@Component
class SignedIn {

  private static final String BEARER = "Bearer ";

  private final Sessions sessions;
  private final Tokens tokens;

  SignedIn(Sessions sessions, Tokens tokens) {
    this.sessions = sessions;
    this.tokens = tokens;
  }

  /** Whether the request brings a token of its own and not the cookie of a browser. */
  static boolean byToken(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
  }

  /** Who makes it; empty where nobody has signed in, or the token or session is over. */
  Optional<Person> find(HttpServletRequest request) {
    if (byToken(request)) {
      return tokens.find(
          request.getHeader(HttpHeaders.AUTHORIZATION).substring(BEARER.length()).strip());
    }
    String cookie = SessionCookie.read(request);
    return cookie == null ? Optional.empty() : sessions.find(cookie, byHand(request));
  }

  /** Pages look for news by htmx or as a stream; a person who has left must not stay signed in. */
  private static boolean byHand(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    boolean news =
        request.getMethod().equals("GET")
            && (request.getHeader("HX-Request") != null
                || (accept != null && accept.contains("text/event-stream")));
    return !news;
  }
}
