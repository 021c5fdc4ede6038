package org.bianmin.hub.trial;

import java.time.LocalDate;

/**
 * The days that sample traffic plays: the last week up to yesterday, then the same dates with other
 * patients, so that no time lies in the future.
 */
final class TrialDays {

  private static final int DAYS = 7;

  /** Seeds of later rounds lie far from those of a trial started a little later. */
  private static final long NEXT_WEEK = 1_000_003;

  private final long seed;
  private final LocalDate today;
  private final String facility;
  private final int patients;

  TrialDays(long seed, LocalDate today, String facility, int patients) {
    this.seed = seed;
    this.today = today;
    this.facility = facility;
    this.patients = patients;
  }

  /** The n-th day, from 0; the first is yesterday, then come the days from a week ago. */
  HospitalDay day(int n) {
    int back = n % DAYS == 0 ? 1 : DAYS + 1 - n % DAYS;
    return new HospitalDay(seed + n / DAYS * NEXT_WEEK, today.minusDays(back), facility, patients);
  }
}
