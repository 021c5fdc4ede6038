package org.bianmin.hub.cli;

import java.io.Console;

/** Tells whether a person watches the output. */
final class Terminal {

  private Terminal() {}

  /**
   * Whether standard input and output are a terminal. Since JDK 22 a console exists without one,
   * and {@code Console.isTerminal} tells; before, its existence does.
   */
  @SuppressWarnings("SystemConsoleNull")
  static boolean attached() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
