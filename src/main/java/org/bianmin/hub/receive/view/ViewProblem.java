package org.bianmin.hub.receive.view;

/** Something that a person has to mend before a view can be read; names no value of a row. */
final class ViewProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ViewProblem(String message) {
    super(message);
  }
}
