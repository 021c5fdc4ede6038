package org.bianmin.hub.settlement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.settlement.Judged.Counted;

/**
 * Says how records that belong together agree. A function of what they tell alone: neither of the
 * order in which they came nor of the clock.
 */
final class Judge {

  private final EntryReading days;
  private final long lateAfter;

  Judge(EntryReading days, Duration lateAfter) {
    this.days = days;
    this.lateAfter = lateAfter.toMillis();
  }

  /**
   * Judges active records.
   *
   * @param items in the order of {@link Component#ITEMS}, at least one
   */
  Judged judge(List<Item> items) {
    return new Case(items).judge();
  }

  /** The parts of a settlement: what was reversed is taken off the self part first. */
  static Counted due(Entry settlement) {
    long left = settlement.amountOrZero();
    long whole = Math.addExact(left, settlement.reversed());
    Long self = settlement.self();
    Long insurance = settlement.insurance();
    if (insurance == null) {
      insurance = self == null ? 0 : Math.max(0, whole - self);
    }
    if (self == null) {
      self = Math.max(0, whole - insurance);
    }
    long fromInsurance = Math.max(0, settlement.reversed() - self);
    return new Counted(
        Math.max(0, self - settlement.reversed()), Math.max(0, insurance - fromInsurance));
  }

  private final class Case {
    private final List<Item> items;
    private final List<Item> settlements;
    private final List<Item> paid;
    private final List<Item> refunded;
    private final Payments payments;
    private final Refunds refunds;
    private final boolean admission;
    private final boolean splits;
    private final Map<Item, Counted> counted = new HashMap<>();
    // what is left of each payment, as it faces the settlements
    private final Map<Item, Long> net = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>(0);
    private long due;
    private long insuranceDue;
    private long paidFen;
    private long refundedFen;
    private long insurancePaid;
    private boolean insuranceTold;
    private boolean overRefunded;

    Case(List<Item> items) {
      this.items = items;
      this.settlements = of(RecordKind.SETTLEMENT);
      this.paid = of(RecordKind.PAYMENT);
      this.refunded = of(RecordKind.REFUND);
      this.payments = new Payments(paid);
      this.refunds = new Refunds(refunded, payments);
      this.admission = items.stream().anyMatch(i -> i.entry.ofAdmission());
      this.splits =
          settlements.stream().anyMatch(i -> i.entry.self() != null || i.entry.insurance() != null);
    }

    private List<Item> of(RecordKind kind) {
      return items.stream().filter(i -> i.kind() == kind).toList();
    }

    Judged judge() {
      settled();
      paid();
      if (!splits && !settlements.isEmpty()) {
        // the whole faces the whole
        paidFen = Math.addExact(paidFen, insurancePaid);
        insurancePaid = 0;
      }
      long left = Math.subtractExact(paidFen, refundedFen);
      // of what is not settled at all the insurance's part is too much as well
      long difference =
          settlements.isEmpty()
              ? Math.addExact(left, insurancePaid)
              : Math.subtractExact(left, due);
      Outcome outcome = outcome(difference);
      find(outcome, difference);
      return new Judged(
          days.day(businessTime()),
          outcome,
          List.copyOf(findings),
          settlements.size(),
          payments.primary().size(),
          refunded.size(),
          due,
          paidFen,
          refundedFen,
          insuranceDue,
          insurancePaid,
          splits,
          items.get(0).entry.at(),
          since(outcome),
          counted,
          payments.twins(),
          payments.cashParts());
    }

    private void settled() {
      for (Item item : settlements) {
        Counted part = due(item.entry);
        counted.put(item, part);
        due = Math.addExact(due, part.self());
        insuranceDue = Math.addExact(insuranceDue, part.insurance());
      }
    }

    private void paid() {
      payments.twins().forEach(twin -> counted.put(twin, new Counted(0, 0)));
      boolean whole = !splits && !settlements.isEmpty();
      for (Item item : payments.primary()) {
        long self = Payments.self(item.entry);
        long insurance = Payments.insurance(item.entry);
        long back = refunds.of(item);
        // the patient's money goes back first
        long ofInsurance = Math.min(Math.max(0, insurance), Math.max(0, back - self));
        counted.put(item, new Counted(self, insurance));
        paidFen = Math.addExact(paidFen, self);
        insurancePaid = Math.addExact(insurancePaid, insurance - ofInsurance);
        refundedFen = Math.addExact(refundedFen, back - ofInsurance);
        insuranceTold |= insurance != 0;
        overRefunded |= back > item.entry.amountOrZero();
        net.put(item, self - (back - ofInsurance) + (whole ? insurance - ofInsurance : 0));
      }
      refundedFen = Math.addExact(refundedFen, refunds.of(null));
      for (Item item : refunded) {
        counted.put(item, new Counted(refunds.counted(item), 0));
      }
    }

