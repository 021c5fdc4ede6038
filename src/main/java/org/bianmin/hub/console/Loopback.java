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

  /** Digits, dots and colons only, so that no name is looked up. */
  private static boolean literal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 && c != '.' && c != ':' && c != '%') {
        return false;
      }
    }
    return text.indexOf('.') >= 0 || text.indexOf(':') >= 0;
  }
}
