package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The places of a session: released some days before, half of them for others, some of these taken
 * back to the shared pool three days after, or never, or too late.
 */
final class SlotStory extends Story {

  private static final Integer[] CAPACITIES = {20, 12, 30, 8, 24, 16, 10};
  private static final String[] POOLS = {
    "shared", "reserved-primary", "shared", "reserved-hospital", "internal", "shared",
    "reserved-primary", "dedicated", "shared", "reserved-hospital", "shared", "reserved-primary",
    "shared"
  };
  private static final String[] LEVELS = {
    "general", "specialist", "expert", "general", "special-need"
  };

  /** Days from the release to the session; 10 are what is asked. */
  private static final Integer[] LEADS = {14, 10, 9, 12, 10, 7, 20};

  /**
   * Hours from the release to the end of the reservation; 72 are what is asked, give or take one.
   */
  private static final Integer[] RECLAIMED = {72, 72, 73, 71, 74, null, 96, 72};

  SlotStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.HOSPITAL, "L", date, n);
  }

  void tell() {
    // planned on the day of its release
    int lead = turn(LEADS);
    LocalDate day = date.plusDays(lead);
    long session = YearCalendar.start(day) + (n % 2 == 0 ? 8 : 14) * YearCalendar.HOUR;
    long released = n % 3 == 0 ? YearCalendar.start(date) + 8 * YearCalendar.HOUR : at(date, 7, 8);
    int capacity = turn(CAPACITIES);
    String pool = turn(POOLS);
    String kind = n % 10 == 9 ? "exam" : "clinic";
    Boolean online = n % 9 == 4 ? null : (Boolean) (n % 4 != 1);
    String level = LEVELS[(int) (n / 2 % LEVELS.length)];
    boolean clinic = kind.equals("clinic");
    Fact slot =
        fact("slot.published", "L" + stem, session, null)
            .with("apptKind", kind)
            .withTime("sessionEnd", session + 4 * YearCalendar.HOUR)
            .with("slotMinutes", n % 5 == 0 ? 60 : 30)
            .with("capacity", capacity)
            .with("clinicLevel", clinic ? level : null)
            .with("doctorId", "D" + n % 200)
            .with("pool", pool)
            .with("onlineOpen", online)
            .with("channels", List.of((Object) Map.of("channel", "mobile-app")))
            .withTime("releasedAt", released)
            .with("deptCode", department())
            .with("campusCode", "A");
    boolean reserved = pool.startsWith("reserved-");
    if (clinic) {
      clinic(slot, pool, level, Boolean.TRUE.equals(online), capacity);
    }
    if (reserved && clinic) {
      slot.counts("slots.reserved.blocks").adds("slots.reserved", capacity);
      if (lead >= 10) {
        slot.counts("slots.reserved.blocks.10-days").adds("slots.reserved.10-days", capacity);
      }
      if (lead > 10 || (lead == 10 && released <= session - 10 * YearCalendar.DAY)) {
        slot.counts("slots.reserved.blocks.240-hours");
        slot.adds("slots.reserved.240-hours", capacity);
      }
    }
    slot.told(released);
    if (reserved && clinic) {
      reclaimed(slot, pool, released, capacity);
    }
    if (n % 53 == 11) {
      slot.gone(main, session - 20 * YearCalendar.HOUR);
    }
    if (corrected(19)) {
      slot.gone(late, lateAt());
    }
  }

  private static void clinic(Fact slot, String pool, String level, boolean online, int capacity) {
    slot.adds("slots", capacity);
    slot.adds("slots.pool." + pool, capacity);
    slot.adds("slots.level." + level, capacity);
    if (online) {
      slot.adds("slots.online", capacity);
      slot.adds("slots.online.pool." + pool, capacity);
      slot.adds("slots.online.level." + level, capacity);
    }
  }

  private void reclaimed(Fact slot, String pool, long released, int capacity) {
    Integer hours = RECLAIMED[(int) (n / 3 % RECLAIMED.length)];
    int unused = n % 4 == 0 ? 0 : capacity / 2;
    if (unused == 0) {
      return;
    }
    slot.adds("slots.reserved.unused", unused);
    if (hours == null) {
      return;
    }
    long at = released + hours * YearCalendar.HOUR;
    Fact reclaim =
        fact("slot.reclaimed", slot.key + "/1", at, null)
            .with("slotRef", slot.key)
            .with("fromPool", pool)
            .with("toPool", "shared")
            .with("quantity", unused)
            .with("deptCode", "0101")
            .counts("reclaimed.blocks")
            .adds("reclaimed", unused);
    reclaim.joint(main, sum("reclaimed.known", at, unused), slot);
    if (hours >= 71 && hours <= 73) {
      reclaim.joint(main, sum("reclaimed.in-time", at, unused), slot);
      slot.joint(main, sum("slots.reclaimed.in-time", slot.at, unused), reclaim);
    }
    slot.joint(main, sum("slots.reclaimed", slot.at, unused), reclaim);
    reclaim.told(at);
  }

  private Entry sum(String what, long at, long amount) {
    return new Entry(Entry.Kind.COUNT, facility, what, at, amount, null);
  }
}
