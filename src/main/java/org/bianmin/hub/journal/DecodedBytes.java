package org.bianmin.hub.journal;

import java.nio.charset.Charset;

/** What came of decoding a message: its text, or where the bytes leave the charset. */
public sealed interface DecodedBytes {

  /** All bytes fit the charset; no character was replaced. */
  record Text(String text) implements DecodedBytes {

    @Override
    public String toString() {
      return "Text[" + text.length() + " characters]";
    }
  }

  /**
   * The bytes do not fit the charset.
   *
   * @param position of the first byte that does not fit, from 0
   */
  record BadBytes(Charset charset, int position) implements DecodedBytes {

    /** For the answer and the journal: what is wrong and what to do about it. */
    public String reason() {
      return "The bytes are not "
          + charset.name()
          + ": let the sender state the true charset in MSH-18, or set it at the source"
          + " (hub.sources.<id>.charset)";
    }

    /** Place of the first bad byte, as in {@link Parked#location}. */
    public String location() {
      return "byte " + position;
    }
  }
}
