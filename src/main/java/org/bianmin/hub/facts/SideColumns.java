package org.bianmin.hub.facts;

import java.util.Map;
import java.util.Set;

/**
 * What a room knows of facts of one type beside what was told of them, for those who keep facts as
 * columns ({@code mapping.SideAttributes} says what it is). It is a function of the store and of
 * settings, never of the time at which it is asked.
 */
public interface SideColumns {

  /** For example {@code result.issued}. */
  String type();

  /** Another text where the same store is read otherwise, because a setting is another. */
  String version();

  /**
   * What is known of active facts that occurred in {@code [from, to)}, by row id, in a read
   * transaction of the caller; facts of which nothing is known may be missing.
   *
   * @param facilities whose facts are wanted, empty for all
   */
  Map<Long, Map<String, Object>> read(long from, long to, Set<String> facilities);
}
