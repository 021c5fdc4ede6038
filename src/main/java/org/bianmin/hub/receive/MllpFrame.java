package org.bianmin.hub.receive;

import java.util.concurrent.Executor;

/** What the decoder took out of a connection between VT and the end block. */
sealed interface MllpFrame {

  /** Id of the source in {@code hub.sources}. */
  String source();

  /** Position on its connection, from 0; answers leave in this order. */
  long number();

  /** The bytes between VT and FS; of an oversize frame only the first 64 KiB. */
  byte[] bytes();

  /** The connection's event loop, where the answer is made and written. */
  Executor eventLoop();

  /** A frame that ended with FS. */
  record Complete(String source, long number, byte[] bytes, Executor eventLoop)
      implements MllpFrame {
    @Override
    public String toString() {
      return "Complete[" + source + " " + number + ", " + bytes.length + " bytes]";
    }
  }

  /** A frame without its FS: the next VT came first. */
  record Truncated(String source, long number, byte[] bytes, Executor eventLoop)
      implements MllpFrame {
    @Override
    public String toString() {
      return "Truncated[" + source + " " + number + ", " + bytes.length + " bytes]";
    }
  }

  /**
   * A frame over the limit of its source.
   *
   * @param length bytes that the sender put between VT and the end block
   */
  record Oversize(String source, long number, byte[] bytes, Executor eventLoop, long length)
      implements MllpFrame {
    @Override
    public String toString() {
      return "Oversize[" + source + " " + number + ", " + length + " bytes]";
    }
  }
}
