package org.bianmin.hub.trial;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** A message with places of ten digits; filling copies the bytes and writes the digits. */
final class ByteTemplate {

  static final String PLACE = "##########";

  private final byte[] bytes;
  private final int[] places;

  ByteTemplate(String text) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
    this.places =
        IntStream.range(0, bytes.length - PLACE.length() + 1).filter(this::startsPlace).toArray();
  }

  byte[] fill(long number) {
    byte[] filled = bytes.clone();
    for (int place : places) {
      long rest = number;
      for (int i = place + PLACE.length() - 1; i >= place; i--) {
        filled[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
    return filled;
  }

  private boolean startsPlace(int at) {
    for (int i = 0; i < PLACE.length(); i++) {
      if (bytes[at + i] != '#') {
        return false;
      }
    }
    return true;
  }
}
