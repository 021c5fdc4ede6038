package org.bianmin.hub.bench;

import org.bianmin.hub.FreePorts;

/** Ports that nobody uses. */
final class Ports {

  private Ports() {}

  static int free() {
    return FreePorts.next();
  }
}
