package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanQueriesTest {

  private static final Set<String> TYPES = Set.of("payment.succeeded", "result.issued");
  private static final Set<String> VISITS = Set.of("visit.registered", "admission.registered");

  private long messages;

  private MeasureEvents.Told told(
      String type, String key, Action action, Map<String, Object> attributes, String patient) {
    messages++;
    SourceRef source = new SourceRef("his", 10, messages, "T", messages, 0, "m1");
    return new MeasureEvents.Told(
        source,
        false,
        List.of(
            new Assertion(
                new EventKey("H1", type, key),
                action,
                source,
                1000 * messages,
                new PatientId("H1", patient),
                attributes)),
        List.of());
  }

  /** Visits of which every third is void; each void one of every fifth has left two payments. */
  private List<String> fill(TestFacts facts, int visits) {
    List<MeasureEvents.Told> all = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (int i = 0; i < visits; i++) {
      String number = "V" + i;
      String patient = "P" + i % 400;
      all.add(told("visit.registered", number, Action.RECORD, Map.of(), patient));
      if (i % 5 == 0) {
        for (int n = 0; n < 2; n++) {
          String key = "T" + i + "-" + n;
          all.add(
              told("payment.succeeded", key, Action.RECORD, Map.of("visitRef", number), patient));
          if (i % 3 == 0) {
            left.add(key);
          }
        }
      }
      if (i % 3 == 0) {
        all.add(told("visit.registered", number, Action.VOID, Map.of(), patient));
      }
    }
    facts.apply(all);
    return left;
  }

  private static List<String> read(OrphanQueries queries, int limit, List<Integer> sizes) {
    List<String> keys = new ArrayList<>();
    OrphanQueries.Cursor after = null;
    do {
      OrphanQueries.Page page = queries.page(TYPES, VISITS, after, limit);
      page.orphans().forEach(one -> keys.add(one.row().event().key().businessKey()));
      sizes.add(page.orphans().size());
      after = page.next();
    } while (after != null);
    return keys;
  }

  @EachEngine
  void pagesOfAnySizeTellEachOfThemOnce(TestStore store) {
    List<String> left = fill(new TestFacts(store), 900);
    OrphanQueries queries = new OrphanQueries(store.queries());

    for (int limit : new int[] {1, 7, 50, 500}) {
      List<Integer> sizes = new ArrayList<>();
      assertThat(read(queries, limit, sizes))
          .as("limit %s", limit)
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(left);
      assertThat(sizes).allMatch(size -> size <= limit);
    }
  }

  @EachEngine
  void theVisitToldLastComesFirstAndActiveOnesHaveNone(TestStore store) {
    TestFacts facts = new TestFacts(store);
    Map<String, Object> names = Map.of("visitRef", "V1");
    facts.apply(
        List.of(
            told("visit.registered", "V1", Action.RECORD, Map.of(), "P"),
            told("visit.registered", "V2", Action.RECORD, Map.of(), "P"),
            told("payment.succeeded", "A", Action.RECORD, names, "P"),
            told("payment.succeeded", "B", Action.RECORD, Map.of("visitRef", "V2"), "P"),
            told("visit.registered", "V1", Action.VOID, Map.of(), "P"),
            told("visit.registered", "V2", Action.VOID, Map.of(), "P")));
    OrphanQueries queries = new OrphanQueries(store.queries());
    assertThat(read(queries, 10, new ArrayList<>())).containsExactly("B", "A");

    facts.apply(List.of(told("admission.registered", "V2", Action.RECORD, Map.of(), "P")));
    assertThat(read(queries, 10, new ArrayList<>())).containsExactly("A");
  }

  @EachEngine
  void aPageLooksAtSoManyVisitsAndSaysWhereToGoOn(TestStore store) {
    TestFacts facts = new TestFacts(store);
    List<MeasureEvents.Told> all = new ArrayList<>();
    all.add(told("payment.succeeded", "A", Action.RECORD, Map.of("visitRef", "V0"), "P0"));
    for (int i = 0; i < OrphanQueries.LOOKED_AT + 10; i++) {
      all.add(told("visit.registered", "V" + i, Action.RECORD, Map.of(), "P" + i));
      all.add(told("visit.registered", "V" + i, Action.VOID, Map.of(), "P" + i));
    }
    facts.apply(all);
    OrphanQueries queries = new OrphanQueries(store.queries());

    OrphanQueries.Page first = queries.page(TYPES, VISITS, null, 50);
    assertThat(first.orphans()).isEmpty();
    assertThat(first.next()).isNotNull();
    assertThat(read(queries, 50, new ArrayList<>())).containsExactly("A");
  }

  /** SQLite says so without statistics, as in the hub. */
  @Test
  void walksOverVoidVisitsAndTheEventsOfTheirPatientsOnly(@TempDir Path folder) {
    TestStore store = TestStore.embedded(folder);
    try {
      assertThat(plan(store, OrphanQueries.VOID))
          .singleElement()
          .asString()
          .contains("measure_event_void");
      assertThat(plan(store, OrphanQueries.sql(TYPES, VISITS)))
          .anyMatch(
              step -> step.matches("SEARCH v USING (INDEX measure_event_void|INTEGER PRIM).*"))
          .anyMatch(step -> step.contains("SEARCH e USING INDEX measure_event_patient"))
          .noneMatch(step -> step.startsWith("SCAN"));
    } finally {
      store.close();
    }
  }

  private static List<String> plan(TestStore store, String sql) {
    int params = (int) sql.chars().filter(c -> c == '?').count();
    return store
        .queries()
        .sql("explain query plan " + sql)
        .params(IntStream.range(0, params).mapToObj(i -> (Object) 0L).toList())
        .query((row, n) -> row.getString("detail"))
        .list();
  }
}
