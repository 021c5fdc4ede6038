package org.bianmin.hub.access;

/** A change of users that breaks a rule. */
public final class AccessRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String rule;

  AccessRefused(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /** Word of the rule, by which pages find their own sentence. */
  public String rule() {
    return rule;
  }
}
