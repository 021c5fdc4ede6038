package org.bianmin.hub.indicator.report;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Events on one side of an indicator, and how much each adds. Packed as differences of ascending
 * ids with their quantities, compressed: a million events of quantity 1 take less than a megabyte.
 */
public final class Contribution {

  public static final Contribution NONE = new Contribution(new long[0], new long[0]);

  private static final int BITS = 7;
  private static final int LOW = 0x7f;
  private static final int MORE = 0x80;
  private static final int BUFFER = 1 << 16;

  private final long[] ids;
  private final long[] quantities;

  /**
   * Takes the arrays as they are.
   *
   * @param ids ascending, without repetitions
   * @param quantities of each: 1 for a counted event; milliseconds, calendar days, or a number
   *     times 10000 for a measured one
   * @throws IllegalArgumentException when they are not so
   */
  public Contribution(long[] ids, long[] quantities) {
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] <= ids[i - 1]) {
        throw new IllegalArgumentException("ids are not ascending");
      }
    }
    if (quantities.length != ids.length) {
      throw new IllegalArgumentException("there is not one quantity per id");
    }
    this.ids = ids;
    this.quantities = quantities;
  }

  /** How many events. */
  public int size() {
    return ids.length;
  }

  public long id(int i) {
    return ids[i];
  }

  public long quantity(int i) {
    return quantities[i];
  }

  /** Index of the first event whose id is larger. */
  int above(long id) {
    int found = Arrays.binarySearch(ids, id);
    return found < 0 ? -found - 1 : found + 1;
  }

  byte[] pack() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed, true))) {
      number(out, ids.length);
      long before = 0;
      for (int i = 0; i < ids.length; i++) {
        signed(out, ids[i] - before);
        before = ids[i];
        signed(out, quantities[i]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory fails", e);
    }
    return packed.toByteArray();
  }

  static Contribution unpack(byte[] packed) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new InflaterInputStream(new ByteArrayInputStream(packed)), BUFFER))) {
      int size = (int) number(in);
      long[] ids = new long[size];
      long[] quantities = new long[size];
      long before = 0;
      for (int i = 0; i < size; i++) {
        before += signed(in);
        ids[i] = before;
        quantities[i] = signed(in);
      }
      return new Contribution(ids, quantities);
    } catch (IOException e) {
      throw new UncheckedIOException("What was packed cannot be read", e);
    }
  }

  private static void signed(DataOutputStream out, long value) throws IOException {
    number(out, (value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  private static long signed(DataInputStream in) throws IOException {
    long told = number(in);
    return (told >>> 1) ^ -(told & 1);
  }

  private static void number(DataOutputStream out, long value) throws IOException {
    long rest = value;
    while ((rest & ~LOW) != 0) {
      out.writeByte((int) (rest & LOW) | MORE);
      rest >>>= BITS;
    }
    out.writeByte((int) rest);
  }

  private static long number(DataInputStream in) throws IOException {
    long value = 0;
    int shift = 0;
    int read = in.readUnsignedByte();
    while ((read & MORE) != 0) {
      value |= (long) (read & LOW) << shift;
      shift += BITS;
      read = in.readUnsignedByte();
    }
    return value | (long) read << shift;
  }
}
