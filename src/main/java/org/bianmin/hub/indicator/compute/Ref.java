package org.bianmin.hub.indicator.compute;

import org.bianmin.hub.indicator.block.Column;
import org.bianmin.hub.indicator.block.FactBlock;
import org.bianmin.hub.indicator.block.Identity;

/** A value of the fact in one slot of a frame. */
abstract sealed class Ref {

  final Frame frame;
  final int slot;
  final String name;

  private Ref(Frame frame, int slot, String name) {
    this.frame = frame;
    this.slot = slot;
    this.name = name;
  }

  /**
   * @param label what {@code $label} is
   */
  static Ref of(Frame frame, int slot, String name, String label) {
    return switch (name) {
      case "$occurredAt", "$asOf", "$cut" -> new Moment(frame, slot, name);
      case "$facility" -> new Told(frame, slot, name, null);
      case "$label" -> new Told(frame, slot, name, label);
      default -> new Attribute(frame, slot, name);
    };
  }

  /** One where it is present, else the other. */
  static Ref firstOf(Ref first, Ref other) {
    return new Either(first, other);
  }

  abstract boolean present();

  abstract boolean hasNumber();

  abstract long number();

  abstract boolean scaled();

  abstract long high();

  abstract long low();

  abstract String text();

  /** An attribute, the key, its parts, the person. */
  static final class Attribute extends Ref {

    private FactBlock bound;
    private Column column;

    private Attribute(Frame frame, int slot, String name) {
      super(frame, slot, name);
    }

    /** Its column in the block of the slot; only where the slot has a row. */
    Column column() {
      FactBlock block = frame.blocks[slot];
      if (block != bound) {
        bound = block;
        column =
            switch (name) {
              case "$key" -> block.key();
              case "$person" -> block.person();
              default -> block.column(name);
            };
      }
      return column;
    }

    @Override
    boolean present() {
      int row = frame.rows[slot];
      return row >= 0 && column().present(row);
    }

    @Override
    boolean hasNumber() {
      int row = frame.rows[slot];
      return row >= 0 && column().hasNumber(row);
    }

    @Override
    long number() {
      return column().number(frame.rows[slot]);
    }

    @Override
    boolean scaled() {
      return column().scaled();
    }

    @Override
    long high() {
      return column().high(frame.rows[slot]);
    }

    @Override
    long low() {
      return column().low(frame.rows[slot]);
    }

    @Override
    String text() {
      int row = frame.rows[slot];
      return row < 0 ? null : column().text(row);
    }
  }

  /** When it happened, when it is asked, or what the period is counted until. */
  private static final class Moment extends Ref {

    private final boolean now;
    private final boolean cut;

    private Moment(Frame frame, int slot, String name) {
      super(frame, slot, name);
      now = name.equals("$asOf");
      cut = name.equals("$cut");
    }

    @Override
    boolean present() {
      return frame.rows[slot] >= 0;
    }

    @Override
    boolean hasNumber() {
      return present();
    }

    @Override
    long number() {
      if (cut) {
        return frame.cut;
      }
      return now ? frame.asOf : frame.blocks[slot].occurredAt(frame.rows[slot]);
    }

    @Override
    boolean scaled() {
      return false;
    }

    @Override
    long high() {
      return 0;
    }

    @Override
    long low() {
      return number();
    }

    @Override
    String text() {
      return null;
    }
  }

  /** One where it is present, else the other. */
  private static final class Either extends Ref {

    private final Ref first;
    private final Ref other;

    private Either(Ref first, Ref other) {
      super(first.frame, first.slot, first.name);
      this.first = first;
      this.other = other;
    }

    private Ref told() {
      return first.present() ? first : other;
    }

    @Override
    boolean present() {
      return told().present();
    }

    @Override
    boolean hasNumber() {
      return told().hasNumber();
    }

    @Override
    long number() {
      return told().number();
    }

    @Override
    boolean scaled() {
      return told().scaled();
    }

    @Override
    long high() {
      return told().high();
    }

    @Override
    long low() {
      return told().low();
    }

    @Override
    String text() {
      return told().text();
    }
  }

  /** A text that is the same for all rows of a block. */
  private static final class Told extends Ref {

    private final String label;
    private String of;
    private Identity identity;

    private Told(Frame frame, int slot, String name, String label) {
      super(frame, slot, name);
      this.label = label;
    }

    @Override
    boolean present() {
      return frame.rows[slot] >= 0 && !text().isEmpty();
    }

    @Override
    boolean hasNumber() {
      return false;
    }

    @Override
    long number() {
      return 0;
    }

    @Override
    boolean scaled() {
      return false;
    }

    @Override
    long high() {
      return identity().high();
    }

    @Override
    long low() {
      return identity().low();
    }

    @Override
    String text() {
      return label == null ? frame.blocks[slot].facility() : label;
    }

    private Identity identity() {
      String text = text();
      if (!text.equals(of)) {
        of = text;
        identity = Identity.of(text);
      }
      return identity;
    }
  }
}
