package org.bianmin.hub.trial;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * An acknowledgement (HL7 v2.5.1, 2.15.8).
 *
 * @param code MSA-1: AA, AE, AR, CA, CE or CR
 * @param controlId MSA-2
 * @param text MSA-3, else the user message of the first ERR (ERR-8), else empty
 */
public record Answer(String code, String controlId, String text) {

  private static final Charset FALLBACK = Charset.forName("GB18030");

  /** Whether the receiver took the message: AA or CA. */
  public boolean positive() {
    return code.equals("AA") || code.equals("CA");
  }

  /**
   * Reads MSA and ERR.
   *
   * @return null where the bytes hold no MSA
   */
  static Answer parse(byte[] frame, int length) {
    int msa = HeaderFields.segment(frame, length, "MSA");
    if (msa < 0 || msa + 3 >= length) {
      return null;
    }
    byte separator = frame[msa + 3];
    String text = text(HeaderFields.field(frame, msa, length, separator, 3));
    if (text.isEmpty()) {
      int err = HeaderFields.segment(frame, length, "ERR");
      text = err < 0 ? "" : text(HeaderFields.field(frame, err, length, separator, 8));
    }
    return new Answer(
        text(HeaderFields.field(frame, msa, length, separator, 1)),
        text(HeaderFields.field(frame, msa, length, separator, 2)),
        text);
  }

  static String text(byte[] bytes) {
    boolean utf8 = HeaderFields.isUtf8(bytes, 0, bytes.length);
    return new String(bytes, utf8 ? StandardCharsets.UTF_8 : FALLBACK);
  }
}
