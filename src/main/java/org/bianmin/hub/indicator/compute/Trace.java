package org.bianmin.hub.indicator.compute;

/** The facts behind an answer. Asked for only where somebody wants them. */
final class Trace {

  private final FactList numerator = new FactList();
  private final FactList denominator = new FactList();
  private final FactList rejected = new FactList();

  FactList numerator() {
    return numerator;
  }

  FactList denominator() {
    return denominator;
  }

  /** Whose quantity lies outside of what is believed. */
  FactList rejected() {
    return rejected;
  }
}
