package org.bianmin.hub.receive;

import java.util.List;

/** A file of which nothing is stored. Texts name places and remedies, never values. */
final class UnreadableFile extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  UnreadableFile(List<String> problems) {
    super(String.join("; ", problems), null, false, false);
    this.problems = problems;
  }

  UnreadableFile(String problem) {
    this(List.of(problem));
  }

  /** One line each. */
  List<String> problems() {
    return problems;
  }
}
