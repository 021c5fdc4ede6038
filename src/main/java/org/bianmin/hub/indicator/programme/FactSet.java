package org.bianmin.hub.indicator.programme;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Events that are counted: those of its members, one after the other.
 *
 * @param members at least one
 */
public record FactSet(List<Member> members) {

  /**
   * Events of one type.
   *
   * @param time what decides the period instead of {@code $occurredAt}, null for that; of the event
   *     itself or of one of its joins
   * @param reach how much earlier, and later, than that time the event may have happened
   * @param label what {@code $label} is; empty where there is none
   */
  public record Member(
      String event, Path time, Reach reach, List<Condition> where, List<Join> joins, String label) {

    public Member {
      where = List.copyOf(where);
      joins = List.copyOf(joins);
      Set<String> aliases = new HashSet<>();
      for (Join join : joins) {
        if (!aliases.add(join.alias())) {
          throw new IllegalArgumentException("two joins are called \"" + join.alias() + '"');
        }
      }
    }

    /** All events of a type. */
    public static Member of(String event) {
      return new Member(event, null, Reach.NONE, List.of(), List.of(), "");
    }
  }

  public FactSet {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("say from: which event, or union: of which sets");
    }
  }

  public static FactSet of(Member member) {
    return new FactSet(List.of(member));
  }
}
