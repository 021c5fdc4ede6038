package org.bianmin.hub.trial.year;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which pages of the books an indicator is made of, in the readings that the definitions have
 * chosen: of the hospital, and of the health centre. A part is written {@code HAI-06/median}.
 */
public final class BookedIndicators {

  private static final Map<String, Function<BookPages, BookedAnswer>> HOSPITAL = new TreeMap<>();
  private static final Map<String, Function<BookPages, BookedAnswer>> CENTRE = new TreeMap<>();

  private static final String[] VAGINAL = {
    "delivery.vaginal", "delivery.breech", "delivery.forceps", "delivery.vacuum"
  };
  private static final String[] RELIEVED = {
    "delivery.analgesia.vaginal",
    "delivery.analgesia.breech",
    "delivery.analgesia.forceps",
    "delivery.analgesia.vacuum"
  };
  private static final String[] NEAR = {
    "final.bedside",
    "final.nurse-station",
    "final.ward-kiosk",
    "final.mobile",
    "final.settlement-cart"
  };
  private static final Set<String> NEW_CLINICS =
      Set.of("anaesthesia", "pain", "pharmacy", "sleep", "health-management");

  static {
    huaian();
    huaianLedger();
    shaoxing();
    recognition();
    zhangdian();
    lead();
    primary();
    BookedAnhui.of(HOSPITAL, CENTRE);
    BookedAnhui.ledger(HOSPITAL, CENTRE);
    BookedParts.of(HOSPITAL, CENTRE);
  }

  private BookedIndicators() {}

  /** Ids of a facility's indicators. */
  public static Set<String> of(String facility) {
    return byFacility(facility).keySet();
  }

  /** What the books say. */
  public static BookedAnswer answer(YearBooks books, String facility, String id, Span span) {
    return byFacility(facility).get(id).apply(new BookPages(books, facility, span));
  }

  private static Map<String, Function<BookPages, BookedAnswer>> byFacility(String facility) {
    return facility.equals(SyntheticYear.HOSPITAL) ? HOSPITAL : CENTRE;
  }

  private static void huaian() {
    HOSPITAL.put("HAI-01", b -> b.share("visit.O.booked", "visit.O"));
    HOSPITAL.put("HAI-02", b -> b.share("slots.pool.reserved-primary", "slots"));
    HOSPITAL.put("HAI-03", b -> BookedAnswer.number(0).yes(1));
    HOSPITAL.put("HAI-05", b -> b.mean("before-surgery", BookPages.DAY));
    HOSPITAL.put("HAI-06", b -> b.mean("wait", BookPages.MINUTE));
    HOSPITAL.put("HAI-07", b -> b.distinct("mdt.disease"));
    HOSPITAL.put("HAI-08", b -> b.distinct(NEW_CLINICS, "session.clinic").yes(1));
    HOSPITAL.put("HAI-09", b -> b.share("settled.outpatient.post", "settled.outpatient").any());
    HOSPITAL.put("HAI-10.s", b -> b.share("visit.elder.booked.offline", "visit.elder.booked"));
    HOSPITAL.put("HAI-11", b -> b.mean("run.reaction", BookPages.MINUTE));
    HOSPITAL.put("HAI-12", b -> b.share("run.departed.3", "run.dispatched"));
    HOSPITAL.put("HAI-14", b -> b.mean("observed", BookPages.HOUR));
    HOSPITAL.put("HAI-15", b -> b.share("operated.day", "operated"));
    HOSPITAL.put("HAI-16a", b -> b.share("discharge.pathway", "discharge"));
    HOSPITAL.put("HAI-16b", b -> b.share("pathway.variance", "pathway.closed"));
    HOSPITAL.put("HAI-17", b -> b.share("discharge.tcm", "discharge.tcm.told"));
    HOSPITAL.put("HAI-18", b -> b.share(b.sum(RELIEVED), b.sum(VAGINAL)));
    HOSPITAL.put("HAI-20", b -> b.common(b.set("admission.ward"), "nursing.ward"));
    HOSPITAL.put("HAI-21", b -> b.share("discharge.settled.same-day", "discharge"));
    HOSPITAL.put("HAI-22a", b -> b.count("referral.down.outpatient"));
    HOSPITAL.put("HAI-22b", BookedIndicators::sentDown);
    HOSPITAL.put("HAI-23", b -> b.share("discharge.home.followed", "discharge.home"));
    HOSPITAL.put("HAI-24", b -> b.common(b.set("discharge.ward"), "followup.nurse.ward"));
    HOSPITAL.put("HAI-25", b -> b.count("telecare.home-nursing").yes(1));
    HOSPITAL.put("HAI-26", b -> b.count("pathway.ERAS").yes(1));
    HOSPITAL.put("HAN-02", b -> b.share("order.exam.same-day.O", "order.exam.O"));
    HOSPITAL.put("HAN-03", b -> b.median("refund.days", BookPages.DAY));
  }

