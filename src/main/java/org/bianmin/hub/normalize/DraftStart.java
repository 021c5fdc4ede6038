package org.bianmin.hub.normalize;

import java.util.List;
import org.bianmin.hub.mapping.MappingProblem;

/** What came of the wish to start a draft run. */
public sealed interface DraftStart {

  /** It runs. */
  record Begun(DraftRun run) implements DraftStart {}

  /** Another runs; there is one at a time. */
  record Busy(long running) implements DraftStart {}

  /** The folder cannot be used; the reason says what to write instead. */
  record NoFolder(String reason) implements DraftStart {}

  /** The draft is not in order, so nothing could be put in force. */
  record Problems(List<MappingProblem> problems) implements DraftStart {}
}
