package org.bianmin.hub.journal;

import java.nio.charset.Charset;

/**
 * In which charset to read a message.
 *
 * @param charset null when nothing is declared and the bytes are neither UTF-8 nor GB18030
 * @param basis what told the charset
 * @param unknownName what MSH-18 says when the table has no such name or the bytes contradict it;
 *     else null. At most 40 characters. Add the name to {@code hub.charsets}
 */
public record CharsetDecision(Charset charset, Basis basis, String unknownName) {

  /** What told the charset. */
  public enum Basis {
    /** MSH-18 of the message. */
    MSH_18,
    /** The source's setting. */
    SOURCE,
    /** The bytes themselves. */
    DETECTED,
    /** Nothing did. */
    NONE
  }
}