    private Outcome outcome(long difference) {
      long left = paidFen - refundedFen;
      if (settlements.isEmpty() && paid.isEmpty()) {
        return Outcome.REFUND_WITHOUT_ORIGINAL;
      }
      if (settlements.isEmpty() && left == 0 && insurancePaid == 0) {
        return Outcome.MATCHED;
      }
      if (admission && settlements.stream().allMatch(i -> i.entry.interim())) {
        return Outcome.OPEN;
      }
      if (settlements.isEmpty()) {
        return difference > 0 ? Outcome.PAID_NOT_SETTLED : Outcome.AMOUNT_DIFFERS;
      }
      if (paid.isEmpty() && !refunded.isEmpty()) {
        return Outcome.REFUND_WITHOUT_ORIGINAL;
      }
      if (difference == 0) {
        return isLate() ? Outcome.LATE : Outcome.MATCHED;
      }
      return left == 0 ? Outcome.SETTLED_NOT_PAID : Outcome.AMOUNT_DIFFERS;
    }

    /** By the times of what agrees: the last settlement and the last payment that was kept. */
    private boolean isLate() {
      List<Item> kept = payments.primary().stream().filter(i -> net.get(i) != 0).toList();
      if (admission || kept.isEmpty()) {
        return false;
      }
      long payment = kept.get(kept.size() - 1).entry.at();
      long settlement = settlements.get(settlements.size() - 1).entry.at();
      return settlement - payment > lateAfter || !days.day(payment).equals(days.day(settlement));
    }

    private void find(Outcome outcome, long difference) {
      if (outcome != Outcome.OPEN && paidTwice(difference)) {
        findings.add(Finding.PAID_TWICE);
      }
      if (overRefunded) {
        findings.add(Finding.OVER_REFUNDED);
      }
      if (outcome != Outcome.OPEN && splits && insuranceTold && insuranceDue != insurancePaid) {
        findings.add(Finding.INSURANCE_DIFFERS);
      }
      if (items.stream().anyMatch(Case::billDiffers)) {
        findings.add(Finding.BILL_DIFFERS);
      }
      if (items.stream().anyMatch(i -> i.entry.doubtful())) {
        findings.add(Finding.DOUBTFUL_AMOUNT);
      }
      // a payment of which the bill has the cash part was told by a notification of its own
      if (items.stream().anyMatch(i -> i.entry.onlyOnBill() && !payments.twins().contains(i))) {
        findings.add(Finding.ONLY_ON_BILL);
      }
    }

    private static boolean billDiffers(Item item) {
      Entry entry = item.entry;
      return entry.billed() != null
          && entry.amount() != null
          && !entry.billed().equals(entry.amount())
          && !isCashPart(entry);
    }

    /** A wallet's bill has no more of an insured payment than what the patient paid. */
    private static boolean isCashPart(Entry entry) {
      return entry.kind() == RecordKind.PAYMENT
          && Payments.isInsured(entry)
          && entry.billed() == Payments.self(entry);
    }

    private boolean paidTwice(long difference) {
      List<Item> kept = payments.primary().stream().filter(i -> net.get(i) > 0).toList();
      if (kept.size() < 2) {
        return false;
      }
      if (!settlements.isEmpty()) {
        return difference > 0 && kept.stream().anyMatch(i -> net.get(i) == difference);
      }
      record Same(String order, long fen) {}
      Set<Same> seen = new HashSet<>();
      return kept.stream()
          .filter(i -> i.entry.orderNo() != null)
          .anyMatch(i -> !seen.add(new Same(i.entry.orderNo(), net.get(i))));
    }

    /** The time whose business day the case is listed under. */
    private long businessTime() {
      List<Item> finals = settlements.stream().filter(i -> !i.entry.interim()).toList();
      if (admission && !finals.isEmpty()) {
        return finals.get(finals.size() - 1).entry.at();
      }
      return sides().get(0).entry.at();
    }

    /** Settlements and payments; refunds where there is nothing else. */
    private List<Item> sides() {
      List<Item> sides = items.stream().filter(i -> i.kind() != RecordKind.REFUND).toList();
      return sides.isEmpty() ? items : sides;
    }

    private long since(Outcome outcome) {
      boolean oneSided =
          outcome == Outcome.PAID_NOT_SETTLED
              || outcome == Outcome.SETTLED_NOT_PAID
              || outcome == Outcome.REFUND_WITHOUT_ORIGINAL;
      return oneSided ? sides().get(0).entry.at() : items.get(items.size() - 1).entry.at();
    }
  }
}
