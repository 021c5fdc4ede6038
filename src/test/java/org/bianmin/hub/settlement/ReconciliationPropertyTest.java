// size: what is compared with the room is computed and written out beside it
package org.bianmin.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.facts.Attributes;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/**
 * Whatever the order, batching, duplication and loss of what is told: the reconciliation is the one
 * that a plain computation on the facts gives, and sums agree to the fen.
 */
class ReconciliationPropertyTest {

  private static final int ROUNDS = LongForm.tries(3, 8);
  private static final int ORDERS = 3;
  private static final int STORIES = 60;

  private static final String CLEAR =
      "settlement_record settlement_link reconciliation_case reconciliation_figure measure_event"
          + " measure_event_version patient_link";

  @EachEngine
  void endsAsThePlainComputationInWhateverWayItIsTold(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    for (int round = 1; round <= ROUNDS; round++) {
      PaymentDays days = new PaymentDays(round, STORIES);
      List<MeasureEvents.Told> messages = messages(days);
      List<String> first = null;
      List<String> figures = null;
      for (int order = 0; order < ORDERS; order++) {
        clear(room);
        Random random = new Random(round * 100L + order);
        tell(room, shuffled(messages, random), random);
        String what = "round " + round + ", order " + order;
        comparePlain(room, what);
        List<String> cases = room.cases();
        first = first == null ? cases : first;
        assertThat(cases).as(what).isEqualTo(first);
        figures = figures == null ? room.figures() : figures;
        assertThat(room.figures()).as(what).isEqualTo(figures);
        sumsAgree(room, what);
      }
    }
  }

  /** Each bill heals what notifications were lost: only that they were is seen. */
  @EachEngine
  void aLostNotificationIsHealedByTheBill(TestStore store) {
    SettlementRoom room = new SettlementRoom(store);
    for (int round = 1; round <= ROUNDS; round++) {
      PaymentDays days = new PaymentDays(round, STORIES);
      // what a notification alone knows, the patient, is not on a bill
      days.notifications.replaceAll(ReconciliationPropertyTest::asOnTheBill);
      clear(room);
      Random random = new Random(round);
      tell(room, messages(days), random);
      Map<String, String> whole = amounts(room);

      List<Told> lost = new ArrayList<>();
      for (Told notification : days.notifications) {
        // what Alipay gave back in all is told by notifications only
        if (random.nextBoolean() && !notification.attributes().containsKey("refundedTotalFen")) {
          lost.add(notification);
        }
      }
      days.notifications.removeAll(lost);
      clear(room);
      tell(room, messages(days), random);
      assertThat(amounts(room)).as("round %d", round).isEqualTo(whole);
      assertThat(
              store.count(
                  "select count(*) from settlement_record where evidence = 'bill' and active = 1"))
          .isEqualTo(lost.size());
      comparePlain(room, "round " + round + " with losses");
    }
  }

  private static Told asOnTheBill(Told told) {
    Map<String, Object> attributes = new LinkedHashMap<>(told.attributes());
    attributes.keySet().removeAll(List.of("visitRef", "encounterRef", "scene", "settlementRef"));
    return new Told(
        told.action(),
        told.type(),
        told.number(),
        told.rank(),
        told.at(),
        null,
        attributes,
        told.facility());
  }

  private static List<MeasureEvents.Told> messages(PaymentDays days) {
    List<Told> all = new ArrayList<>(days.his);
    all.addAll(days.notifications);
    all.addAll(days.alone);
    all.addAll(days.bills);
    List<MeasureEvents.Told> messages = new ArrayList<>(all.size());
    for (Told told : all) {
      // the time of recording and the id are those of the message, however often it comes
      messages.add(told.message(messages.size() + 1L, messages.size() + 1L));
    }
    return messages;
  }

  private static List<MeasureEvents.Told> shuffled(
      List<MeasureEvents.Told> messages, Random random) {
    List<MeasureEvents.Told> all = new ArrayList<>(messages);
    for (MeasureEvents.Told message : messages) {
      if (random.nextInt(4) == 0) {
        all.add(message);
      }
    }
    Collections.shuffle(all, random);
    return all;
  }

  /** In transactions and passes of any size, some of which do not commit. */
  private static void tell(SettlementRoom room, List<MeasureEvents.Told> told, Random random) {
    int from = 0;
    while (from < told.size()) {
      int to = Math.min(told.size(), from + 1 + random.nextInt(40));
      room.apply(told.subList(from, to));
      from = to;
      for (int passes = random.nextInt(3); passes > 0; passes--) {
        int unused = room.pass(1 + random.nextInt(20));
      }
      if (random.nextInt(5) == 0) {
        rollBack(room);
      }
    }
    room.worker.work();
  }

