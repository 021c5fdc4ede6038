package org.bianmin.hub.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.facts.UnmappedQueries.Place;
import org.bianmin.hub.facts.UnmappedQueries.Wanted;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class UnmappedQueriesTest {

  private static final String VISIT = "visit.registered";

  private long messages;

  /** A visit with a level; an odd one has no row. */
  private MeasureEvents.Told visit(String from, String attribute, Object value) {
    messages++;
    SourceRef source = new SourceRef(from, 10, messages, "T", messages, 0, "m1");
    Map<String, Object> attributes = new HashMap<>();
    attributes.put(attribute, value);
    return new MeasureEvents.Told(
        source,
        false,
        List.of(
            new Assertion(
                new EventKey("H1", VISIT, "V" + messages),
                Action.RECORD,
                source,
                1000 * messages,
                null,
                attributes)),
        List.of());
  }

  private TestFacts facts(TestStore store) {
    TestFacts facts = new TestFacts(store);
    List<MeasureEvents.Told> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      told.add(visit("his", "clinicLevel", UnmappedCode.of("VVIP")));
    }
    for (String code : new String[] {"B", "A", "C"}) {
      told.add(visit("his", "clinicLevel", UnmappedCode.of(code)));
    }
    told.add(visit("app", "channel", UnmappedCode.of("MINI")));
    told.add(visit("his", "clinicLevel", "expert"));
    facts.apply(told);
    return facts;
  }

  private static List<String> codes(List<UnmappedQueries.Line> lines) {
    return lines.stream().map(line -> line.code().code()).toList();
  }

  @EachEngine
  void pagesGoOnWhereTheOneBeforeEnded(TestStore store) {
    facts(store);
    UnmappedQueries queries = new UnmappedQueries(store.queries());

    List<String> read = new ArrayList<>();
    UnmappedQueries.Line last = null;
    List<UnmappedQueries.Line> page;
    do {
      page = queries.page(Wanted.ALL, last, 2);
      read.addAll(codes(page));
      last = page.isEmpty() ? null : page.get(page.size() - 1);
    } while (page.size() == 2);

    assertThat(read).containsExactly("VVIP", "MINI", "A", "B", "C");
    assertThat(queries.page(0, 1).get(0).waiting()).isEqualTo(3);
    assertThat(queries.page(0, 1).get(0).sample()).isEqualTo(3);
  }

  @EachEngine
  void filtersBySourcePlaceAndBeginning(TestStore store) {
    facts(store);
    UnmappedQueries queries = new UnmappedQueries(store.queries());

    assertThat(codes(queries.page(new Wanted(null, "app", null, null), null, 9)))
        .containsExactly("MINI");
    assertThat(
            codes(
                queries.page(
                    new Wanted(VISIT, null, List.of(new Place(VISIT, "clinicLevel")), null),
                    null,
                    9)))
        .containsExactly("VVIP", "A", "B", "C");
    assertThat(queries.page(new Wanted(null, null, List.of(), null), null, 9)).isEmpty();
    assertThat(codes(queries.page(new Wanted(null, null, null, "VV"), null, 9)))
        .containsExactly("VVIP");
    assertThat(queries.page(new Wanted(null, null, null, "%"), null, 9)).isEmpty();
    assertThat(queries.sums())
        .extracting(sum -> sum.place().attribute(), sum -> sum.codes(), sum -> sum.messages())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("channel", 1L, 1L),
            org.assertj.core.groups.Tuple.tuple("clinicLevel", 4L, 6L));
    assertThat(queries.waiting(new Unmapped(VISIT, "clinicLevel", "his", "VVIP"))).isEqualTo(3);
    assertThat(queries.find(new Unmapped(VISIT, "clinicLevel", "his", "none"))).isEmpty();
  }

  @EachEngine
  void tellsWhyFactsLackAnAttribute(TestStore store) {
    facts(store);
    LackingQueries lacking = new LackingQueries(store.queries());
    List<Long> ids = store.queries().sql("select id from measure_event").query(Long.class).list();

    assertThat(lacking.causes(ids, "channel"))
        .extracting(
            told -> told.cause().source(), told -> told.cause().code(), told -> told.facts())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("his", null, 7L),
            org.assertj.core.groups.Tuple.tuple("app", "MINI", 1L));
    assertThat(lacking.causes(List.of(), "channel")).isEmpty();
  }

  @EachEngine
  void listsEventsOfATypeByTimeAndStatus(TestStore store) {
    TestFacts facts = facts(store);
    EventQueries queries = new EventQueries(store.queries(), facts.pseudonyms);

    var all = new EventQueries.OfType(VISIT, "H1", 2000, 8000, null);
    List<EventRow> first = queries.page(all, null, 4);
    assertThat(first)
        .extracting(row -> row.event().occurredAt())
        .containsExactly(7000L, 6000L, 5000L, 4000L);
    EventRow last = first.get(3);
    assertThat(
            queries.page(
                all,
                new org.bianmin.hub.event.CountedFact.Cursor(last.event().occurredAt(), last.id()),
                4))
        .extracting(row -> row.event().occurredAt())
        .containsExactly(3000L, 2000L);
    assertThat(
            queries.page(
                new EventQueries.OfType(
                    VISIT, null, 0, 9000, org.bianmin.hub.event.EventStatus.VOID),
                null,
                4))
        .isEmpty();
  }
}
