package org.bianmin.hub.receive.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class KnownRowsTest {

  private static final KnownRows.View VIEW = new KnownRows.View("his", "settlements");

  @EachEngine
  void forgetsOldRowsInPortionsAndKeepsAllOthers(TestStore store) {
    var commands = new Commands(store.commits());
    store.commits().start();
    List<ViewTeller.Told> told = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      // every third is young, and every fifth lies in the window
      told.add(row("K" + i, i % 3 == 0 ? 200 : 10, i % 5 == 0 ? 200L : null));
    }
    KnownRows known = new KnownRows(store.queries());
    commands.execute(
        session -> {
          KnownRows.reserve(session, VIEW, told);
          KnownRows.told(session, VIEW, told);
          KnownRows.reserve(session, VIEW, List.of(row("UNTOLD", 10, null)));
          var other = new KnownRows.View("his", "visits");
          KnownRows.reserve(session, other, told);
          KnownRows.told(session, other, told);
          return null;
        });
    long before = store.commits().commits();

    known.forget(commands, VIEW, 100, 4);

    assertThat(store.commits().commits() - before).isEqualTo(7);
    List<String> left = new ArrayList<>(List.of("UNTOLD"));
    for (int i = 0; i < 25; i++) {
      if (i % 3 == 0 || i % 5 == 0) {
        left.add("K" + i);
      }
    }
    assertThat(
            store
                .queries()
                .sql("select row_key from view_row where view_name = 'settlements'")
                .query(String.class)
                .list())
        .containsExactlyInAnyOrderElementsOf(left);
    assertThat(store.count("select count(*) from view_row where view_name = 'visits'"))
        .isEqualTo(25);
  }

  private static ViewTeller.Told row(String key, long recordedAt, Long windowAt) {
    var content = JsonNodeFactory.instance.objectNode();
    return new ViewTeller.Told(
        new ViewDocument(key, "hash", null, windowAt, ZoneOffset.UTC, content, null), recordedAt);
  }
}
