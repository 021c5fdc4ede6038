package org.bianmin.hub.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * What one patient makes the senders say in a day: planned at arrival, written when its time comes,
 * so that a day of millions of patients holds only those who are in the house.
 */
final class Journey {

  /** The longest plan, in minutes; late arrivals are compressed to end before midnight. */
  static final int LONGEST_MINUTES = 480;

  /**
   * A message to be written.
   *
   * @param body everything after MSH
   */
  record Step(
      long atMillis, Sender sender, String messageType, String what, Supplier<String> body) {}

  /**
   * A fact that the day leaves behind.
   *
   * @param active false when the day also voids it
   */
  record Yield(String eventType, boolean active) {}

  final long index;
  final Person person;
  final SplittableRandom random;
  final List<Step> steps = new ArrayList<>(8);
  final List<Yield> yields = new ArrayList<>(6);
  private final String numberStem;
  private final long startMillis;
  private final double scale;
  private int numbers;

  Journey(
      long index,
      Person person,
      SplittableRandom random,
      String numberStem,
      long startMillis,
      long dayEndMillis) {
    this.index = index;
    this.person = person;
    this.random = random;
    this.numberStem = numberStem;
    this.startMillis = startMillis;
    long room = dayEndMillis - startMillis - VirtualTime.MINUTE;
    this.scale = Math.min(1.0, (double) room / (LONGEST_MINUTES * VirtualTime.MINUTE));
  }

  /** Virtual time so many minutes after the journey's start. */
  long at(int minutes) {
    return startMillis + (long) (minutes * VirtualTime.MINUTE * scale);
  }

  String stamp(int minutes) {
    return VirtualTime.stamp(at(minutes));
  }

  /** A number that this seed and date give only once, for a visit, settlement, order or report. */
  String number(String prefix) {
    return prefix + numberStem + numbers++;
  }

  void say(int minutes, Sender sender, String messageType, String what, Supplier<String> body) {
    steps.add(new Step(at(minutes), sender, messageType, what, body));
  }

  void yields(String eventType, boolean active) {
    yields.add(new Yield(eventType, active));
  }
}
