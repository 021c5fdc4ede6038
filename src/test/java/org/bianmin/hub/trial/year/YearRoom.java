package org.bianmin.hub.trial.year;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Indicators;
import org.bianmin.hub.indicator.Part;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.block.BlocksRoom;
import org.bianmin.hub.indicator.compute.AnswersFromBlocks;
import org.bianmin.hub.indicator.compute.Known;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeLoader;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.store.TestStore;

/** Facts, blocks and the shipped definitions on one store, after the year is over. */
public final class YearRoom {

  /** So that no window of the year is still open, whenever this runs. */
  private static final Instant AFTER = Instant.parse("2027-06-01T00:00:00Z");

  private static final int THREADS = 4;

  /** Epoch milliseconds that no event reaches. */
  private static final long FAR = 10_000_000_000_000L;

  private static final MappingSet MAPPINGS = MappingLoader.load(Path.of("mappings")).set();
  private static final ProgrammeSet PROGRAMMES =
      ProgrammeLoader.load(Path.of("mappings"), MAPPINGS).set();

  private final BlocksRoom blocks;
  private final Known known;
  private Indicators indicators;
  private long told;

  /** On a store whose writer does not run yet. */
  public YearRoom(TestStore store) {
    blocks = new BlocksRoom(store, MAPPINGS.events(), 64L << 20);
    known =
        new Known(
            blocks.blocks(),
            (facilities, spans) -> 0,
            MAPPINGS::events,
            new NoDeclarations(),
            YearCalendar.ZONE,
            Clock.fixed(AFTER, YearCalendar.ZONE));
    forgetAnswers();
  }

  /** Makes the next question be answered from the days, not from an answer that was kept. */
  public void forgetAnswers() {
    indicators = new Indicators(() -> PROGRAMMES, new AnswersFromBlocks(known));
  }

  /** What the hub answers otherwise than the books say; empty where they agree. */
  public String difference(YearBooks books, String facility, String name, Span span) {
    BookedAnswer booked = BookedIndicators.answer(books, facility, name, span);
    Part value = answer(value(indicator(name), facility, span.text()), name);
    int decimals = value.value() == null ? 0 : value.value().scale();
    boolean same =
        same(booked.numerator(), value.numerator())
            && same(booked.denominator(), value.denominator())
            && same(booked.value(decimals), value.value());
    return same
        ? ""
        : "%s of %s in %s: the books say %s, the hub %s/%s=%s"
            .formatted(
                name,
                facility,
                span.text(),
                booked,
                value.numerator(),
                value.denominator(),
                value.value());
  }

  private static boolean same(BigDecimal one, BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }

  /** Tells events in batches of so many, some at a time, and answers how many there were. */
  public long tell(Iterator<YearEvent> events, int batch) throws Exception {
    ToldYear year = new ToldYear(events, told + 1);
    long before = told;
    ExecutorService tellers = Executors.newFixedThreadPool(THREADS);
    Semaphore waiting = new Semaphore(2 * THREADS);
    List<Future<?>> all = new ArrayList<>();
    try {
      while (year.hasNext()) {
        List<MeasureEvents.Told> some = new ArrayList<>(batch);
        while (some.size() < batch && year.hasNext()) {
          some.add(year.next());
          told++;
        }
        waiting.acquire();
        all.add(
            tellers.submit(
                () -> {
                  try {
                    blocks.apply(some);
                  } finally {
                    waiting.release();
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      tellers.shutdown();
    }
    return told - before;
  }

  /** Builds what is dirty, types beside each other; answers how many blocks still wait. */
  public int refresh() throws Exception {
    ExecutorService builders = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> all = new ArrayList<>();
      for (String type : MAPPINGS.events().keySet()) {
        all.add(
            builders.submit(
                () ->
                    blocks
                        .blocks()
                        .refresh(List.of(), Set.of(type), -FAR, FAR, Duration.ofMinutes(10))));
      }
      int waiting = 0;
      for (Future<Integer> one : all) {
        waiting += one.get();
      }
      return waiting;
    } finally {
      builders.shutdown();
    }
  }

  /** Ids of all indicators that have a formula, with their programmes. */
  public static Map<String, String> computed() {
    Map<String, String> programmes = new TreeMap<>();
    for (Programme programme : PROGRAMMES.programmes()) {
      for (IndicatorDefinition indicator : programme.indicators()) {
        if (indicator.measure() != null) {
          programmes.put(indicator.id(), programme.id());
        }
      }
    }
    return programmes;
  }

  /** The value of an indicator; fails where the definition is not there. */
  public IndicatorValue value(String indicator, String facility, String period) {
    Question question =
        Question.of(
            computed().get(indicator),
            Period.parse(period, YearCalendar.ZONE),
            Scope.facility(facility));
    return indicators.value(question, indicator).get(0);
  }

  /** The value of an indicator, or of its part that is named after a slash. */
  static Part answer(IndicatorValue value, String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return new Part(
          name, value.name(), value.value(), value.numerator(), value.denominator(), value.unit());
    }
    String code = name.substring(slash + 1);
    return value.parts().stream()
        .filter(part -> part.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is not shown"));
  }

  static String indicator(String name) {
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }

  /** Those of the booked indicators that have no definition. */
  static Set<String> undefined(Collection<String> booked) {
    Set<String> missing = new TreeSet<>();
    booked.forEach(name -> missing.add(indicator(name)));
    missing.removeAll(computed().keySet());
    return missing;
  }

  /** Nothing is declared, and nobody asks what stands behind a number. */
  private static final class NoDeclarations implements Known.Facts {
    @Override
    public List<EventRow> declarations(long at) {
      return List.of();
    }

    @Override
    public Map<Long, EventKey> keys(Collection<Long> ids) {
      return Map.of();
    }

    @Override
    public EventRow find(EventKey key) {
      return null;
    }
  }
}
