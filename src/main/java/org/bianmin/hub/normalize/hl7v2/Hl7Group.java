package org.bianmin.hub.normalize.hl7v2;

import java.util.ArrayList;
import java.util.List;

/** One group of segments, such as an OBR with its ORC, NTE and OBX. */
final class Hl7Group extends Hl7Scope {

  private static final long PID = SegmentTable.key("PID");
  private static final long ORC = SegmentTable.key("ORC");
  private static final long TQ1 = SegmentTable.key("TQ1");
  private static final long TQ2 = SegmentTable.key("TQ2");

  /** Order detail segments of HL7 v2 chapters 4 and 7. */
  private static final long[] ORDER_DETAILS =
      keys("OBR", "RQD", "RQ1", "RXO", "RXE", "RXD", "RXG", "RXA", "ODS", "ODT", "BPO");

  private static final int UNKNOWN = -2;

  private final Hl7Scope enclosing;
  private final int from;
  private final int to;

  /** Start and end of each group of the same call, in order. */
  private final int[] siblings;

  /** Where the part of this group's patient starts; found when first asked for. */
  private int patient = UNKNOWN;

  private Hl7Group(Hl7Scope enclosing, int from, int to, int[] siblings) {
    this.enclosing = enclosing;
    this.from = from;
    this.to = to;
    this.siblings = siblings;
  }

  static List<Hl7Scope> of(Hl7Scope enclosing, String firstSegment, String[] endBefore) {
    SegmentTable segments = enclosing.message().segments;
    long first = SegmentTable.key(firstSegment);
    long[] stops = keys(endBefore);
    boolean order = contains(ORDER_DETAILS, first);
    int count = 0;
    for (int i = enclosing.from(); i < enclosing.to(); i++) {
      count += segments.name(i) == first ? 1 : 0;
    }
    int[] bounds = new int[count * 2];
    int group = -2;
    boolean open = false;
    for (int i = enclosing.from(); i < enclosing.to(); i++) {
      long name = segments.name(i);
      if (name == first) {
        int start = order ? orderStart(segments, enclosing.from(), i) : i;
        if (open && bounds[group + 1] > start) {
          bounds[group + 1] = start;
        }
        group += 2;
        bounds[group] = start;
        bounds[group + 1] = i + 1;
        open = true;
      } else if (open && name != PID && !contains(stops, name)) {
        bounds[group + 1] = i + 1;
      } else {
        open = false;
      }
    }
    List<Hl7Scope> groups = new ArrayList<>(count);
    for (int i = 0; i < bounds.length; i += 2) {
      groups.add(new Hl7Group(enclosing, bounds[i], bounds[i + 1], bounds));
    }
    return groups;
  }

  @Override
  Hl7Message message() {
    return enclosing.message();
  }

  @Override
  int from() {
    return from;
  }

  @Override
  int to() {
    return to;
  }

  @Override
  int findOutside(long name, int occurrence) {
    SegmentTable segments = message().segments;
    if (patient == UNKNOWN) {
      patient = patientStart(segments);
    }
    int left = occurrence;
    boolean other = false;
    int sibling = 0;
    boolean held = false;
    for (int i = enclosing.from(), end = enclosing.to(); i < end; i++) {
      if (segments.name(i) == PID) {
        other = patient >= 0 && i != patient;
        if (other && i > patient) {
          break;
        }
      }
      while (sibling < siblings.length && siblings[sibling + 1] <= i) {
        sibling += 2;
      }
      boolean outside = sibling == siblings.length || i < siblings[sibling];
      if (outside && !other && segments.name(i) == name) {
        held = true;
        if (--left == 0) {
          return i;
        }
      }
    }
    return held ? -1 : enclosing.findOutside(name, occurrence);
  }

  /** Where the part of this group's patient starts in the enclosing scope; -1 without any PID. */
  private int patientStart(SegmentTable segments) {
    for (int i = from; i >= enclosing.from(); i--) {
      if (segments.name(i) == PID) {
        return i;
      }
    }
    for (int i = from + 1; i < enclosing.to(); i++) {
      if (segments.name(i) == PID) {
        return i;
      }
    }
    return -1;
  }

  private static int orderStart(SegmentTable segments, int from, int detail) {
    int at = detail - 1;
    while (at >= from && (segments.name(at) == TQ1 || segments.name(at) == TQ2)) {
      at--;
    }
    return at >= from && segments.name(at) == ORC ? at : detail;
  }

  private static long[] keys(String... names) {
    long[] keys = new long[names.length];
    for (int i = 0; i < names.length; i++) {
      keys[i] = SegmentTable.key(names[i]);
    }
    return keys;
  }

  private static boolean contains(long[] keys, long key) {
    for (long each : keys) {
      if (each == key) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "Hl7Group[segments " + from + " to " + to + "]";
  }
}
