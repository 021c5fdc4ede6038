package org.bianmin.hub.faults;

import java.time.LocalDate;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bianmin.hub.trial.DaySummary;
import org.bianmin.hub.trial.HospitalDay;
import org.bianmin.hub.trial.TrialMessage;
import org.bianmin.hub.trial.TrialMessages;

/**
 * What the systems of a hospital have to say: one day with corrections, cancellations and merges,
 * and between its messages as many registrations and reports as are asked for. Knows which facts
 * follow from it.
 */
final class HospitalLoad {

  static final String FACILITY = "123400000000000000";

  private static final LocalDate DATE = LocalDate.of(2026, 11, 2);
  private static final long SEED = 20_261_102;

  private final Deque<byte[]> hisDay = new ConcurrentLinkedDeque<>();
  private final Deque<byte[]> lisDay = new ConcurrentLinkedDeque<>();
  private final TrialMessages hisBulk = new TrialMessages(FACILITY, "H1", DATE);
  private final TrialMessages lisBulk = new TrialMessages(FACILITY, "L1", DATE);
  private final DaySummary day;
  private long registrations;
  private long reports;

  HospitalLoad(int patients) {
    HospitalDay messages = new HospitalDay(SEED, DATE, FACILITY, patients);
    for (TrialMessage message : messages) {
      (message.source().equals("his") ? hisDay : lisDay).add(message.bytes());
    }
    this.day = messages.summary();
  }

  /** Endless: every fifth message is of the day, the others are registrations. */
  Iterator<byte[]> his() {
    return endless(hisDay, () -> hisBulk.smallAdt(registrations++));
  }

  /** Endless: every fifth message is of the day, the others are reports with 24 results. */
  Iterator<byte[]> lis() {
    return endless(lisDay, () -> lisBulk.largeOru(reports++));
  }

  private interface Bulk {
    byte[] next();
  }

  private static Iterator<byte[]> endless(Deque<byte[]> day, Bulk bulk) {
    return new Iterator<>() {
      private int given;

      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public byte[] next() {
        byte[] ofTheDay = given++ % 5 == 0 ? day.poll() : null;
        return ofTheDay == null ? bulk.next() : ofTheDay;
      }
    };
  }

  /** Messages of the day that nobody has asked {@link #his} for yet. */
  int leftOfHisDay() {
    return hisDay.size();
  }

  /** Messages of the day that nobody has asked {@link #lis} for yet. */
  int leftOfLisDay() {
    return lisDay.size();
  }

  int parked() {
    return day.parked();
  }

  /** Facts in force once everything given out and the whole day have arrived, by type. */
  Map<String, Long> active() {
    Map<String, Long> active = new TreeMap<>();
    day.active().forEach((type, n) -> active.put(type, (long) n));
    // merges are no facts of their own
    active.remove("patient.link");
    active.merge("visit.registered", registrations, Long::sum);
    active.merge("result.issued", reports, Long::sum);
    return active;
  }

  /** Facts that were told and taken back, by type. */
  Map<String, Long> voided() {
    Map<String, Long> voided = new TreeMap<>();
    day.voided().forEach((type, n) -> voided.put(type, (long) n));
    return voided;
  }
}
