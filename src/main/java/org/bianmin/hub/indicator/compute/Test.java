package org.bianmin.hub.indicator.compute;

/** A condition, compiled for the facts of a frame. */
@FunctionalInterface
interface Test {

  /** Asks nothing. */
  Test TRUE = () -> true;

  boolean holds();
}
