package org.bianmin.hub.receive;

import java.nio.charset.Charset;

/** Decides which charset a message is written in. */
@FunctionalInterface
interface CharsetDecision {

  /**
   * The charset of a message.
   *
   * @param raw the message
   * @param declared MSH-18, empty where the sender gave none
   * @param ofSource {@code hub.sources.<id>.charset}, null where it is not set
   * @return null where neither tells, and the bytes have to
   */
  Charset decide(byte[] raw, String declared, String ofSource);
}
