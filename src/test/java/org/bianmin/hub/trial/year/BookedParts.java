package org.bianmin.hub.trial.year;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Parts that are shown beside the values of indicators. */
final class BookedParts {

  private BookedParts() {}

  static void of(
      Map<String, Function<BookPages, BookedAnswer>> hospital,
      Map<String, Function<BookPages, BookedAnswer>> centre) {
    hospital.put("HAI-05/median", b -> b.median("before-surgery", BookPages.DAY));
    hospital.put("HAI-05/p95", b -> b.percentile("before-surgery", BookPages.DAY, 95));
    hospital.put("HAI-06/median", b -> b.median("wait", BookPages.MINUTE));
    hospital.put("HAI-06/p95", b -> b.percentile("wait", BookPages.MINUTE, 95));
    hospital.put("HAI-06/rejected", b -> b.count("wait.rejected"));
    hospital.put("HAI-09/all", b -> b.share("settled.outpatient.post", "settled.outpatient"));
    hospital.put(
        "HAI-09/emergency",
        b -> b.share(b.sum("settled.E.post"), b.sum("settled.E.post", "settled.E.pre")));
    hospital.put("HAI-11/p95", b -> b.percentile("run.reaction", BookPages.MINUTE, 95));
    hospital.put("HAI-14/median", b -> b.median("observed", BookPages.HOUR));
    hospital.put("HAI-14/max", b -> b.longest("observed", BookPages.HOUR));
    hospital.put("HAI-14/over-72h", b -> b.above("observed", 72 * BookPages.HOUR));
    hospital.put(
        "HAI-16b/completed",
        b -> b.share(b.sum("pathway.closed") - b.sum("pathway.variance"), b.sum("pathway.closed")));
    hospital.put("HAN-03/below-1-yuan", b -> b.count("refunded.deposit.small"));
    hospital.put(
        "HAN-03/refunded", b -> b.share("deposit.discharged.refunded", "deposit.discharged"));
    hospital.put("HA-12.2/bedside", b -> b.share("final.bedside", "final"));
    hospital.put("HA-01.7/returned", b -> b.share("appointment.due.returned", "appointment.due"));
    hospital.put("HA-21.2/resolved", b -> b.share("complaint.resolved", "complaint"));
    for (String level : List.of("general", "specialist", "expert")) {
      hospital.put(
          "SXN-01/" + level, b -> b.share("slots.online.level." + level, "slots.level." + level));
    }
    hospital.put("SXN-05/median", b -> b.median("queue.window", BookPages.MINUTE));
    hospital.put("SXN-05/max", b -> b.longest("queue.window", BookPages.MINUTE));
    hospital.put("SXN-16/all", b -> b.count("telecare.revisit"));
    for (String reason : List.of("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R10")) {
      hospital.put("MR-05/" + reason, b -> b.share("declined." + reason, "decided.declined"));
    }
    hospital.put("MR-06/priced", b -> b.share("decided.priced", "decided.recognised"));
    hospital.put("SXQ-1a/share", b -> b.share("slots.pool.reserved-primary", "slots"));
    hospital.put("ZD-G5/p95", b -> b.percentile("wait.all", BookPages.MINUTE, 95));
    hospital.put("ZD-G5/rejected", b -> b.count("wait.all.rejected"));
    centre.put("SXQ-2b/weeks", b -> b.weeks("duty.week"));
    centre.put("SXQ-3b/hypertension", b -> b.count("prescribed.long.hypertension"));
    centre.put("SXQ-3b/diabetes", b -> b.count("prescribed.long.diabetes"));
    centre.put("SXQ-4a/share", b -> b.common(b.valid("contract"), "contacted"));
    centre.put("SXQ-4b/key-followup", b -> b.count("contact.answered.key-followup"));
    centre.put("SXQ-7b/share", b -> b.share("settled.outpatient.post", "settled.outpatient"));
    centre.put("SX-07.2/points", b -> b.distinct("settled.outpatient.point"));
  }
}