  private static BookedAnswer sentDown(BookPages b) {
    Set<Object> admissions = new HashSet<>(b.set("disposition.3"));
    admissions.addAll(b.set("referral.down.inpatient"));
    return BookedAnswer.number(admissions.size());
  }

  private static void huaianLedger() {
    HOSPITAL.put("HA-01.1", b -> b.share("visit.named.O", "visit.O"));
    HOSPITAL.put("HA-01.2", b -> b.share("booking.clinic.slotted", "booking.clinic"));
    HOSPITAL.put(
        "HA-01.4",
        b ->
            b.groups(
                "booking.channel",
                List.of(
                    Set.of("phone"),
                    Set.of("kiosk"),
                    Set.of("web"),
                    Set.of("mobile-app", "wechat-official", "alipay-life"))));
    HOSPITAL.put(
        "HA-01.5", b -> b.count("booking.clinic.by-primary", "booking.clinic.by-family-doctor"));
    HOSPITAL.put(
        "HA-01.7",
        b ->
            b.share(
                b.sum("appointment.due.missed"),
                b.sum("appointment.due") - b.sum("appointment.due.stopped")));
    HOSPITAL.put("HA-02.2", b -> b.count("telecare.consult"));
    HOSPITAL.put("HA-03.1", b -> b.count("preadmission"));
    HOSPITAL.put("HA-04.1", b -> b.mean("queue.O", BookPages.MINUTE));
    HOSPITAL.put("HA-04.2", b -> b.count("consult.same-day-result"));
    HOSPITAL.put("HA-04.4", b -> b.count("booking.clinic.clinic-room"));
    HOSPITAL.put("HA-08.2", b -> b.share(0, b.sum("run.arrived")));
    HOSPITAL.put("HA-09.1", b -> b.share("visit.E.triaged", "visit.E"));
    HOSPITAL.put("HA-12.2", b -> b.share(b.sum(NEAR), b.sum("final")));
    HOSPITAL.put("HA-12.3", b -> b.share(b.sum("transfer.across"), b.sum("admission", "transfer")));
    HOSPITAL.put("HA-13.2", b -> b.count("telecare.remote-consult"));
    HOSPITAL.put("HA-17.1", b -> b.share("prescribed.reviewed", "prescribed"));
    HOSPITAL.put("HA-17.2", b -> b.count("session.pharmacy"));
    HOSPITAL.put("HA-17.3", b -> b.count("prescribed.online"));
    HOSPITAL.put("HA-19.2", b -> b.count("telecare.home-rehab"));
    HOSPITAL.put(
        "HA-20.1", b -> b.count("telecare.consult", "telecare.revisit", "telecare.pharmacy"));
    HOSPITAL.put(
        "HA-20.3",
        b ->
            b.groups(
                "paid.method",
                List.of(
                    Set.of("cash"),
                    Set.of("wechat", "alipay", "unionpay", "gov-unified"),
                    Set.of("e-cny"))));
    HOSPITAL.put("HA-21.2", b -> b.count("complaint"));
  }

