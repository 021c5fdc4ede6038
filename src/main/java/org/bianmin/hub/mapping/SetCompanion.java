package org.bianmin.hub.mapping;

import java.nio.file.Path;
import java.util.List;

/**
 * Files of the mappings folder that another room reads: they are in force together with the set
 * beside which they were read, or not at all. They are no part of its content hash, so events that
 * were made before they changed are not told again.
 */
@FunctionalInterface
public interface SetCompanion {

  /**
   * What was read.
   *
   * @param problems empty when it may be in force
   * @param putInForce run after the set has been put in force, also when the set is as it was
   */
  record Prepared(List<MappingProblem> problems, Runnable putInForce) {}

  /**
   * Reads the files of a folder beside a set whose files fit together; never throws for what people
   * wrote in them.
   */
  Prepared prepare(Path folder, MappingSet set);
}
