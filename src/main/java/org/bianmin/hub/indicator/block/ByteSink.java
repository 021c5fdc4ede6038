package org.bianmin.hub.indicator.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, with numbers of as many bytes as they need. */
final class ByteSink {

  private byte[] bytes;
  private int size;

  ByteSink(int expected) {
    bytes = new byte[Math.max(16, expected)];
  }

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** What is there; only the first {@link #size} bytes. */
  byte[] array() {
    return bytes;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  void put(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void put(byte[] some, int length) {
    room(length);
    System.arraycopy(some, 0, bytes, size, length);
    size += length;
  }

  /** Seven bits a byte, the lowest first; a number below 0 takes ten. */
  void unsigned(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Small numbers of either sign take few bytes. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void fixed(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    unsigned(utf8.length);
    put(utf8, utf8.length);
  }
}
