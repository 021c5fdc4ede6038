package org.bianmin.hub.indicator.compute;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.block.Presence;
import org.bianmin.hub.indicator.block.TypeSpan;
import org.bianmin.hub.indicator.programme.Feeds;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.indicator.programme.Roster;
import org.bianmin.hub.mapping.EventDefinition;

/** One question while it is answered: who is asked, and what was looked up already. */
final class Session {

  private record Place(String facility, String type, long from, long to) {}

  private final Known known;
  private final ProgrammeSet set;
  private final Question question;
  private final Map<String, EventDefinition> events;
  private final long asOf;
  private final ZoneDays days;
  private final Map<String, TypeSpan> fresh = new TreeMap<>();
  private final Map<Place, Presence> presences = new HashMap<>();
  private List<EventRow> declarations;
  private List<String> facilities;
  private int waiting;

  Session(Known known, ProgrammeSet set, Question question) {
    this.known = known;
    this.set = set;
    this.question = question;
    this.events = known.events().get();
    this.asOf = known.clock().millis();
    this.days = new ZoneDays(known.zone());
    this.facilities = facilities(question.scope());
  }

  /** Null for whoever tells facts, which is known only after those were taken in. */
  private List<String> facilities(Scope scope) {
    if (scope.kind() == Scope.Kind.FACILITY) {
      return List.of(scope.id());
    }
    List<Roster.Institution> roster = set.roster().on(day());
    if (scope.kind() == Scope.Kind.ALL && roster.isEmpty()) {
      return null;
    }
    return roster.stream()
        .filter(
            i ->
                switch (scope.kind()) {
                  case COUNTY -> i.county().equals(scope.id());
                  case CITY -> i.city().equals(scope.id());
                  default -> true;
                })
        .map(Roster.Institution::facility)
        .distinct()
        .sorted()
        .toList();
  }

  /** The last day that is counted. */
  private LocalDate day() {
    return Instant.ofEpochMilli(question.end() - 1).atZone(known.zone()).toLocalDate();
  }

  Known known() {
    return known;
  }

  ProgrammeSet set() {
    return set;
  }

  Question question() {
    return question;
  }

  long asOf() {
    return asOf;
  }

  /**
   * The last moment of which anything can be known: what is counted by days ends there, whatever
   * the end of the period.
   */
  long now() {
    return question.asOf() == null ? asOf : question.asOf();
  }

  /** Definitions of events in force; the same object for as long as they are. */
  Map<String, EventDefinition> events() {
    return events;
  }

  List<String> facilities() {
    if (facilities == null) {
      facilities = known.source().facilities();
    }
    return facilities;
  }

  /** Facilities by county, or by city. */
  Map<String, List<String>> by(boolean county) {
    Map<String, List<String>> groups = new TreeMap<>();
    for (String facility : facilities()) {
      Roster.Institution of = institution(facility);
      String name = of == null ? "" : county ? of.county() : of.city();
      groups.computeIfAbsent(name, n -> new ArrayList<>()).add(facility);
    }
    return groups;
  }

  /** Null where it is not on the roster. */
  Roster.Institution institution(String facility) {
    return set.roster().find(facility, day()).orElse(null);
  }

  /** What is looked at with the choices of a definition. */
  Surroundings surroundings(Map<String, String> chosen) {
    long told = question.asOf() == null ? asOf : question.asOf();
    long now = question.until() == null ? told : question.until();
    return new Surroundings(known.source(), events, set, known.zone(), chosen, question.end(), now);
  }

  /**
   * Takes in what changed of all that is going to be read. What was taken in for the question
   * before is not looked at again, so that all its answers are of one state.
   */
  void refresh(Collection<Involved> read) {
    Map<String, TypeSpan> spans = new TreeMap<>();
    for (Involved involved : read) {
      long from = question.period().from() - involved.before();
      long to = question.end() + involved.after();
      for (String type : involved.all()) {
        spans.merge(type, new TypeSpan(type, from, to), TypeSpan::with);
      }
    }
    spans.values().removeIf(s -> fresh.containsKey(s.type()) && fresh.get(s.type()).covers(s));
    // an area without institutions reads nothing; no facilities at all would mean everybody
    boolean nobody = facilities != null && facilities.isEmpty();
    if (!spans.isEmpty() && !nobody) {
      Collection<String> of = facilities == null ? List.of() : facilities;
      waiting = Math.max(waiting, known.fresh().refresh(of, List.copyOf(spans.values())));
      spans.forEach((type, span) -> fresh.merge(type, span, TypeSpan::with));
    }
  }

  int waiting() {
    return waiting;
  }

  /** Days of the period on which a facility has facts. */
  Presence presence(String facility, String type) {
    return presence(facility, type, question.period().from(), question.end());
  }

  private Presence presence(String facility, String type, long from, long to) {
    return presences.computeIfAbsent(
        new Place(facility, type, from, to),
        p ->
            days.asBlocks(from, to)
                ? known.source().presence(facility, type, from, to)
                : byFacts(facility, type, from, to));
  }

  /** Where days are not those by which blocks are cut, each fact tells its own. */
  private Presence byFacts(String facility, String type, long from, long to) {
    SortedMap<LocalDate, Integer> facts = new TreeMap<>();
    known
        .source()
        .read(
            facility,
            type,
            from,
            to,
            block -> {
              for (int row = 0; row < block.size(); row++) {
                long at = block.occurredAt(row);
                if (at >= from && at < to) {
                  facts.merge(LocalDate.ofEpochDay(days.day(at)), 1, Integer::sum);
                }
              }
            });
    return new Presence(facts);
  }

  /**
   * Whether a facility tells anything: facts of what is counted, or the promise to tell them, in a
   * row of the feeds with its own code.
   */
  boolean tells(String facility, Involved involved) {
    if (involved.counted().isEmpty()) {
      return true;
    }
    long from = involved.ever() ? 0 : question.period().from() - involved.early();
    long to = question.end() + involved.late();
    for (String type : involved.counted()) {
      boolean promised =
          set.feeds().feeds().stream()
              .anyMatch(
                  f ->
                      f.facility().equals(facility)
                          && f.event().equals(type)
                          && f.days() != Feeds.Days.NONE);
      if (promised || presence(facility, type, from, to).facts() > 0) {
        return true;
      }
    }
    return false;
  }

  /** Declarations in force just before the end of what is counted, or now if that is earlier. */
  List<EventRow> declarations() {
    if (declarations == null) {
      long last = Math.min(question.end() - 1, asOf);
      declarations = known.facts().declarations(Math.max(question.period().from(), last));
    }
    return declarations;
  }
}
