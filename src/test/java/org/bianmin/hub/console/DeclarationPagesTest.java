package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.facts.EventQueries;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.programme.Declaration;
import org.bianmin.hub.indicator.programme.ReportPeriod;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.receive.Declarations;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.ui.ExtendedModelMap;

class DeclarationPagesTest {

  private static final long SENT = 7;

  private final EventQueries events = mock(EventQueries.class);
  private final DeclarationRoom room = mock(DeclarationRoom.class);

  @Test
  void factsThatArriveBetweenTwoQuestionsAreNeverCalledStoredAboveAHistoryWithoutThem() {
    AtomicBoolean stored = new AtomicBoolean();
    EventRow row = declared();
    when(room.obligation(any(), any())).thenReturn(obligation());
    when(room.history(any(), any()))
        .thenAnswer(asked -> stored.getAndSet(true) ? List.of(row) : List.of());
    when(events.toldBy(SENT))
        .thenAnswer(asked -> stored.getAndSet(true) ? List.of(row) : List.of());

    assertThat(history())
        .as("the facts came after the first question: the page looks again")
        .containsEntry("taken", false);
    assertThat(history())
        .containsEntry("taken", true)
        .hasEntrySatisfying("history", shown -> assertThat(shown).isEqualTo(List.of(row)));
  }

  private Map<String, Object> history() {
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    DeclarationPages pages =
        new DeclarationPages(
            room,
            beans.getBeanProvider(Declarations.class),
            events,
            new ShownFacility(beans.getBeanProvider(Sources.class)));
    ExtendedModelMap model = new ExtendedModelMap();
    pages.history("HAI-03", "H1", SENT, model);
    return model;
  }

  private static DeclarationRoom.Obligation obligation() {
    return new DeclarationRoom.Obligation(
        "huaian-2023",
        "HAI-03",
        new Words("名", "name"),
        Declaration.Kind.YES_NO,
        "",
        ReportPeriod.HALF_YEAR,
        List.of("HAI-03"),
        List.of());
  }

  private static EventRow declared() {
    return new EventRow(
        1,
        new MeasureEvent(
            new EventKey("H1", "declaration.made", "HAI-03/2025-H2"),
            1,
            EventStatus.ACTIVE,
            0L,
            0,
            null,
            Map.of("obligationId", "HAI-03", "period", "2025-H2", "value", "yes"),
            "m"),
        0);
  }
}
