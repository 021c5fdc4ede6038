package org.bianmin.hub.console;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What means the hub's own machine. */
final class Loopback {

  private Loopback() {}

  /** Whether a literal address is one of the machine's own loopback addresses. */
  static boolean address(String literal) {
    if (literal == null || !literal(literal)) {
      return false;
    }
    try {
      return InetAddress.getByName(literal).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Whether a host name of a request means this machine by itself. A name that merely resolves to
   * it does not: that is how a foreign page would reach in (DNS rebinding).
   */
  static boolean name(String host) {
    return "localhost".equalsIgnoreCase(host)
        || address(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
  }

  /** An IPv4 or IPv6 address, so that no name is ever looked up. */
  private static boolean literal(String text) {
    boolean six = text.indexOf(':') >= 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = six ? Character.digit(c, 16) >= 0 || c == ':' || c == '%' : isDigit(c);
      if (!digit && c != '.') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
