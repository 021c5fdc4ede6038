package org.bianmin.hub.receive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The unpacked bytes of a bill, with their digest, and an end to them. */
final class BillBytes extends FilterInputStream {

  private final MessageDigest digest;
  private final long most;
  private long read;

  /**
   * Reads on to a ceiling.
   *
   * @param most bytes
   */
  BillBytes(InputStream in, long most) {
    super(in);
    this.most = most;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * Reads some bytes.
   *
   * @throws UnreadableFile over the ceiling
   */
  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    if (count > 0) {
      digest.update(bytes, from, count);
      read += count;
    }
    if (read > most) {
      throw new UnreadableFile(
          "the file holds more than "
              + most
              + " bytes when it is unpacked; this is no bill of a day: download it day by day");
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Of what was read so far. */
  byte[] digest() {
    return digest.digest();
  }
}