  private static void shaoxing() {
    HOSPITAL.put("SXT-1.8", b -> b.share("booking.clinic.30", "booking.clinic"));
    HOSPITAL.put("SXT-1.11", b -> b.share("slots.pool.shared", "slots"));
    HOSPITAL.put("SXT-4.1", b -> b.share("admission.prepared", "admission"));
    HOSPITAL.put("SXT-4.7", b -> b.count("mdt.inpatient"));
    HOSPITAL.put("SXT-6.1", b -> b.share(0, b.sum("run.arrived")));
    HOSPITAL.put("SXT-8.1", b -> b.count("referral.up.attended", "referral.up.accepted"));
    HOSPITAL.put(
        "SXT-9.2",
        b ->
            b.count(
                "telecare.remote-consult", "telecare.remote-imaging", "telecare.remote-pathology"));
    HOSPITAL.put("SXN-01", b -> b.share("slots.online", "slots"));
    HOSPITAL.put(
        "SXN-02",
        b ->
            b.share(
                b.sum("slots.online.pool.reserved-hospital", "slots.online.pool.reserved-primary"),
                b.sum("slots.online")));
    HOSPITAL.put("SXN-03", b -> b.share("slots.reserved.blocks.10-days", "slots.reserved.blocks"));
    HOSPITAL.put("SXN-04", b -> b.share("reclaimed.in-time", "reclaimed"));
    HOSPITAL.put("SXN-05", b -> b.percentile("queue.window", BookPages.MINUTE, 95));
    HOSPITAL.put("SXN-06", b -> b.distinct("settled.outpatient.point"));
    HOSPITAL.put("SXN-07", b -> b.distinct("settled.inpatient.point"));
    HOSPITAL.put(
        "SXN-08",
        b ->
            b.distinct(
                Set.of(
                    "id-card",
                    "social-security-card",
                    "health-ecode",
                    "household-book",
                    "passport"),
                "visit.credential",
                "booking.credential"));
    HOSPITAL.put(
        "SXN-09",
        b ->
            b.distinct(
                Set.of("cash", "cheque", "bank-card", "wechat", "alipay", "social-security-card"),
                "paid.method"));
    HOSPITAL.put("SXN-10", b -> b.share("performed.booked-kind.30", "performed.booked-kind"));
    HOSPITAL.put("SXN-11", b -> b.distinct("notice.result.channel"));
    HOSPITAL.put(
        "SXN-12",
        b ->
            b.distinct(
                Set.of("window", "nurse-station", "ward-kiosk", "settlement-cart"), "final.point"));
    HOSPITAL.put("SXN-13", b -> b.share("operated.day", "operated"));
    HOSPITAL.put(
        "SXN-14",
        b -> b.share(b.sum("visit.named.O", "visit.named.E"), b.sum("visit.O", "visit.E")));
    HOSPITAL.put(
        "SXN-15",
        b -> b.share(b.set("examined.together.one-day").size(), b.set("examined.together").size()));
    HOSPITAL.put("SXN-16", b -> b.count("telecare.revisit.first"));
  }

  private static void recognition() {
    HOSPITAL.put("MR-03b", b -> b.share("viewed", "prompted"));
    HOSPITAL.put("MR-04", b -> b.share("decided.recognised", "decided"));
    HOSPITAL.put("MR-05", b -> b.count("decided.declined"));
    HOSPITAL.put("MR-06", b -> b.count("saved"));
  }

