package org.bianmin.hub.trial;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Merges the journeys by virtual time and gives each message its control id when it is due. */
final class DayIterator implements Iterator<TrialMessage> {

  private static final byte NOT_A_BYTE_OF_ANY_CHARSET = (byte) 0xFF;

  /** Every third message of the GB18030 sender leaves MSH-18 empty, as many vendors do. */
  private static final int EMPTY_CHARSET_EVERY = 3;

  /** A planned step; equal times keep the order of planning. */
  private record Due(Journey.Step step, long order) {}

  private final HospitalDay day;
  private final int patients;
  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong((Due due) -> due.step().atMillis())
              .thenComparingLong(Due::order));
  private final Map<Sender, Long> sent = new EnumMap<>(Sender.class);
  private int next;
  private long planned;

  DayIterator(HospitalDay day, int patients) {
    this.day = day;
    this.patients = patients;
  }

  @Override
  public boolean hasNext() {
    return next < patients || !waiting.isEmpty();
  }

  @Override
  public TrialMessage next() {
    while (next < patients
        && (waiting.isEmpty() || waiting.peek().step().atMillis() >= day.arrivalMillis(next))) {
      for (Journey.Step step : day.plan(next).steps) {
        waiting.add(new Due(step, planned++));
      }
      next++;
    }
    Due due = waiting.poll();
    if (due == null) {
      throw new NoSuchElementException("the hospital day is over");
    }
    return write(due.step());
  }

  private TrialMessage write(Journey.Step step) {
    Sender sender = step.sender();
    long number = sent.merge(sender, 1L, Long::sum);
    boolean unnamed = sender == Sender.LIS && number % EMPTY_CHARSET_EVERY == 1;
    String msh =
        SegmentWriter.of("MSH")
            .set(2, "^~\\&")
            .set(3, sender.application)
            .set(4, day.facility())
            .set(5, "HUB")
            .set(6, day.facility())
            .set(7, VirtualTime.stamp(step.atMillis()))
            .set(9, step.messageType())
            .set(10, day.controlId(sender, number))
            .set(11, "T")
            .set(12, sender.version)
            .set(17, "CHN")
            .set(18, unnamed ? "" : sender.charsetName)
            .end();
    byte[] bytes = (msh + step.body().get()).getBytes(sender.charset);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == OddDay.IMPOSSIBLE) {
        bytes[i] = NOT_A_BYTE_OF_ANY_CHARSET;
      }
    }
    return new TrialMessage(step.atMillis(), sender.source, bytes, step.what());
  }
}
