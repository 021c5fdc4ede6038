package org.bianmin.hub.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.UnmappedCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Why facts lack an attribute, and which source told them. */
@Component
public final class LackingQueries {

  /**
   * What some facts have in common.
   *
   * @param source that told the newest version
   * @param code without a row in the code tables, as it was told; null where nothing was told
   */
  public record Cause(String source, String code) {}

  /**
   * A cause and how often it is one.
   *
   * @param sample row id of one of the facts
   */
  public record Told(Cause cause, long facts, long sample) {}

  private static final int AT_ONCE = 200;
  private static final String FACTS =
      "select e.id, e.attributes, (select v.source from measure_event_version v"
          + " where v.event_id = e.id order by v.recorded_at desc, v.accepted_at desc limit 1)"
          + " from measure_event e where e.id in (%s)";

  private final JdbcClient queries;

  LackingQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /**
   * Causes, the most frequent first.
   *
   * @param facts row ids of some hundred facts
   * @param attribute {@code items.value} inside of a group
   */
  public List<Told> causes(List<Long> facts, String attribute) {
    Map<Cause, Told> causes = new HashMap<>();
    for (int first = 0; first < facts.size(); first += AT_ONCE) {
      List<Long> some = facts.subList(first, Math.min(facts.size(), first + AT_ONCE));
      queries
          .sql(FACTS.formatted(String.join(", ", Collections.nCopies(some.size(), "?"))))
          .params(some)
          .query(
              row -> {
                Cause cause =
                    new Cause(
                        row.getString(3), code(Attributes.shown(row.getString(2)), attribute));
                Told one = new Told(cause, 1, row.getLong(1));
                causes.merge(
                    cause,
                    one,
                    (before, more) ->
                        new Told(
                            cause, before.facts() + 1, Math.max(before.sample(), more.sample())));
              });
    }
    List<Told> sorted = new ArrayList<>(causes.values());
    sorted.sort(
        Comparator.comparingLong(Told::facts)
            .reversed()
            .thenComparing(Comparator.comparingLong(Told::sample).reversed()));
    return sorted;
  }

  /** The code that no table covers; null where nothing was told. */
  private static String code(Map<String, Object> attributes, String name) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return UnmappedCode.codeOf(attributes.get(name));
    }
    if (attributes.get(name.substring(0, dot)) instanceof Collection<?> items) {
      for (Object item : items) {
        String code =
            item instanceof Map<?, ?> members
                ? UnmappedCode.codeOf(members.get(name.substring(dot + 1)))
                : null;
        if (code != null) {
          return code;
        }
      }
    }
    return null;
  }
}
