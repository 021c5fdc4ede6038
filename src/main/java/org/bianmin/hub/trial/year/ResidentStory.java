package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A resident with a family doctor: signs, is contacted, leaves; some have two numbers for a time.
 */
final class ResidentStory extends Story {

  private static final int QUARTER_DAYS = 91;
  private static final long LAST_DAY = YearCalendar.start(LocalDate.of(YearCalendar.YEAR, 6, 30));
  private static final String[][] GROUPS = {
    {"elder"}, {"child-0-6"}, {"chronic"}, {"elder", "chronic"}, {"pregnant"}, {"child-0-6"}, {}
  };
  private static final String[] KINDS = {
    "routine", "key-followup", "health-management", "home-visit", "health-management"
  };
  private static final String[] MODES = {"phone", "ai-call", "wechat", "sms", "platform"};

  private final String resident;
  private Fact contract;
  private boolean elder;

  ResidentStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.CENTRE, "R", date, n);
    this.resident = "R" + n;
  }

  void tell() {
    String[] groups = turn(GROUPS);
    elder = groups.length > 0 && groups[0].equals("elder");
    boolean child = groups.length > 0 && groups[0].equals("child-0-6");
    long from = n % 13 == 3 ? YearCalendar.start(date) : at(date, 8, 18);
    Long to = ends();
    contract = contract("1", from, to, groups, resident, child);
    if (n % 15 == 4) {
      // signed again under another number, and found out: one person
      String other = "RT" + n;
      contract("2", from + 40 * YearCalendar.DAY, to, groups, other, child);
      if (n % 2 == 0) {
        merge(main, other, resident, from + 60 * YearCalendar.DAY);
      } else if (date.getYear() < YearCalendar.YEAR || corrected(3)) {
        merge(late, other, resident, lateAt());
      }
    }
    contacts(from, groups);
    if (n % 31 == 8) {
      contract.gone(main, from + 20 * YearCalendar.DAY);
    } else if (corrected(6)) {
      contract.gone(late, lateAt());
    }
  }

  /** In a year as a rule, in a quarter now and then, at the very end of a quarter, or never. */
  private Long ends() {
    return switch ((int) (n % 8)) {
      case 1 -> YearCalendar.start(date.plusDays(90)) - YearCalendar.SECOND;
      case 2 -> YearCalendar.start(LocalDate.of(YearCalendar.YEAR, 7, 1)) - YearCalendar.SECOND;
      case 5 -> null;
      case 6 -> LAST_DAY; // written as a day, which counts whole
      default -> YearCalendar.start(date.plusYears(1)) - YearCalendar.SECOND;
    };
  }

  private Fact contract(
      String number, long from, Long to, String[] groups, String who, boolean child) {
    long end = to == null ? Long.MAX_VALUE : to == LAST_DAY ? LAST_DAY + YearCalendar.DAY : to;
    Fact signed =
        fact("familydoctor.signed", "FD" + stem + "-" + number, from, who)
            .withTime("to", to)
            .with("groups", group(groups))
            .with("teamId", "TEAM" + n % 9)
            .counts("signed")
            .contracts("contract", end);
    if (child) {
      signed.contracts("contract.child", end);
    }
    if (groups.length > 0 && groups[0].equals("elder")) {
      signed.contracts("contract.elder", end);
    }
    return signed.told(from);
  }

  private static List<Object> group(String[] groups) {
    List<Object> items = new ArrayList<>(groups.length);
    for (String group : groups) {
      items.add(Map.of("group", group));
    }
    return items.isEmpty() ? null : items;
  }

  private void contacts(long from, String[] groups) {
    for (int quarter = 0; quarter < 4; quarter++) {
      // some are forgotten in some quarters
      if ((n + quarter) % 9 == 2) {
        continue;
      }
      LocalDate day = date.plusDays(quarter * (long) QUARTER_DAYS + 3 + random.nextInt(60));
      contact(quarter, Math.max(at(day, 8, 20), from), groups);
    }
  }

  private void contact(int quarter, long at, String[] groups) {
    String kind = KINDS[(int) ((n + quarter) % KINDS.length)];
    String mode = kind.equals("home-visit") ? "face" : MODES[(int) (n % MODES.length)];
    boolean answered = (n + quarter) % 11 != 5;
    // half of the records tell the group, of the others the contract does
    boolean grouped = n % 2 == 0;
    Fact contact =
        fact("familydoctor.contacted", "FC" + stem + "-" + quarter, at, resident)
            .with("kind", kind)
            .with("mode", mode)
            .with("groups", grouped ? group(groups) : null)
            .with("answered", answered)
            .with("contractRef", contract.key)
            .counts("contact");
    if (answered) {
      contact.counts("contact.answered." + kind).putsPatient("contacted");
      contact.putsPatient("contacted." + kind);
      if (grouped && elder) {
        contact.putsPatient("contacted.elder." + kind);
      }
      if (kind.equals("health-management") && elder && grouped) {
        contact.counts("contact.elder");
      } else if (kind.equals("health-management") && elder) {
        contact.joint(main, "contact.elder", contract);
      }
    }
    contact.told(at);
    if ((n + quarter) % 41 == 3) {
      contact.gone(main, at + minutes(60, 6_000));
    }
  }
}
