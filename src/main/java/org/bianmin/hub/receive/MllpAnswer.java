package org.bianmin.hub.receive;

/**
 * The answer to one frame.
 *
 * @param number the frame's position on its connection
 * @param bytes the acknowledgement without framing; empty when the sender wants none
 */
record MllpAnswer(long number, byte[] bytes) {

  @Override
  public String toString() {
    return "MllpAnswer[" + number + ", " + bytes.length + " bytes]";
  }
}
