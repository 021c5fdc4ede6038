package org.bianmin.hub.normalize;

import java.util.List;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.Link;
import org.bianmin.hub.event.ReportDocument;
import org.bianmin.hub.event.ToldIdentity;
import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.journal.Parked;

/** What becomes of a message. */
sealed interface Outcome {

  /**
   * It tells of these events and links, and who their patients are by law.
   *
   * @param documents that stand in it, and that its events name by their hashes
   */
  record Normalized(
      List<Assertion> assertions,
      List<Link> links,
      List<ToldIdentity> identities,
      List<ReportDocument> documents)
      implements Outcome {}

  /** It was read and has nothing to tell. */
  record Ignored(String reason) implements Outcome {}

  /**
   * It cannot be read or mapped as it is.
   *
   * @param missing the code without a row for which it is parked, or null
   */
  record Unmappable(Parked parked, Unmapped missing) implements Outcome {}

  /** What becomes of a message on which a reader breaks. */
  static Outcome failed(Throwable fault) {
    return new Unmappable(
        new Parked(
            "map",
            "the normalizer failed ("
                + fault.getClass().getSimpleName()
                + "); see the log at this time, and report it",
            null),
        null);
  }
}
