package org.bianmin.hub.indicator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.Shown;
import org.bianmin.hub.indicator.block.BlockSource;
import org.bianmin.hub.indicator.block.BlocksRoom;
import org.bianmin.hub.indicator.block.FactBlock;
import org.bianmin.hub.indicator.block.Presence;
import org.bianmin.hub.indicator.block.VoidKeys;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** A worker that builds days in the middle of an answer is not seen by it. */
class OneMomentTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** Numerator and denominator are read one after the other; of equal numbers it is 100. */
  private static final Formula ALL_OF_ALL =
      new Formula.Ratio(
          new Formula.Count(Things.care(new Condition.Is(Things.path("flag"), true))),
          new Formula.Count(Things.care()),
          100);

  /** The blocks of a store, with something that happens once, after the first read. */
  private static final class Disturbed implements BlockSource {
    private final BlockSource blocks;
    private Runnable meanwhile;

    private Disturbed(BlockSource blocks) {
      this.blocks = blocks;
    }

    @Override
    public void read(String facility, String type, long from, long to, Consumer<FactBlock> each) {
      blocks.read(facility, type, from, to, each);
      if (meanwhile != null) {
        Runnable once = meanwhile;
        meanwhile = null;
        // as the worker does: on a thread of its own
        CompletableFuture.runAsync(once).join();
      }
    }

    @Override
    public <T> T asOne(Supplier<T> reading) {
      return blocks.asOne(reading);
    }

    @Override
    public VoidKeys voids(String facility, String type) {
      return blocks.voids(facility, type);
    }

    @Override
    public List<String> facilities() {
      return blocks.facilities();
    }

    @Override
    public Presence presence(String facility, String type, long from, long to) {
      return blocks.presence(facility, type, from, to);
    }

    @Override
    public long generation(String facility, Collection<String> types, long from, long to) {
      return blocks.generation(facility, types, from, to);
    }
  }

  private final Things things = new Things();

  private static void tell(BlocksRoom room, int care) {
    room.apply(
        List.of(
            BlocksRoom.told(
                care,
                new EventKey("H1", Things.CARE, "C" + care),
                Action.RECORD,
                Things.at("2026-02-01T08:00") + care,
                Map.of("flag", true))));
  }

  private static Indicators indicators(BlocksRoom room, BlockSource blocks, ProgrammeSet set) {
    Known known =
        new Known(
            blocks,
            (facilities, spans) -> room.blocks().refresh(facilities, spans, LONG),
            () -> Things.EVENTS,
            new Known.Facts() {
              @Override
              public List<EventRow> declarations(long at) {
                return List.of();
              }

              @Override
              public Map<Long, EventKey> keys(Collection<Long> ids) {
                Map<Long, EventKey> keys = new LinkedHashMap<>();
                ids.forEach(id -> keys.put(id, new EventKey("H1", Things.CARE, "row " + id)));
                return keys;
              }

              @Override
              public EventRow find(EventKey key) {
                return null;
              }
            },
            Things.ZONE,
            Clock.systemUTC());
    return new Indicators(() -> set, new AnswersFromBlocks(known));
  }

  private static void holds(Shown shown, int facts) {
    IndicatorValue value = shown.values().get(0);
    assertThat(value.numerator()).isEqualByComparingTo(String.valueOf(facts));
    assertThat(value.denominator()).isEqualByComparingTo(String.valueOf(facts));
    assertThat(value.value()).isEqualByComparingTo("100");
    assertThat(shown.facts().total()).isEqualTo(facts);
    assertThat(shown.facts().facts()).hasSize(facts);
  }

  @EachEngine
  void numbersAndTheFactsBehindThemAreOfOneMoment(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, Things.EVENTS);
    tell(room, 1);
    Disturbed blocks = new Disturbed(room.blocks());
    Indicators indicators =
        indicators(room, blocks, things.set(Things.definition("I", ALL_OF_ALL)));
    for (int known = 1; known <= 3; known++) {
      int next = known + 1;
      blocks.meanwhile =
          () -> {
            tell(room, next);
            assertThat(room.refresh()).isZero();
          };
      holds(indicators.shown(Things.question("2026-Q1"), "I", true, "", null, 50), known);
      assertThat(blocks.meanwhile).as("it was built in between").isNull();
    }
    holds(indicators.shown(Things.question("2026-Q1"), "I", false, "", null, 50), 4);
  }

  @EachEngine
  void allIndicatorsOfAProgrammeAreOfOneMoment(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, Things.EVENTS);
    tell(room, 1);
    Disturbed blocks = new Disturbed(room.blocks());
    IndicatorDefinition one = Things.definition("I", ALL_OF_ALL);
    IndicatorDefinition other = Things.definition("J", new Formula.Count(Things.care()));
    Indicators indicators = indicators(room, blocks, things.set(one, other));
    blocks.meanwhile =
        () -> {
          tell(room, 2);
          assertThat(room.refresh()).isZero();
        };
    List<IndicatorValue> values = indicators.values(Things.question("2026-Q1"));
    assertThat(values).extracting(v -> v.numerator().intValue()).containsExactly(1, 1);
    assertThat(blocks.meanwhile).isNull();
    values = indicators.values(Things.question("2026-Q1"));
    assertThat(values).extracting(v -> v.numerator().intValue()).containsExactly(2, 2);
  }

  @EachEngine
  void whatFailsInTheMiddleKeepsNothingElseFromBeingCounted(TestStore store) {
    BlocksRoom room = new BlocksRoom(store, Things.EVENTS);
    tell(room, 1);
    String found =
        room.blocks()
            .asOne(
                () -> {
                  try {
                    return room.blocks()
                        .asOne(
                            () -> {
                              throw new IllegalStateException("broken");
                            });
                  } catch (IllegalStateException e) {
                    return e.getMessage();
                  }
                });
    assertThat(found).isEqualTo("broken");
  }
}
