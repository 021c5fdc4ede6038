package org.bianmin.hub.indicator.compute;

import org.bianmin.hub.event.Words;

/** Joins notes. */
final class Notes {

  private Notes() {}

  static Words both(Words one, Words other) {
    return new Words(one.zh() + "；" + other.zh(), one.en() + "; " + other.en());
  }
}