  private static void zhangdian() {
    HOSPITAL.put("ZDN-01", b -> BookedAnswer.over(b.sum("paid.visit.O"), b.sum("visit.O"), 1));
    CENTRE.put("ZDN-01", b -> BookedAnswer.over(b.sum("paid.visit.O"), b.sum("visit.O"), 1));
    HOSPITAL.put(
        "ZD-G2", b -> b.share(b.sum("booking.online"), b.sum("booking.clinic", "booking.exam")));
    HOSPITAL.put("ZD-G3", b -> b.share("admission.prepared", "admission"));
    HOSPITAL.put("ZD-G4", b -> b.share("report.heard", "report"));
    HOSPITAL.put("ZD-G5", b -> b.mean("wait.all", BookPages.MINUTE));
    HOSPITAL.put("ZD-M1.3", b -> b.share("visit.O.booked", "visit.O"));
    HOSPITAL.put("ZD-M1.5", b -> b.share("final.bedside", "final"));
    HOSPITAL.put("ZD-M1.6", b -> b.count("notice.pushed"));
    HOSPITAL.put("ZD-M1.7", b -> b.count("notice.result.pulled"));
    HOSPITAL.put("ZD-M3.1", b -> b.count("referral"));
    CENTRE.put("ZD-M3.1", b -> b.count("referral"));
  }

  private static void lead() {
    HOSPITAL.put("SXQ-1a", b -> b.share("slots.pool.reserved-primary", "slots").yes(20));
    HOSPITAL.put("SXQ-1b", b -> b.count("referral.up.attended", "kept-for-primary"));
    HOSPITAL.put("SX-01.2", b -> b.count("booking.clinic.by-primary"));
    HOSPITAL.put("SX-01.3", b -> b.count("booking.clinic.by-family-doctor"));
  }

  private static void primary() {
    CENTRE.put("SXQ-2b", b -> b.weeks("duty.week").yes(100));
    CENTRE.put(
        "SXQ-3b",
        b -> b.distinct(Set.of("hypertension", "diabetes"), "prescribed.long.kind").yes(2));
    CENTRE.put("SXQ-3d.1", b -> b.count("prescribed.agent").yes(1));
    CENTRE.put("SXQ-3d.2", b -> b.distinct("prescribed.agent.patient"));
    CENTRE.put("SXQ-4a", b -> b.common(b.valid("contract"), "contacted").yes(100));
    CENTRE.put("SXQ-4b", b -> b.count("contact.answered.routine", "contact.answered.key-followup"));
    CENTRE.put("SXQ-4c", b -> b.count("contact.answered.home-visit").yes(1));
    CENTRE.put("SXQ-4d", b -> b.count("contact.answered.home-visit"));
    CENTRE.put("SXQ-5b", b -> b.count("contact.elder"));
    CENTRE.put("SXQ-5c", b -> children(b).yes(1));
    CENTRE.put("SXQ-5d", BookedIndicators::children);
    CENTRE.put("SXQ-6a", b -> b.count("session.off").yes(1));
    CENTRE.put("SXQ-6b", b -> b.count("session.off").yes(1));
    CENTRE.put("SXQ-7b", b -> b.share("settled.outpatient.post", "settled.outpatient").yes(100));
    CENTRE.put("SXQ-8b", b -> b.count("vaccination.booked.slot").yes(1));
    CENTRE.put("SXQ-8c", b -> b.count("vaccinated.weekend.booked").yes(1));
    CENTRE.put("SXQ-8d", b -> b.count("vaccinated.weekend.booked").yes(1));
    CENTRE.put("SXQ-9a", b -> b.count("education.chronic").yes(1));
    CENTRE.put("SXQ-9b", b -> b.count("education.chronic"));
    CENTRE.put("SX-03.2", b -> b.distinct("prescribed.long.kind"));
    CENTRE.put("SX-05.1", b -> b.common(b.valid("contract.elder"), "contacted"));
    CENTRE.put("SX-05.2", b -> b.count("referral.elder"));
    CENTRE.put("SX-07.2", b -> b.distinct("paid.method"));
  }

  private static BookedAnswer children(BookPages b) {
    return BookedAnswer.number(b.valid("contract.child").size());
  }
}
