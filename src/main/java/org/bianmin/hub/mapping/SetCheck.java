package org.bianmin.hub.mapping;

import java.util.List;

/**
 * A check that needs more than the mapping files; a set it finds problems in is not put in force.
 */
@FunctionalInterface
public interface SetCheck {

  /** What is wrong with a set whose files fit together; empty when nothing is. */
  List<MappingProblem> check(MappingSet set);
}
