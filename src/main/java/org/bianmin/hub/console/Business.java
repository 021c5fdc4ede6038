package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.delivery.TypeTallies;
import org.bianmin.hub.store.TallyQueries.Tally;

/**
 * The hospital's day in its own words: what was told, and what of it the province has.
 *
 * @param destination that the province is reached through; null where nothing is forwarded
 * @param lines groups of event types that anything was told of today or waits, in a fixed order
 */
record Business(String destination, List<Line> lines) {

  /**
   * A group.
   *
   * @param group key of its name
   * @param types the event types in it
   * @param told facts that were not known before today
   * @param reported deliveries that arrived today
   * @param waiting deliveries that wait, of whatever day
   * @param refused deliveries that were given up today
   * @param parked messages that may tell such facts and are parked
   */
  record Line(
      String group,
      List<String> types,
      long told,
      long reported,
      long waiting,
      long refused,
      long parked) {

    boolean empty() {
      return told + reported + refused + parked == 0 && waiting == 0;
    }
  }

  private static final String OTHER = "other";

  /** Groups in the order of a visit; what is in none of them is {@code other}. */
  static final Map<String, List<String>> GROUPS = groups();

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("appointments", List.of("appt.booked", "appt.cancelled", "appt.noshow"));
    groups.put("registrations", List.of("visit.registered"));
    groups.put("visits", List.of("visit.checked-in", "visit.consult-started"));
    groups.put("orders", List.of("exam.ordered", "exam.performed", "prescription.issued"));
    groups.put("results", List.of("result.issued"));
    groups.put("payments", List.of("payment.succeeded", "payment.refunded"));
    groups.put("settlements", List.of("settlement.outpatient", "settlement.inpatient"));
    groups.put("admissions", List.of("preadmission.opened", "admission.registered"));
    groups.put("surgeries", List.of("surgery.performed", "delivery.recorded"));
    groups.put("discharges", List.of("discharge.made"));
    groups.put(
        "recognition",
        List.of("recognition.prompted", "recognition.viewed", "recognition.decided"));
    return groups;
  }

  /**
   * The day.
   *
   * @param today what was counted since midnight
   * @param totals of the same counts since ever
   * @param destination whose deliveries are reports to the province; null for none
   * @param parked parked messages by trigger
   * @param tells event types by trigger that tells them
   */
  static Business of(
      Map<TodayTallies.Count, Long> today,
      List<Tally> totals,
      String destination,
      Map<String, Long> parked,
      Map<String, Set<String>> tells) {
    Map<String, long[]> sums = new HashMap<>();
    Map<String, Set<String>> types = new HashMap<>();
    today.forEach(
        (count, n) -> {
          switch (count.what()) {
            case "told" -> sum(sums, types, count.who())[0] += n;
            case "delivered" -> add(sums, types, destination, count.who(), 1, n);
            case "discarded" -> add(sums, types, destination, count.who(), 3, n);
            default -> {}
          }
        });
    for (Tally total : totals) {
      switch (total.what()) {
        case "made" -> add(sums, types, destination, total.who(), 2, total.n());
        case "delivered", "superseded", "discarded" ->
            add(sums, types, destination, total.who(), 2, -total.n());
        default -> {}
      }
    }
    parked.forEach(
        (trigger, n) -> {
          Set<String> touched = new HashSet<>();
          tells.getOrDefault(trigger, Set.of()).forEach(type -> touched.add(group(type)));
          if (touched.size() > 1) {
            // what it tells beside has a line where people look already
            touched.remove(OTHER);
          }
          touched.forEach(group -> sums.computeIfAbsent(group, g -> new long[5])[4] += n);
        });
    List<Line> lines = new ArrayList<>();
    for (String group : order()) {
      long[] n = sums.getOrDefault(group, new long[5]);
      List<String> of =
          GROUPS.getOrDefault(
              group, types.getOrDefault(group, Set.of()).stream().sorted().toList());
      Line line = new Line(group, of, n[0], n[1], Math.max(0, n[2]), Math.max(0, n[3]), n[4]);
      if (!line.empty()) {
        lines.add(line);
      }
    }
    return new Business(destination, lines);
  }

  private static List<String> order() {
    List<String> order = new ArrayList<>(GROUPS.keySet());
    order.add(OTHER);
    return order;
  }

  private static void add(
      Map<String, long[]> sums,
      Map<String, Set<String>> types,
      String destination,
      String who,
      int place,
      long n) {
    TypeTallies.who(who)
        .filter(of -> of.destination().equals(destination))
        .ifPresent(of -> sum(sums, types, of.type())[place] += n);
  }

  private static long[] sum(Map<String, long[]> sums, Map<String, Set<String>> types, String type) {
    String group = group(type);
    types.computeIfAbsent(group, g -> new HashSet<>()).add(type);
    return sums.computeIfAbsent(group, g -> new long[5]);
  }

  static String group(String type) {
    return GROUPS.entrySet().stream()
        .filter(group -> group.getValue().contains(type))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(OTHER);
  }

  /** The destination with the most deliveries among those that are on; null for none. */
  static String province(List<Tally> deliveries, Set<String> enabled) {
    Map<String, Long> made = new TreeMap<>();
    enabled.forEach(id -> made.put(id, 0L));
    deliveries.stream()
        .filter(tally -> tally.what().equals("made") && enabled.contains(tally.who()))
        .forEach(tally -> made.merge(tally.who(), tally.n(), Long::sum));
    return made.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }
}
