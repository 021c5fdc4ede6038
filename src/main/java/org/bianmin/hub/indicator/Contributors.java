package org.bianmin.hub.indicator;

/** The facts of both sides of a value. */
public record Contributors(Side numerator, Side denominator) {

  /** Rows of facts, ascending, each with what it adds. */
  public static final class Side {

    /** No fact. */
    public static final Side NONE = new Side(new long[0], new long[0]);

    private final long[] ids;
    private final long[] quantities;

    /**
     * Takes the arrays as they are.
     *
     * @param ids ascending
     * @param quantities of each: 1 for a counted fact; milliseconds, calendar days, or the
     *     attribute's number times 10000 for a measured one
     */
    public Side(long[] ids, long[] quantities) {
      this.ids = ids;
      this.quantities = quantities;
    }

    public int size() {
      return ids.length;
    }

    public long id(int index) {
      return ids[index];
    }

    public long quantity(int index) {
      return quantities[index];
    }
  }
}
