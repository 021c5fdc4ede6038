package org.bianmin.hub.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A receiver's address, written {@code HOST:PORT} or {@code [IPv6]:PORT}.
 *
 * @param port 1 to 65535
 */
record HostPort(String host, int port) {

  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }

  /** Reads the text; picocli shows the message with the usage. */
  static final class Converter implements ITypeConverter<HostPort> {
    @Override
    public HostPort convert(String text) {
      int colon = text.lastIndexOf(':');
      String host = colon < 0 ? "" : text.substring(0, colon);
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      }
      int port = port(text.substring(colon + 1));
      if (host.isEmpty() || port < 1 || port > 65_535) {
        throw new TypeConversionException(
            "'" + text + "' is not HOST:PORT, for example localhost:2575");
      }
      return new HostPort(host, port);
    }

    private static int port(String digits) {
      try {
        return Integer.parseInt(digits);
      } catch (NumberFormatException e) {
        return -1;
      }
    }
  }
}
