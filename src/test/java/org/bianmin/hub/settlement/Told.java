package org.bianmin.hub.settlement;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.facts.MeasureEvents;

/**
 * What one source tells of one settlement, payment or refund.
 *
 * @param facility whose number it is
 * @param rank of the source; the lowest is believed first
 * @param patient null where it names none
 */
record Told(
    Action action,
    String type,
    String number,
    int rank,
    Long at,
    String patient,
    Map<String, Object> attributes,
    String facility) {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final String FACILITY = "H1";

  /** Of the one facility that most tests have. */
  Told(
      Action action,
      String type,
      String number,
      int rank,
      Long at,
      String patient,
      Map<String, Object> attributes) {
    this(action, type, number, rank, at, patient, attributes, FACILITY);
  }

  /** The same, of another facility. */
  Told of(String other) {
    return new Told(action, type, number, rank, at, patient, attributes, other);
  }

  static final int HIS = 10;
  static final int PROVIDER = 20;
  static final int BILL = 90;

  /** Milliseconds of {@code 2026-11-03T09:30} in the zone of the hospital. */
  static long at(String time) {
    return LocalDateTime.parse(time).atZone(ZONE).toInstant().toEpochMilli();
  }

  /** Three November 2026, {@code 09:30}. */
  static long on3rd(String time) {
    return at("2026-11-03T" + time);
  }

  static Told payment(String number, long at, long fen, Object... more) {
    return record(EntryReading.PAYMENT, number, at, with("amountFen", fen, more));
  }

  static Told refund(String number, long at, Long fen, Object... more) {
    return record(EntryReading.REFUND, number, at, with("amountFen", fen, more));
  }

  static Told outpatient(String number, long at, long fen, Object... more) {
    return record(EntryReading.OUTPATIENT, number, at, with("totalFen", fen, more));
  }

  static Told inpatient(String number, long at, long fen, Object... more) {
    return record(EntryReading.INPATIENT, number, at, with("totalFen", fen, more));
  }

  private static Told record(String type, String number, long at, Map<String, Object> told) {
    String evidence = (String) told.getOrDefault("evidence", "his");
    int rank = evidence.equals("his") ? HIS : evidence.equals("bill") ? BILL : PROVIDER;
    String patient = (String) told.remove("patient");
    return new Told(Action.RECORD, type, number, rank, at, patient, told);
  }

  private static Map<String, Object> with(String name, Long fen, Object... more) {
    Map<String, Object> told = new LinkedHashMap<>();
    if (fen != null) {
      told.put(name, fen);
    }
    for (int i = 0; i < more.length; i += 2) {
      Object value = more[i + 1];
      told.put((String) more[i], value instanceof Integer number ? Long.valueOf(number) : value);
    }
    return told;
  }

  /** The same fact, cancelled. */
  Told cancelled() {
    return new Told(Action.VOID, type, number, rank, null, null, Map.of(), facility);
  }

  /** An amendment that takes back a part of a settlement. */
  Told reversed(String at, long fen) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("#", 0L);
    item.put("#less", "totalFen-amountFen");
    item.put("at", at);
    item.put("amountFen", fen);
    return new Told(
        Action.AMEND,
        type,
        number,
        rank,
        null,
        null,
        Map.of("reversals", new LinkedHashMap<>(Map.of(at, item))),
        facility);
  }

  EventKey key() {
    return new EventKey(facility, type, number);
  }

  /** As a message tells it. */
  MeasureEvents.Told message(long id, long recordedAt) {
    SourceRef source = new SourceRef("s" + rank, rank, recordedAt, "t" + id, id, 0, "m");
    return new MeasureEvents.Told(
        source,
        false,
        List.of(
            new Assertion(
                key(),
                action,
                source,
                at,
                patient == null ? null : new PatientId(facility, patient),
                attributes)),
        List.of());
  }

  /** As a fact told by this alone stands. */
  MeasureEvent event() {
    return new MeasureEvent(key(), 1, EventStatus.ACTIVE, at, at, patient, attributes, "m");
  }
}
