package org.bianmin.hub.indicator.quality;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.indicator.block.Column;
import org.bianmin.hub.indicator.block.DayBlocks;
import org.bianmin.hub.indicator.block.FactBlock;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.EventDefinition;

/**
 * How complete the facts are, counted from day blocks. A day is counted once and again only when it
 * has changed, so that a month of a large hospital costs a look at the days' heads.
 */
public final class Quality {

  /**
   * Which facts.
   *
   * @param from, to days as blocks have them (midnight UTC+8), both included
   * @param type null for all
   * @param ward only facts of this ward or department; empty for those that tell none; null for all
   */
  public record Asked(String facility, LocalDate from, LocalDate to, String type, String ward) {}

  /** So many facts, and how many of them lack it. */
  public record Count(long facts, long lacking) {

    static final Count NONE = new Count(0, 0);

    Count plus(int more, int lack) {
      return new Count(facts + more, lacking + lack);
    }

    /** Of 0 to 1; 0 where there is no fact. */
    public double share() {
      return facts == 0 ? 0 : (double) lacking / facts;
    }
  }

  /**
   * An attribute of a type.
   *
   * @param days those that have facts
   * @param wards by ward or department, empty for facts that tell none
   */
  public record Line(
      String type,
      Wish wish,
      Count count,
      SortedMap<LocalDate, Count> days,
      SortedMap<String, Count> wards) {}

  private record Key(String facility, String type, LocalDate day, long generation, int wishes) {}

  /** Each is some hundred bytes. */
  private static final int REMEMBERED = 50_000;

  private final DayBlocks blocks;
  private final Supplier<Map<String, EventDefinition>> events;
  private final Supplier<ProgrammeSet> programmes;
  private final Map<Key, DayQuality> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, DayQuality> eldest) {
              return size() > REMEMBERED;
            }
          });
  private volatile Asking asking = new Asking(Map.of(), "", Map.of());

  /**
   * What was asked for last.
   *
   * @param programmes hash of their definitions
   */
  private record Asking(
      Map<String, EventDefinition> events, String programmes, Map<String, List<Wish>> wishes) {}

  Quality(
      DayBlocks blocks,
      Supplier<Map<String, EventDefinition>> events,
      Supplier<ProgrammeSet> programmes) {
    this.blocks = blocks;
    this.events = events;
    this.programmes = programmes;
  }

  /** Whether facts are kept by day; without, there is nothing to count. */
  public boolean enabled() {
    return blocks.enabled();
  }

  /** Facilities that have facts, sorted. */
  public List<String> facilities() {
    return blocks.facilities();
  }

  /** Days that have changed and are not counted anew yet. */
  public long waiting() {
    return blocks.daysWaiting();
  }

  /** What is asked of facts, by type. */
  public Map<String, List<Wish>> wishes() {
    Map<String, EventDefinition> now = events.get();
    ProgrammeSet set = programmes.get();
    Asking made = asking;
    if (made.events() != now || !set.hash().equals(made.programmes())) {
      made = new Asking(now, set.hash(), Wishes.of(now, set));
      asking = made;
    }
    return made.wishes();
  }

  /** All attributes that are asked for, of types that have facts; by type. */
  public List<Line> lines(Asked asked) {
    List<Line> lines = new ArrayList<>();
    wishes()
        .forEach(
            (type, wishes) -> {
              if (asked.type() == null || asked.type().equals(type)) {
                lines.addAll(lines(asked, type, wishes));
              }
            });
    return lines;
  }

  private List<Line> lines(Asked asked, String type, List<Wish> wishes) {
    SortedMap<LocalDate, DayQuality> days = days(asked, type, wishes);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < wishes.size() && !days.isEmpty(); i++) {
      Line line = line(asked, type, wishes.get(i), i, days);
      if (line.count().facts() > 0) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static Line line(
      Asked asked, String type, Wish wish, int at, SortedMap<LocalDate, DayQuality> of) {
    Count[] all = {Count.NONE};
    SortedMap<LocalDate, Count> days = new TreeMap<>();
    SortedMap<String, Count> wards = new TreeMap<>();
    of.forEach(
        (day, counts) ->
            counts
                .wards()
                .forEach(
                    (name, ward) -> {
                      if (asked.ward() == null || asked.ward().equals(name)) {
                        int lack = ward.lacking()[at];
                        all[0] = all[0].plus(ward.facts(), lack);
                        days.put(day, days.getOrDefault(day, Count.NONE).plus(ward.facts(), lack));
                        wards.put(
                            name, wards.getOrDefault(name, Count.NONE).plus(ward.facts(), lack));
                      }
                    }));
    return new Line(type, wish, all[0], days, wards);
  }

  private SortedMap<LocalDate, DayQuality> days(Asked asked, String type, List<Wish> wishes) {
    SortedMap<LocalDate, DayQuality> days = new TreeMap<>();
    List<DayBlocks.Day> fresh = new ArrayList<>();
    for (DayBlocks.Day day : blocks.days(asked.facility(), type, asked.from(), asked.to())) {
      DayQuality counted = known.get(key(asked.facility(), type, day, wishes));
      if (counted == null) {
        fresh.add(day);
      } else {
        days.put(day.day(), counted);
      }
    }
    blocks.read(
        asked.facility(),
        type,
        fresh,
        (day, block) -> {
          DayQuality counted = DayQuality.of(block, wishes);
          known.put(key(asked.facility(), type, day, wishes), counted);
          days.put(day.day(), counted);
        });
    return days;
  }

  private static Key key(String facility, String type, DayBlocks.Day day, List<Wish> wishes) {
    return new Key(facility, type, day.day(), day.generation(), wishes.hashCode());
  }

  /**
   * Row ids of facts that lack an attribute, the newest first.
   *
   * @param asked of one type
   * @param after where the page before ended, null for the first
   */
  public List<Lacking> facts(Asked asked, String attribute, CountedFact.Cursor after, int limit) {
    List<DayBlocks.Day> days =
        new ArrayList<>(blocks.days(asked.facility(), asked.type(), asked.from(), asked.to()));
    Collections.reverse(days);
    List<Lacking> found = new ArrayList<>();
    for (DayBlocks.Day day : days) {
      if (found.size() >= limit) {
        break;
      }
      blocks.read(
          asked.facility(),
          asked.type(),
          List.of(day),
          (of, block) -> facts(block, asked.ward(), attribute, after, limit, found));
    }
    return found;
  }

  /** A fact that lacks something. */
  public record Lacking(long id, long occurredAt) {

    /** Where a page ends with it. */
    public String cursor() {
      return occurredAt + "-" + id;
    }
  }

  private static void facts(
      FactBlock block,
      String ward,
      String attribute,
      CountedFact.Cursor after,
      int limit,
      List<Lacking> into) {
    Column place = DayQuality.place(block);
    DayQuality.Lack lack = DayQuality.lack(block, attribute);
    for (int row = block.size() - 1; row >= 0 && into.size() < limit; row--) {
      boolean there = ward == null || ward.equals(DayQuality.ward(place, row));
      if (there && lack.at(row) && before(block, row, after)) {
        into.add(new Lacking(block.id(row), block.occurredAt(row)));
      }
    }
  }

  private static boolean before(FactBlock block, int row, CountedFact.Cursor after) {
    return after == null
        || block.occurredAt(row) < after.occurredAt()
        || (block.occurredAt(row) == after.occurredAt() && block.id(row) < after.id());
  }
}
