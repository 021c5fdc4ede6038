package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.bianmin.hub.journal.MessageSearch.Found;
import org.bianmin.hub.journal.MessageSearch.Wanted;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class MessageSearchTest {

  private static final long START = 1_760_000_000_000L;
  private static final String[] SOURCES = {"his", "lis", "pacs", "emr", "pay"};
  private static final String[] TRIGGERS = {"ADT^A01", "ADT^A04", "ORU^R01", "DFT^P03"};
  private static final Comparator<MessageRow> NEWEST_FIRST =
      Comparator.comparingLong(MessageRow::receivedAt).thenComparingLong(MessageRow::id).reversed();

  private final Random random = new Random(20261127);
  private TestJournal journal;
  private List<MessageRow> all;

  /** Messages whose times of receipt repeat and do not ascend with their ids. */
  private void fill(TestStore store, int n) throws Exception {
    journal = new TestJournal(store).start();
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean parked = random.nextInt(10) == 0;
      receipts.add(
          journal.messages.receive(
              new NewMessage(
                  random.nextInt(100) == 0 ? "rare" : SOURCES[random.nextInt(SOURCES.length)],
                  random.nextInt(20) == 0 ? "H002" : "H001",
                  MessageFormat.HL7V2,
                  random.nextInt(3) == 0 ? "1" : "C" + random.nextInt(n / 2),
                  TRIGGERS[random.nextInt(TRIGGERS.length)],
                  "UTF-8",
                  START + (i + random.nextInt(200)) / 3 * 1000L,
                  ("message " + i).getBytes(StandardCharsets.UTF_8),
                  parked ? new Parked("map", "no such code", "PV1-2") : null,
                  null)));
    }
    Set<Long> ids = new HashSet<>();
    for (CompletableFuture<Receipt> receipt : receipts) {
      ids.add(TestJournal.id(receipt));
    }
    for (long id : ids) {
      if (journal.row(id).state() == MessageState.RECEIVED && random.nextInt(8) != 0) {
        journal.move(id, random.nextInt(4) == 0 ? MessageState.IGNORED : MessageState.NORMALIZED);
      }
    }
    all = ids.stream().map(journal::row).sorted(NEWEST_FIRST).toList();
  }

  private <T> T sometimes(T value) {
    return random.nextInt(3) == 0 ? value : null;
  }

  private Wanted wanted(int n) {
    long from = START + random.nextInt(n) / 3 * 1000L;
    MessageState[] states = MessageState.values();
    return new Wanted(
        sometimes(random.nextInt(4) == 0 ? "rare" : SOURCES[random.nextInt(SOURCES.length)]),
        sometimes(states[random.nextInt(states.length)]),
        sometimes(random.nextInt(3) == 0 ? "1" : "C" + random.nextInt(n / 2)),
        sometimes(TRIGGERS[random.nextInt(TRIGGERS.length)]),
        sometimes("H002"),
        sometimes(from),
        sometimes(from + random.nextInt(n) * 300L));
  }

  private static List<Long> ids(List<MessageRow> rows) {
    return rows.stream().map(MessageRow::id).toList();
  }

  private interface Pages {
    Found page(Long after);
  }

  private static List<Long> walk(Pages pages) {
    List<Long> ids = new ArrayList<>();
    Long after = null;
    do {
      Found found = pages.page(after);
      ids.addAll(ids(found.rows()));
      after = found.next();
      assertThat(found.lookedTo() == null || after != null).isTrue();
    } while (after != null);
    return ids;
  }

  @EachEngine
  void findsWhatAPlainFilterFindsInTheOrderOfReceipt(TestStore store) throws Exception {
    int n = 3000;
    fill(store, n);
    // few rows a page are looked at, so that pages often end without being full
    MessageSearch search = new MessageSearch(store.queries(), 400);

    for (int round = 0; round < 150; round++) {
      Wanted wanted = wanted(n);
      List<MessageRow> expected = all.stream().filter(wanted::holds).toList();
      int limit = 1 + random.nextInt(120);

      List<Long> found = walk(after -> search.page(wanted, after, limit));

      if (wanted.state() == MessageState.RECEIVED
          && (wanted.controlId() == null || wanted.controlId().equals("1"))) {
        assertThat(found)
            .as("what waits, in the order of the queue: %s", wanted)
            .isSortedAccordingTo(Comparator.reverseOrder())
            .containsExactlyInAnyOrderElementsOf(ids(expected));
      } else {
        assertThat(found).as("%s by %s", wanted, limit).containsExactlyElementsOf(ids(expected));
      }
    }
  }

  @EachEngine
  void findsAmongKnownMessagesAndWhatTheFactsKnow(TestStore store) throws Exception {
    int n = 1500;
    fill(store, n);
    MessageSearch search = new MessageSearch(store.queries(), 300);
    Set<Long> known =
        all.stream().map(MessageRow::id).filter(id -> id % 7 == 0).collect(Collectors.toSet());

    for (int round = 0; round < 30; round++) {
      Wanted wanted = wanted(n);
      List<Long> expected =
          ids(all.stream().filter(m -> known.contains(m.id()) && wanted.holds(m)).toList());
      List<Long> shuffled = new ArrayList<>(known);
      Collections.shuffle(shuffled, random);

      assertThat(walk(after -> search.among(shuffled, wanted, after, 11)))
          .containsExactlyElementsOf(expected);
      assertThat(
              walk(
                  after ->
                      search.page(
                          wanted,
                          ids -> {
                            Set<Long> told = new HashSet<>(ids);
                            told.retainAll(known);
                            return told;
                          },
                          after,
                          11)))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @EachEngine
  void saysHowFarItCameWhereFewAmongManyAreWanted(TestStore store) throws Exception {
    journal = new TestJournal(store).start();
    for (int i = 0; i < 30; i++) {
      journal.receive(
          new NewMessage(
              "his",
              "H001",
              MessageFormat.HL7V2,
              "C" + i,
              i == 3 ? "ADT^A40" : "ADT^A01",
              "UTF-8",
              START + i,
              new byte[] {(byte) i},
              null,
              null));
    }
    MessageSearch search = new MessageSearch(store.queries(), 10);
    Wanted wanted = new Wanted(null, null, null, "ADT^A40", null, null, null);

    Found first = search.page(wanted, null, 5);
    Found second = search.page(wanted, first.next(), 5);
    Found third = search.page(wanted, second.next(), 5);

    assertThat(first.rows()).isEmpty();
    assertThat(first.lookedTo()).isEqualTo(START + 20);
    assertThat(second.lookedTo()).isEqualTo(START + 10);
    assertThat(third.rows()).extracting(MessageRow::controlId).containsExactly("C3");
  }

  @EachEngine
  void walksAlongAnIndexWhateverIsAskedFor(TestStore store) {
    journal = new TestJournal(store).start();
    SearchPlans plans = new SearchPlans(store);
    SearchQuery.Mark mark = new SearchQuery.Mark(START + 8_000_000, 80_000);
    for (String source : new String[] {null, "his"}) {
      for (MessageState state :
          new MessageState[] {
            null, MessageState.NORMALIZED, MessageState.RECEIVED, MessageState.PARKED
          }) {
        for (String control : new String[] {null, "C1"}) {
          for (Long from : new Long[] {null, START + 1_000_000}) {
            for (String trigger : new String[] {null, "ADT^A01"}) {
              for (boolean reused : new boolean[] {false, true}) {
                Wanted wanted = new Wanted(source, state, control, trigger, null, from, null);
                for (SearchQuery.Mark after : new SearchQuery.Mark[] {null, mark}) {
                  SearchQuery query = SearchQuery.of(wanted, reused, after);
                  if (query.isExact()) {
                    // otherwise there is an end, or too few rows for any plan to matter
                    plans.walk(query.rows(null, 51));
                  }
                  long last = after == null ? 99_900 : 79_900;
                  plans.walk(query.rows(new SearchQuery.Mark(START + last * 100, last), 51));
                  plans.walk(query.end(20_000));
                }
              }
            }
          }
        }
      }
    }
  }
}
