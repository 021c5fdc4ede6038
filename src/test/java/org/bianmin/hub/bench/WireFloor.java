package org.bianmin.hub.bench;

import org.bianmin.hub.receive.FloorListener;

/** The listener with a canned answer; nothing is stored. */
final class WireFloor implements Subject {

  private final int port = Ports.free();
  private final FloorListener listener = new FloorListener(port, frame -> null);

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() {
    listener.close();
  }
}
