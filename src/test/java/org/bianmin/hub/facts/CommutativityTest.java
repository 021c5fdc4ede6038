package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** Promise 3: order, repetition and batching cannot change how facts end. */
class CommutativityTest {

  private static final int STREAMS = LongForm.tries(4, 10);
  private static final int ORDERS = 20;
  private static final int MESSAGES = 16;

  @EachEngine
  void endsTheSameInWhateverOrderAndHoweverOftenItIsTold(TestStore store) {
    TestFacts facts = new TestFacts(store);
    long firstId = 1;
    for (long seed = 1; seed <= STREAMS; seed++) {
      ToldStream stream = new ToldStream(seed, MESSAGES);
      String scratch = "S" + seed;
      facts.apply(stream.straight(scratch, firstId));
      Map<Integer, String> expected = endState(facts, scratch);
      for (int order = 1; order <= ORDERS; order++) {
        firstId += MESSAGES;
        String facility = scratch + "-" + order;
        Random random = new Random(seed * 1000 + order);
        tell(facts, stream.shuffled(facility, firstId, random), random);
        assertThat(endState(facts, facility))
            .as("stream %d, order %d", seed, order)
            .isEqualTo(expected);
      }
      firstId += MESSAGES;
    }
  }

  private static void tell(TestFacts facts, List<MeasureEvents.Told> told, Random random) {
    int from = 0;
    while (from < told.size()) {
      int to = Math.min(told.size(), from + 1 + random.nextInt(12));
      if (random.nextInt(10) == 0) {
        facts.applyAndRollBack(told.subList(from, to));
      }
      facts.apply(told.subList(from, to));
      from = to;
    }
  }

  private static Map<Integer, String> endState(TestFacts facts, String facility) {
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < ToldStream.PATIENTS; i++) {
      names.put(facts.pseudonym(facility, "P" + i), "P" + i);
    }
    for (int i = 0; i < ToldStream.LEGAL_IDS; i++) {
      names.put(facts.pseudonyms.ofLegalId("03", facility + "-L" + i), "L" + i);
    }
    Map<Integer, String> states = new TreeMap<>();
    for (int i = 0; i < ToldStream.FACTS; i++) {
      EventKey key = ToldStream.key(facility, i);
      Fact found = facts.find(key);
      if (found == null || found.versions.isEmpty()) {
        // never told, or told and moved to another key: whether it was told first is the order's
        continue;
      }
      Fact fact = facts.verify(key);
      if (Merge.merge(found.versions).status() == EventStatus.PENDING) {
        // amendments alone: void if what they amend was told of under this key first
        continue;
      }
      states.put(
          i,
          String.join(
              " ",
              fact.status.name(),
              String.valueOf(fact.occurredAt),
              String.valueOf(fact.recordedAt),
              String.valueOf(names.get(fact.patient)),
              String.valueOf(names.get(fact.person)),
              fact.attributes));
    }
    return states;
  }
}
