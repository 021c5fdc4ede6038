package org.bianmin.hub.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.facts.Attributes;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/**
 * Whatever the order, batching, duplication and loss of what is told: the reconciliation is the one
 * that a plain computation on the facts gives, and sums agree to the fen.
 */
class ReconciliationPropertyTest {

  private static final int ROUNDS = Integer.getInteger("reconciliation.rounds", 8);
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
      for (int order = 0; order < ORDERS; order++) {
        clear(room);
        Random random = new Random(round * 100L + order);
        tell(room, shuffled(messages, random), random);
        String what = "round " + round + ", order " + order;
        comparePlain(room, what);
        List<String> cases = room.cases();
        first = first == null ? cases : first;
        assertThat(cases).as(what).isEqualTo(first);
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
    attributes.keySet().removeAll(List.of("visitRef", "encounterRef", "scene"));
    return new Told(
        told.action(), told.type(), told.number(), told.rank(), told.at(), null, attributes);
  }

  private static List<MeasureEvents.Told> messages(PaymentDays days) {
    List<Told> all = new ArrayList<>(days.his);
    all.addAll(days.notifications);
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
            "select type, business_key, occurred_at, person, attributes from measure_event"
                + " where status = 'ACTIVE'")
        .query(
            (row, n) ->
                new Reference.Fact(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    Attributes.shown(row.getString(5))))
        .list();
  }

  private static void comparePlain(SettlementRoom room, String what) {
    List<String> plain = new ArrayList<>();
    for (Reference.Case of : Reference.reconcile(facts(room))) {
      plain.add(
          String.join(" ", of.records())
              + " "
              + of.outcome().code()
              + " due "
              + of.due()
              + " paid "
              + of.paid()
              + " back "
              + of.back()
              + " by "
              + of.rule());
    }
    Collections.sort(plain);
    List<String> stored = new ArrayList<>();
    Map<Long, TreeSet<String>> records = new TreeMap<>();
    Map<Long, String> judged = new TreeMap<>();
    room.store
        .queries()
        .sql(
            "select c.id, r.type, r.number, c.outcome, c.due, c.paid, c.refunded, c.rule"
                + " from reconciliation_case c left join settlement_record r on r.case_id = c.id")
        .query(
            row -> {
              records
                  .computeIfAbsent(row.getLong(1), id -> new TreeSet<>())
                  .add(row.getString(2) + "/" + row.getString(3));
              judged.put(
                  row.getLong(1),
                  row.getString(4)
                      + " due "
                      + row.getLong(5)
                      + " paid "
                      + row.getLong(6)
                      + " back "
                      + row.getLong(7)
                      + " by "
                      + row.getString(8));
            });
    judged.forEach((id, text) -> stored.add(String.join(" ", records.get(id)) + " " + text));
    Collections.sort(stored);
    assertThat(stored).as(what).isEqualTo(plain);
  }

  /** Outcome and amounts by record; not the findings. */
  private static Map<String, String> amounts(SettlementRoom room) {
    Map<String, String> amounts = new TreeMap<>();
    room.store
        .queries()
        .sql(
            "select r.type, r.number, c.outcome, c.due, c.paid, c.refunded, c.insurance_due,"
                + " c.insurance_paid, c.day, c.settlements, c.payments, c.refunds"
                + " from settlement_record r join reconciliation_case c on c.id = r.case_id")
        .query(
            row -> {
              StringBuilder text = new StringBuilder();
              for (int i = 3; i <= 12; i++) {
                text.append(row.getString(i)).append(' ');
              }
              amounts.put(row.getString(1) + "/" + row.getString(2), text.toString());
            });
    return amounts;
  }

  private static void sumsAgree(SettlementRoom room, String what) {
    TestStore store = room.store;
    long paid = 0;
    long settled = 0;
    List<Reference.Fact> facts = facts(room);
    for (Reference.Fact fact : facts) {
      if (fact.pays()) {
        boolean twin =
            fact.his()
                && fact.text("outTradeNo") != null
                && facts.stream()
                    .anyMatch(
                        f ->
                            f.pays()
                                && !f.his()
                                && fact.text("outTradeNo").equals(f.text("outTradeNo"))
                                && fact.text("method").equals(f.text("method")));
        paid += twin ? 0 : fact.fen("amountFen");
      } else if (fact.settles()) {
        boolean parts = fact.tells("selfFen") && fact.tells("insuranceFen");
        long told = fact.fen("selfFen") + fact.fen("insuranceFen") - fact.reversed();
        settled += parts ? told : fact.fen("totalFen");
      }
    }
    assertThat(store.count(figure("payment"))).as("%s: paid", what).isEqualTo(paid);
    assertThat(store.count(figure("settlement"))).as("%s: settled", what).isEqualTo(settled);
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
