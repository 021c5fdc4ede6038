package org.bianmin.hub.console;

import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.MessageState;
import org.bianmin.hub.journal.MessageStates;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Tallies;

/** Puts messages through the write side: journal, states, facts, outbox. */
final class Traffics {

  static final String FACILITY = "H001";
  static final String NAME = "赵一东";

  private static final Charset GB18030 = Charset.forName("GB18030");

  private final InboundMessages journal;
  private final MeasureEvents events;
  private final Commands commands;
  private final MessageStates states = new MessageStates();

  Traffics(InboundMessages journal, MeasureEvents events, Commands commands) {
    this.journal = journal;
    this.events = events;
    this.commands = commands;
  }

  static String adt(String trigger, String controlId, String visit) {
    return "MSH|^~\\&|HIS|H001|HUB|H001|20261103080000||ADT^"
        + trigger
        + "|"
        + controlId
        + "|P|2.5.1||||||GB 18030-2000\r"
        + "EVN|"
        + trigger
        + "|20261103080000\r"
        + "PID|1||P0001^^^H001^PI||"
        + NAME
        + "||19700101|M|||杭州市某路1号||13800000000\r"
        + "PV1|1|O|D01^^^H001||||D1001^王医生||||||||||||"
        + visit
        + "\r";
  }

  /** Receives a message, which then waits. */
  long receive(String source, String trigger, String controlId, String visit) {
    return receive(source, trigger, controlId, visit, null);
  }

  /** Receives a message that cannot be read. */
  long park(String source, String controlId, String reason) {
    return receive(source, "A01", controlId, "V9", new Parked("decode", reason, "byte 17"));
  }

  private long receive(
      String source, String trigger, String controlId, String visit, Parked parked) {
    var message =
        new NewMessage(
            source,
            FACILITY,
            MessageFormat.HL7V2,
            controlId,
            "ADT^" + trigger,
            "GB18030",
            System.currentTimeMillis(),
            adt(trigger, controlId, visit).getBytes(GB18030),
            parked,
            null);
    return journal.receive(message).join().messageId();
  }

  static EventKey key(String visit) {
    return new EventKey(FACILITY, "visit.registered", visit);
  }

  /** Receives a registration and reads it: one event, one delivery. */
  long register(String source, String controlId, String visit) {
    long id = receive(source, "A04", controlId, visit);
    normalize(id, source, visit, Action.RECORD, 1_000);
    return id;
  }

  /** Receives a cancellation and reads it: the event is void. */
  long cancel(String source, String controlId, String visit) {
    long id = receive(source, "A11", controlId, visit);
    normalize(id, source, visit, Action.VOID, 2_000);
    return id;
  }

  void normalize(long id, String source, String visit, Action action, long recordedAt) {
    var ref = new SourceRef(source, 10, recordedAt, "t" + id, id, 0, "m1");
    var assertion =
        new Assertion(
            key(visit),
            action,
            ref,
            1_790_000_000_000L,
            new PatientId(FACILITY, "P0001"),
            action == Action.RECORD ? Map.of("department", "D01", "visitClass", "O") : Map.of());
    commands.execute(
        session -> {
          long now = System.currentTimeMillis();
          states.write(session, List.of(change(id, source, MessageState.NORMALIZED, null)), now);
          return events.apply(
              session,
              List.of(
                  events.prepare(
                      new MeasureEvents.Told(ref, false, List.of(assertion), List.of()))),
              now);
        });
  }

  /** A message says that two identifiers name one patient. */
  void merge(String old, String current) {
    long id = receive("his", "A40", "MERGE" + old, "");
    var ref = new SourceRef("his", 10, 3_000, "t" + id, id, 0, "m1");
    var link = new PatientLink(new PatientId(FACILITY, old), new PatientId(FACILITY, current), ref);
    commands.execute(
        session -> {
          long now = System.currentTimeMillis();
          states.write(session, List.of(change(id, "his", MessageState.NORMALIZED, null)), now);
          return events.apply(
              session,
              List.of(events.prepare(new MeasureEvents.Told(ref, false, List.of(), List.of(link)))),
              now);
        });
  }

  void state(long id, String source, MessageState state, String reason) {
    commands.execute(
        session -> {
          states.write(
              session, List.of(change(id, source, state, reason)), System.currentTimeMillis());
          return null;
        });
  }

  private static MessageStates.Change change(
      long id, String source, MessageState state, String reason) {
    return new MessageStates.Change(id, source, state, null, reason, null, "m1");
  }

  /** The destination answers for all deliveries that wait: accepted, with a receipt. */
  void deliverAll(String batch) {
    finish("DELIVERED", "accepted", null, batch);
  }

  /** The destination refuses all deliveries that wait. */
  void refuseAll(String batch, String reason) {
    finish("DISCARDED", "rejected", reason, batch);
  }

  private void finish(String state, String outcome, String reason, String batch) {
    commands.execute(
        session -> {
          long now = System.currentTimeMillis();
          PreparedStatement done =
              session.prepare(
                  "update delivery set state = ?, outcome = ?, reason = ?, done_at = ?, batch_no = ?,"
                      + " attempt = attempt + 1 where state = 'AVAILABLE'");
          done.setString(1, state);
          done.setString(2, outcome);
          done.setString(3, reason);
          done.setLong(4, now);
          done.setString(5, batch);
          int n = done.executeUpdate();
          PreparedStatement call =
              session.prepare(
                  "insert into delivery_batch (batch_no, destination, items, sent_at, answered_at,"
                      + " outcome, receipt_no) values (?, ?, ?, ?, ?, ?, ?)");
          call.setString(1, batch);
          call.setString(2, ConsoleRooms.DESTINATION);
          call.setLong(3, n);
          call.setLong(4, now);
          call.setLong(5, now);
          call.setString(6, outcome);
          call.setString(7, "R-" + batch);
          call.executeUpdate();
          Tallies tallies = new Tallies("delivery");
          tallies.add(state.toLowerCase(Locale.ROOT), ConsoleRooms.DESTINATION, n);
          tallies.write(session, now);
          return null;
        });
  }

  /** Tallies of an hour gone by, in which messages came and were read. */
  void past(String source, int perMinute) {
    commands.execute(
        session -> {
          long now = System.currentTimeMillis();
          Tallies tallies = new Tallies("journal");
          for (int minute = 1; minute < 60; minute++) {
            long n = perMinute + Math.round(perMinute * 0.6 * Math.sin(minute / 6.0)) + minute % 7;
            long parked = minute % 11 == 0 ? 3 : 0;
            tallies.add("received", source, n);
            tallies.add("parked", source, parked);
            tallies.add("normalized", source, n - parked);
            tallies.write(session, now - minute * 60_000L);
          }
          return null;
        });
  }
}
