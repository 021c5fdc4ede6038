package org.bianmin.hub.recognition.figures;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.facts.SideColumns;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.LineagePage;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.block.BlocksRoom;
import org.bianmin.hub.indicator.compute.AnswersFromBlocks;
import org.bianmin.hub.indicator.compute.Known;
import org.bianmin.hub.indicator.programme.ProgrammeLoader;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.TestStore;

/** The shipped indicators of mutual recognition, counted from the day blocks of a store. */
public final class BlockFigures {

  /** Those that look at what was judged, looked up and delivered. */
  static final List<String> IDS = List.of("MR-01", "MR-02", "MR-03a", "MR-07a", "MR-08");

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant AFTER = Instant.parse("2027-06-01T00:00:00Z");
  private static final MappingSet MAPPINGS = MappingLoader.load(Path.of("mappings")).set();
  private static final ProgrammeSet PROGRAMMES =
      ProgrammeLoader.load(Path.of("mappings"), MAPPINGS).set();
  private static final int MANY = 10_000;

  private final TestStore store;
  private final Commands commands;
  private final BlocksRoom room;

  /**
   * On a store whose writer does not run yet.
   *
   * @param before hear of changed facts before these are marked
   */
  public BlockFigures(TestStore store, List<ChangeListener> before) {
    this(store, before, Duration.ofHours(24), Set.of(StoredFacts.PLATFORM));
  }

  /**
   * The same with other settings.
   *
   * @param within what is in time
   */
  BlockFigures(
      TestStore store, List<ChangeListener> before, Duration within, Set<String> platforms) {
    this.store = store;
    this.commands = new Commands(store.commits());
    List<SideColumns> sides =
        List.of(
            new ReportSides(store.queries(), platforms, within), new OrderSides(store.queries()));
    this.room = new BlocksRoom(store, MAPPINGS.events(), sides, before);
  }

  /** On a store whose writer runs, with all facts that were stored past the indicators. */
  static BlockFigures ofAll(TestStore store) {
    BlockFigures figures = new BlockFigures(store, List.of());
    figures.room().started();
    figures.markAll();
    int waiting = figures.room.refresh();
    if (waiting > 0) {
      throw new IllegalStateException(waiting + " days wait");
    }
    return figures;
  }

  /** Makes the days of all facts dirty. */
  public void markAll() {
    commands.execute(
        session ->
            session
                .prepare(
                    "insert into indicator_mark (facility, type, part) select distinct facility,"
                        + " type, (occurred_at + 28800000) / 86400000 from measure_event")
                .executeUpdate());
  }

  public BlocksRoom room() {
    return room;
  }

  /** Without a kept answer. */
  public IndicatorValue value(String indicator, String period, String facility) {
    return indicators().value(question(period, facility), indicator).get(0);
  }

  /** Business keys of the facts behind a side, by time. */
  List<String> facts(
      String indicator, boolean numerator, String part, String period, String facility) {
    LineagePage page =
        indicators().lineage(question(period, facility), indicator, numerator, part, null, MANY);
    List<String> keys = new ArrayList<>();
    for (CountedFact fact : page.facts()) {
      keys.add(fact.key().businessKey());
    }
    return keys;
  }

  private Indicators indicators() {
    Known known =
        new Known(
            room.blocks(),
            (facilities, spans) -> room.blocks().refresh(facilities, spans, Duration.ofMinutes(5)),
            MAPPINGS::events,
            new StoredKeys(),
            ZONE,
            Clock.fixed(AFTER, ZONE));
    return new Indicators(() -> PROGRAMMES, new AnswersFromBlocks(known));
  }

  private static Question question(String period, String facility) {
    return Question.of("recognition", Period.parse(period, ZONE), Scope.facility(facility));
  }

  /** Nothing is declared. */
  private final class StoredKeys implements Known.Facts {
    @Override
    public List<EventRow> declarations(long at) {
      return List.of();
    }

    @Override
    public Map<Long, EventKey> keys(Collection<Long> ids) {
      Map<Long, EventKey> keys = new HashMap<>();
      for (long id : ids) {
        store
            .queries()
            .sql("select facility, type, business_key from measure_event where id = ?")
            .param(id)
            .query(
                row -> {
                  keys.put(id, new EventKey(row.getString(1), row.getString(2), row.getString(3)));
                });
      }
      return keys;
    }

    @Override
    public EventRow find(EventKey key) {
      return null;
    }
  }
}
