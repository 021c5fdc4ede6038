package org.bianmin.hub.trial.year;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fact of a story: what is said of it, and the lines in the books that stand while it stands. A
 * line may hang on several facts; it is booked away when the first of them goes.
 */
final class Fact {

  /** Names of the attributes that say when it happened, where it is not {@code at}. */
  private static final Map<String, String> TIMES =
      Map.ofEntries(
          Map.entry("admission.registered", "admitAt"),
          Map.entry("appt.booked", "bookedAt"),
          Map.entry("clinic.session-held", "start"),
          Map.entry("discharge.made", "dischargeAt"),
          Map.entry("edobs.stay", "startAt"),
          Map.entry("ems.run", "callReceivedAt"),
          Map.entry("familydoctor.signed", "from"),
          Map.entry("notice.delivered", "sentAt"),
          Map.entry("nursing.assigned", "from"),
          Map.entry("payment.succeeded", "paidAt"),
          Map.entry("result.issued", "reportedAt"),
          Map.entry("slot.published", "sessionStart"),
          Map.entry("surgery.performed", "startAt"));

  /** A line that was booked. */
  static final class Line {
    private final Entry entry;
    private boolean standing;

    Line(Entry entry, boolean standing) {
      this.entry = entry;
      this.standing = standing;
    }
  }

  final String facility;
  final String type;
  final String key;
  final long at;
  final String patient;
  private final Desk desk;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>(4);
  private boolean gone;

  Fact(Desk desk, String facility, String type, String key, long at, String patient) {
    this.desk = desk;
    this.facility = facility;
    this.type = type;
    this.key = key;
    this.at = at;
    this.patient = patient;
    with(TIMES.getOrDefault(type, "at"), Instant.ofEpochMilli(at));
  }

  /** Adds an attribute; null says nothing. */
  Fact with(String name, Object value) {
    if (value instanceof Integer number) {
      attributes.put(name, number.longValue());
    } else if (value != null) {
      attributes.put(name, value);
    }
    return this;
  }

  Fact withTime(String name, Long millis) {
    return with(name, millis == null ? null : Instant.ofEpochMilli(millis));
  }

  /** One more on a page. */
  Fact counts(String what) {
    return adds(what, 1);
  }

  /** Adds to a sum. */
  Fact adds(String what, long amount) {
    joint(desk, new Entry(Entry.Kind.COUNT, facility, what, at, amount, null));
    return this;
  }

  /** Puts what is counted once on a page. */
  Fact puts(String what, Object token) {
    joint(desk, new Entry(Entry.Kind.DISTINCT, facility, what, at, 0, token));
    return this;
  }

  /** Puts its patient on a page, who is counted once. */
  Fact putsPatient(String what) {
    return puts(what, new Entry.Who(facility, patient));
  }

  /** Its patient has a contract from its time to another. */
  Fact contracts(String what, long to) {
    Entry.Who who = new Entry.Who(facility, patient);
    joint(desk, new Entry(Entry.Kind.CONTRACT, facility, what, at, to, who));
    return this;
  }

  private void bears(Line line) {
    lines.add(line);
  }

  /**
   * Books a value of this and other facts, by this one's time: it stands while all of them stand.
   */
  Line value(Desk by, String what, long value, Fact... others) {
    return joint(by, new Entry(Entry.Kind.VALUE, facility, what, at, value, null), others);
  }

  /** Books one more for this and other facts. */
  Line joint(Desk by, String what, Fact... others) {
    return joint(by, new Entry(Entry.Kind.COUNT, facility, what, at, 1, null), others);
  }

  /** Books a line that stands while all of the facts stand; where one is gone already, none. */
  Line joint(Desk by, Entry entry, Fact... others) {
    boolean standing = !gone;
    for (Fact other : others) {
      standing &= !other.gone;
    }
    Line line = new Line(entry, standing);
    if (standing) {
      by.book(entry, 1);
    }
    bears(line);
    for (Fact other : others) {
      other.bears(line);
    }
    return line;
  }

  /** Books a line away, because something other than the end of a fact took it. */
  static void strike(Desk by, Line line) {
    if (line.standing) {
      line.standing = false;
      by.book(line.entry, -1);
    }
  }

  /** Says it, and returns it. */
  Fact told(long recordedAt) {
    return told(recordedAt, recordedAt);
  }

  /** Says it; a hub hears it later than it was recorded. */
  Fact told(long recordedAt, long heardAt) {
    say(desk, YearEvent.What.RECORD, recordedAt, heardAt, at, Map.copyOf(attributes));
    return this;
  }

  /** Says that attributes were otherwise; what it means is booked by the teller. */
  void amended(Desk by, long recordedAt, Map<String, Object> told) {
    say(by, YearEvent.What.AMEND, recordedAt, recordedAt, null, told);
  }

  /** Says it again, at the same key, with other attributes and another time. */
  void amendedTo(Desk by, long recordedAt, long otherAt, Map<String, Object> told) {
    say(by, YearEvent.What.AMEND, recordedAt, recordedAt, otherAt, told);
  }

  /** Says that it is void, and books away what stood while it stood. */
  void gone(Desk by, long recordedAt) {
    gone(by, recordedAt, recordedAt);
  }

  void gone(Desk by, long recordedAt, long heardAt) {
    say(by, YearEvent.What.VOID, recordedAt, heardAt, null, Map.of());
    suspended(by);
  }

  /** Books away what stood while it stood: what it hangs on is gone. */
  void suspended(Desk by) {
    gone = true;
    lines.forEach(line -> strike(by, line));
  }

  private void say(
      Desk by,
      YearEvent.What what,
      long recordedAt,
      long heardAt,
      Long occurredAt,
      Map<String, Object> told) {
    by.say(
        new YearEvent(facility, type, key, what, occurredAt, recordedAt, patient, told), heardAt);
  }
}
