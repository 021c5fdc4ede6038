package org.bianmin.hub.indicator.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Events on one side of an indicator, and how much each adds. Packed as differences of ascending
 * ids with their quantities, compressed: a million events of quantity 1 take about a megabyte.
 */
public final class Contribution {

  public static final Contribution NONE = new Contribution(new long[0], null);

  private static final int BITS = 7;
  private static final int LOW = 0x7f;
  private static final int MORE = 0x80;
  private static final int ONE = 0;
  private static final int OTHER = 1;
  private static final int BUFFER = 1 << 16;

  private final long[] ids;
  // null: each counts one
  private final BigDecimal[] quantities;

  /**
   * Contributions.
   *
   * @param ids ascending, without repetitions
   * @param quantities as many, or null where each counts one
   * @throws IllegalArgumentException when they are not
   */
  public Contribution(long[] ids, BigDecimal[] quantities) {
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] <= ids[i - 1]) {
        throw new IllegalArgumentException("ids are not ascending");
      }
    }
    if (quantities != null && quantities.length != ids.length) {
      throw new IllegalArgumentException("there is not one quantity per id");
    }
    this.ids = ids.clone();
    this.quantities = quantities == null ? null : quantities.clone();
  }

  /** How many events. */
  public int size() {
    return ids.length;
  }

  public long id(int i) {
    return ids[i];
  }

  public BigDecimal quantity(int i) {
    return quantities == null ? BigDecimal.ONE : quantities[i];
  }

  /** What they add up to. */
  public BigDecimal sum() {
    BigDecimal sum = BigDecimal.ZERO;
    if (quantities == null) {
      return BigDecimal.valueOf(ids.length);
    }
    for (BigDecimal quantity : quantities) {
      sum = sum.add(quantity);
    }
    return sum;
  }

  byte[] pack() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    try (DataOutputStream out =
        new DataOutputStream(new DeflaterOutputStream(packed, deflater, BUFFER))) {
      number(out, ids.length);
      long before = 0;
      for (int i = 0; i < ids.length; i++) {
        // ids of void keys may be below 0: the first difference keeps its sign
        number(out, i == 0 ? (ids[0] << 1) ^ (ids[0] >> 63) : ids[i] - before);
        before = ids[i];
        BigDecimal quantity = quantity(i);
        if (quantity.equals(BigDecimal.ONE)) {
          out.writeByte(ONE);
        } else {
          byte[] digits = quantity.unscaledValue().toByteArray();
          out.writeByte(OTHER);
          number(out, (quantity.scale() << 1) ^ (quantity.scale() >> 31));
          number(out, digits.length);
          out.write(digits);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory fails", e);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  static Contribution unpack(byte[] packed) {
    try (DataInputStream in =
        new DataInputStream(
            new java.io.BufferedInputStream(
                new InflaterInputStream(new ByteArrayInputStream(packed)), BUFFER))) {
      long[] ids = new long[(int) number(in)];
      BigDecimal[] quantities = null;
      for (int i = 0; i < ids.length; i++) {
        long told = number(in);
        ids[i] = i == 0 ? (told >>> 1) ^ -(told & 1) : ids[i - 1] + told;
        BigDecimal quantity = BigDecimal.ONE;
        if (in.readByte() == OTHER) {
          long scale = number(in);
          byte[] digits = new byte[(int) number(in)];
          in.readFully(digits);
          quantity =
              new BigDecimal(new BigInteger(digits), (int) ((scale >>> 1) ^ -(scale & 1)));
        }
        if (quantities == null && !quantity.equals(BigDecimal.ONE)) {
          quantities = new BigDecimal[ids.length];
          java.util.Arrays.fill(quantities, 0, i, BigDecimal.ONE);
        }
        if (quantities != null) {
          quantities[i] = quantity;
        }
      }
      return new Contribution(ids, quantities);
    } catch (IOException e) {
      throw new UncheckedIOException("What was packed cannot be read", e);
    }
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
