package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.event.Link;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.VisitMove;

/** Counts links of one kind: of patients or of visits. */
final class LinkTally {

  /** What a link says, whoever says it. */
  private record Said(Link link, long recordedAt) {}

  private final String kind;
  private final Samples samples = new Samples();
  private long same;
  private long added;
  private long missing;

  LinkTally(String kind) {
    this.kind = kind;
  }

  static String kind(Link link) {
    return link instanceof PatientLink ? "patients" : "visits";
  }

  /** Counts those of one message; answers whether they differ. */
  boolean add(long message, List<Link> inForce, List<Link> draft) {
    List<Said> left = new ArrayList<>(draft.stream().map(LinkTally::said).toList());
    boolean differs = false;
    for (Link link : inForce) {
      if (left.remove(said(link))) {
        same++;
      } else {
        differs = true;
        missing++;
        samples.add("missing", message);
      }
    }
    for (int i = 0; i < left.size(); i++) {
      differs = true;
      added++;
      samples.add("added", message);
    }
    return differs;
  }

  private static Said said(Link link) {
    Link bare =
        link instanceof VisitMove move
            ? new VisitMove(
                move.facility(), move.old(), move.current(), move.holder(), move.owner(), null)
            : new PatientLink(((PatientLink) link).old(), ((PatientLink) link).current(), null);
    return new Said(bare, link.source().recordedAt());
  }

  Difference.OfLinks report() {
    return new Difference.OfLinks(kind, same, added, missing, samples.report());
  }
}
