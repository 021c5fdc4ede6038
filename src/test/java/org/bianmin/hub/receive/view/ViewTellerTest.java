package org.bianmin.hub.receive.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.mapping.ViewDefinition;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.store.TestStore;

/** Rows that the store refuses, among rows that it takes. */
class ViewTellerTest {

  private static final HisTime NINE = new HisTime(LocalDateTime.parse("2026-11-03T09:00"), null);
  private static final ViewTeller.Origin ORIGIN =
      new ViewTeller.Origin(
          new KnownRows.View("his", "settlements"), "12340000485000000X", "settlement.outpatient");
  private static final ViewDefinition DEFINITION =
      new ViewDefinition(
          "settlements",
          "settlement.outpatient",
          "select 1",
          null,
          new ViewDefinition.Watermark("recorded_at", Duration.ofMinutes(1), null, "?"),
          null,
          new ViewDefinition.Voids("flag", Set.of("1")),
          "views/settlements.yaml");

  private final List<NewMessage> journal = new ArrayList<>();

  @EachEngine
  void parksTheRowOfAKeyThatTheStoreRefusesOnceAndTellsItsNeighbours(TestStore store) {
    ViewTeller teller = teller(store, message -> null);
    // random, so that it is not compressed to what an index takes
    StringBuilder tooLong = new StringBuilder();
    new Random(3).ints(9000, 'a', 'z').forEach(c -> tooLong.append((char) c));
    List<ViewDocument> rows =
        List.of(row("K1"), row("A\0B"), row("K2"), row(tooLong.toString()), row("K3"));

    teller.tell(ORIGIN, rows, 5, NINE);
    teller.tell(ORIGIN, rows, 7, null);

    assertThat(journal).hasSize(5);
    List<NewMessage> parked = journal.stream().filter(m -> m.parked() != null).toList();
    assertThat(parked).hasSize(store.postgres() ? 2 : 1);
    assertThat(parked).allMatch(m -> m.parked().stage().equals("store"));
    assertThat(parked).anyMatch(m -> m.parked().reason().contains("fact_key holds the character"));
    assertThat(parked).noneMatch(m -> m.parked().reason().contains(tooLong.substring(0, 20)));
    assertThat(new KnownRows(store.queries()).mark(ORIGIN.view())).contains(NINE);
  }

  @EachEngine
  void parksARowThatTheJournalRefusesAndTellsItsNeighbours(TestStore store) {
    ViewTeller teller =
        teller(
            store,
            message ->
                message.parked() == null && message.controlId().startsWith("BAD")
                    ? new SQLException("invalid byte sequence", "22021")
                    : null);

    teller.tell(ORIGIN, List.of(row("BAD"), row("K1")), 5, NINE);

    assertThat(journal).hasSize(2);
    assertThat(journal.get(0).parked()).isNull();
    assertThat(journal.get(1).parked().reason()).contains("SQLSTATE 22021");
    assertThat(store.count("select count(*) from view_row where told = 1")).isEqualTo(2);
  }

  @EachEngine
  void parksNothingWhileTheStoreIsAway(TestStore store) {
    ViewTeller away = teller(store, message -> new StoreUnavailable("disk full", null));
    assertThatThrownBy(() -> away.tell(ORIGIN, List.of(row("K1")), 5, NINE))
        .isInstanceOf(StoreUnavailable.class);
    assertThat(journal).isEmpty();
    assertThat(new KnownRows(store.queries()).mark(ORIGIN.view())).isEmpty();
  }

  private ViewTeller teller(TestStore store, Function<NewMessage, Exception> refusal) {
    var commands = new Commands(store.commits());
    store.commits().start();
    return new ViewTeller(
        new KnownRows(store.queries()),
        message -> {
          Exception refused = refusal.apply(message);
          if (refused != null) {
            return CompletableFuture.failedFuture(refused);
          }
          journal.add(message);
          return CompletableFuture.completedFuture(new Receipt(journal.size(), false));
        },
        commands);
  }

  /** Taken back, so that nothing of it but its key is told. */
  private static ViewDocument row(String key) {
    var row = new ViewRow(Map.of("fact_key", key, "recorded_at", NINE, "flag", "1"));
    return ViewDocument.of(row, DEFINITION, null, ZoneOffset.UTC);
  }
}
