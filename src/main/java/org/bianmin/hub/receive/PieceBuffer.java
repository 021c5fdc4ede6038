package org.bianmin.hub.receive;

import java.util.Arrays;

/** Collects the lines of one message up to a limit. */
final class PieceBuffer {

  private final int limit;
  private byte[] bytes = new byte[1024];
  private int kept;
  private long length;
  private boolean hl7;

  PieceBuffer(int limit) {
    this.limit = limit;
  }

  boolean isEmpty() {
    return length == 0;
  }

  void add(SegmentLines line, boolean startsMessage) {
    hl7 |= startsMessage;
    length += line.length();
    int copied = Math.min(line.kept(), limit - kept);
    if (kept + copied > bytes.length) {
      long doubled = Math.min(limit, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(kept + copied, (int) doubled));
    }
    System.arraycopy(line.bytes(), 0, bytes, kept, copied);
    kept += copied;
  }

  /** What was collected, null if nothing was; the buffer is empty afterwards. */
  Hl7FileSplitter.Piece take() {
    if (length == 0) {
      return null;
    }
    int size = length > limit ? Math.min(kept, MllpFrameDecoder.KEPT) : kept;
    var piece = new Hl7FileSplitter.Piece(Arrays.copyOf(bytes, size), length, hl7);
    kept = 0;
    length = 0;
    hl7 = false;
    return piece;
  }
}
