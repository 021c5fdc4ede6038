package org.bianmin.hub.indicator.compute;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.block.Presence;
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
  private final List<String> facilities;
  private final Map<Place, Presence> presences = new HashMap<>();
  private List<EventRow> declarations;
  private int waiting;

  Session(Known known, ProgrammeSet set, Question question) {
    this.known = known;
    this.set = set;
    this.question = question;
    this.events = known.events().get();
    this.asOf = known.clock().millis();
    this.facilities = facilities(question.scope());
  }

  private List<String> facilities(Scope scope) {
    if (scope.kind() == Scope.Kind.FACILITY) {
      return List.of(scope.id());
    }
    List<Roster.Institution> roster = set.roster().on(day());
    if (scope.kind() == Scope.Kind.ALL && roster.isEmpty()) {
      return known.source().facilities();
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

  List<String> facilities() {
    return facilities;
  }

  /** Facilities by county, or by city. */
  Map<String, List<String>> by(boolean county) {
    Map<String, List<String>> groups = new TreeMap<>();
    for (String facility : facilities) {
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
    return new Surroundings(
        known.source(),
        type -> events.containsKey(type) ? events.get(type).countsWhile() : List.of(),
        set,
        known.zone(),
        chosen,
        question.end(),
        now);
  }

  /** Takes in what changed of some types. */
  void refresh(Involved involved) {
    waiting =
        Math.max(
            waiting,
            known
                .fresh()
                .refresh(
                    facilities,
                    involved.all(),
                    question.period().from() - involved.before(),
                    question.end() + involved.after()));
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
        p -> known.source().presence(facility, type, from, to));
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
