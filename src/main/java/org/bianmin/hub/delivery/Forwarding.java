package org.bianmin.hub.delivery;

/** Carries a batch to its destination; implemented by the forward routes. */
@FunctionalInterface
public interface Forwarding {

  /** Sends and waits for the answer. What goes wrong on the way is an answer too, never thrown. */
  BatchAnswer forward(Batch batch);

  /** Whether there is a way already; a hub that starts has work before it has its routes. */
  default boolean ready() {
    return true;
  }
}