  private static void rollBack(SettlementRoom room) {
    try {
      room.commands.execute(
          session -> {
            int unused = room.reconciler.pass(session, 10, 0);
            throw new IllegalStateException("rolled back");
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("rolled back");
    }
  }

  private static void clear(SettlementRoom room) {
    room.commands.execute(
        session -> {
          for (String table : CLEAR.split(" ", -1)) {
            session.prepare("delete from " + table).executeUpdate();
          }
          return null;
        });
  }

  private static List<Reference.Fact> facts(SettlementRoom room) {
    return room.store
        .queries()
        .sql(
            "select facility, type, business_key, occurred_at, person, attributes"
                + " from measure_event where status = 'ACTIVE'")
        .query(
            (row, n) ->
                new Reference.Fact(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getString(5),
                    Attributes.shown(row.getString(6))))
        .list();
  }

  private static void comparePlain(SettlementRoom room, String what) {
    List<Reference.Case> cases = Reference.reconcile(facts(room));
    assertThat(stored(room))
        .as(what)
        .isEqualTo(cases.stream().map(ReconciliationPropertyTest::text).sorted().toList());
    List<String> figures = figures(room, cases);
    assertThat(room.figures().stream().sorted().toList())
        .as("%s: figures", what)
        .isEqualTo(figures);
  }

  private static String text(Reference.Case of) {
    TreeSet<String> records = new TreeSet<>();
    of.facts().forEach(f -> records.add(f.facility() + "/" + f.name()));
    Object[] judged = {
      of.outcome().code(),
      String.join(" ", of.findings()),
      of.rule(),
      of.count(Reference.Fact::settles),
      of.count(Reference.Fact::pays),
      of.count(Reference.Fact::givesBack),
      of.due(),
      of.paid(),
      of.back(),
      of.insuranceDue(),
      of.insurancePaid(),
      of.difference(),
      of.day(),
      of.since(),
      of.differs() ? 1 : 0
    };
    return String.join(" ", records) + Arrays.toString(judged);
  }

  private static List<String> stored(SettlementRoom room) {
    Map<Long, TreeSet<String>> records = new TreeMap<>();
    Map<Long, String> judged = new TreeMap<>();
    room.store
        .queries()
        .sql(
            "select c.id, r.facility, r.type, r.number, c.outcome, c.findings, c.rule,"
                + " c.settlements, c.payments, c.refunds, c.due, c.paid, c.refunded,"
                + " c.insurance_due, c.insurance_paid, c.difference, c.day, c.since, c.open"
                + " from reconciliation_case c left join settlement_record r on r.case_id = c.id")
        .query(
            row -> {
              String name = row.getString(2) + "/" + row.getString(3) + "/" + row.getString(4);
              records.computeIfAbsent(row.getLong(1), id -> new TreeSet<>()).add(name);
              List<String> values = new ArrayList<>();
              for (int i = 5; i <= 19; i++) {
                values.add(row.getString(i));
              }
              judged.put(row.getLong(1), values.toString());
            });
    List<String> stored = new ArrayList<>();
    judged.forEach((id, text) -> stored.add(String.join(" ", records.get(id)) + text));
    Collections.sort(stored);
    return stored;
  }

  /** All figures from what was judged, as {@link SettlementRoom#figures} writes them. */
  private static List<String> figures(SettlementRoom room, List<Reference.Case> cases) {
    Map<String, Long> refunds = new TreeMap<>();
    room.store
        .queries()
        .sql("select facility, number, counted from settlement_record where kind = 'refund'")
        .query(
            row -> {
              refunds.put(row.getString(1) + "/" + row.getString(2), row.getLong(3));
            });
    Map<List<String>, long[]> sums = new HashMap<>();
    for (Reference.Case of : cases) {
      String facility = of.facts().get(0).facility();
      String outcome = of.outcome().code();
      long difference = of.difference();
      add(sums, List.of(facility, of.day(), "case", "", outcome), 1, difference, 0, 0, 0, 0);
      if (of.differs()) {
        long fen = Math.abs(difference);
        add(sums, List.of(facility, of.day(), "open", "", outcome), 1, fen, 0, 0, 0, 0);
      }
      for (String finding : of.findings()) {
        add(sums, List.of(facility, of.day(), "finding", "", finding), 1, 0, 0, 0, 0, 0);
      }
      for (Reference.Fact fact : of.facts()) {
        boolean twin = of.twins().containsKey(fact);
        String method = fact.settles() ? "" : fact.text("method");
        String kind = fact.settles() ? "settlement" : fact.pays() ? "payment" : "refund";
        List<String> key = List.of(facility, fact.day(), twin ? "twin" : kind, method, outcome);
        if (fact.settles()) {
          add(sums, key, 1, Reference.dueSelf(fact), Reference.dueInsurance(fact), 0, 0, 0);
          continue;
        }
        if (twin) {
          add(sums, key, 1, fact.fen("amountFen"), 0, 0, 0, 0);
        } else if (fact.pays()) {
          add(sums, key, 1, fact.self(), fact.insurance(), 0, 0, 0);
        } else {
          add(sums, key, 1, refunds.get(facility + "/" + fact.number()), 0, 0, 0, 0);
        }
        // a cash part's line of the bill counts with the insured payment of that day
        Reference.Fact whole = twin && !fact.his() ? of.twins().get(fact) : fact;
        String as = whole.equals(fact) || !whole.day().equals(fact.day()) ? key.get(2) : "payment";
        int lines = fact.tells("billedFen") ? 1 : 0;
        add(
            sums,
            List.of(facility, fact.day(), as, method, outcome),
            0,
            0,
            0,
            fact.fen("feeFen"),
            lines,
            fact.fen("billedFen"));
      }
    }
    return sums.entrySet().stream()
        .filter(e -> Arrays.stream(e.getValue()).anyMatch(n -> n != 0))
        .map(e -> String.join("|", e.getKey()) + "|" + text(e.getValue()))
        .sorted()
        .toList();
  }

  private static void add(Map<List<String>, long[]> sums, List<String> key, long... numbers) {
    long[] sum = sums.computeIfAbsent(key, k -> new long[numbers.length]);
    for (int i = 0; i < numbers.length; i++) {
      sum[i] += numbers[i];
    }
  }

  private static String text(long[] numbers) {
    StringBuilder text = new StringBuilder();
    for (long number : numbers) {
      text.append(number).append('|');
    }
    return text.toString();
  }

  /** Outcome and amounts by record; not the findings. */
  private static Map<String, String> amounts(SettlementRoom room) {
    Map<String, String> amounts = new TreeMap<>();
    room.store
        .queries()
        .sql(
            "select r.type, r.number, c.outcome, c.due, c.paid, c.refunded, c.insurance_due,"
                + " c.insurance_paid, c.day, c.settlements, c.payments, c.refunds, r.facility"
                + " from settlement_record r join reconciliation_case c on c.id = r.case_id")
        .query(
            row -> {
              StringBuilder text = new StringBuilder();
              for (int i = 3; i <= 12; i++) {
                text.append(row.getString(i)).append(' ');
              }
              amounts.put(
                  row.getString(13) + "/" + row.getString(1) + "/" + row.getString(2),
                  text.toString());
            });
    return amounts;
  }

  private static void sumsAgree(SettlementRoom room, String what) {
    TestStore store = room.store;
    assertThat(store.count(figure("payment")) - store.count(figure("refund")))
        .as("%s: paid less given back", what)
        .isEqualTo(
            store.count(
                "select coalesce(sum(paid + insurance_paid - refunded), 0)"
                    + " from reconciliation_case"));
    assertThat(store.count(figure("settlement")))
        .isEqualTo(
            store.count("select coalesce(sum(due + insurance_due), 0) from reconciliation_case"));
    assertThat(
            store.count(
                "select coalesce(sum(n), 0) from reconciliation_figure where what = 'case'"))
        .isEqualTo(store.count("select count(*) from reconciliation_case"));
    assertThat(
            store.count(
                "select coalesce(sum(n), 0) from reconciliation_figure where what = 'open'"))
        .isEqualTo(store.count("select count(*) from reconciliation_case where open = 1"));
    assertThat(
            store.count(
                "select coalesce(sum(fen), 0) from reconciliation_figure where what = 'case'"))
        .isEqualTo(store.count("select coalesce(sum(difference), 0) from reconciliation_case"));
    assertThat(store.count("select count(*) from settlement_record where waiting <> 0")).isZero();
  }

  private static String figure(String what) {
    return "select coalesce(sum(fen + insurance), 0) from reconciliation_figure where what = '"
        + what
        + "'";
  }
}
