package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.Map;

/** A run of the hospital's own ambulance station, with every step at and beside its limit. */
final class AmbulanceStory extends Story {

  private static final Long[] DEPARTURES = {60L, 120L, 179L, 180L, 181L, 240L, 90L, 45L, 300L};

  AmbulanceStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.HOSPITAL, "M", date, n);
  }

  void tell() {
    long call = n % 40 == 11 ? YearCalendar.start(date) : at(date, 0, 24);
    boolean cancelled = n % 17 == 3;
    boolean unsaid = n % 5 == 1 && !cancelled;
    boolean sent = n % 31 != 5;
    boolean left = sent && n % 29 != 7;
    long dispatched = call + random.nextInt(20, 120) * 1_000L;
    long departed = dispatched + turn(DEPARTURES) * 1_000L;
    long scene = departed + random.nextInt(180, 1_500) * 1_000L;
    boolean arrived = left && !cancelled && n % 37 != 9;
    Fact run =
        fact("ems.run", "RUN" + stem, call, null)
            .withTime("dispatchedAt", sent ? dispatched : null)
            .withTime("departedAt", left ? departed : null)
            .withTime("arrivedSceneAt", arrived ? scene : null)
            .withTime("arrivedHospitalAt", arrived ? scene + minutes(10, 40) : null)
            .with("stationCode", "ST1")
            .with("cancelled", unsaid ? null : (Boolean) cancelled);
    if (arrived) {
      run.counts("run.arrived").value(main, "run.reaction", scene - call);
    }
    if (sent && !cancelled) {
      run.counts("run.dispatched");
      if (left) {
        run.counts("run.departed");
      }
      if (left && departed - dispatched <= 180_000L) {
        run.counts("run.departed.3");
      }
    } else if (sent) {
      run.counts("run.dispatched.cancelled");
      if (left && departed - dispatched <= 180_000L) {
        run.counts("run.cancelled.departed.3");
      }
    }
    run.told(scene + minutes(20, 60));
    if (n % 43 == 1) {
      run.gone(main, scene + minutes(90, 900));
    } else if (corrected(9)) {
      run.amended(late, lateAt(), Map.of("cancelled", true));
      run.suspended(late);
      if (sent) {
        run.joint(late, "run.dispatched.cancelled");
      }
    }
  }
}
