package org.bianmin.hub.normalize;

import java.util.List;
import org.bianmin.hub.event.Link;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.event.SourceRef;
import org.bianmin.hub.event.VisitMove;
import org.bianmin.hub.mapping.LinkBinding;

/** A link of patients or visits, compiled once per mapping set and profile. */
final class CompiledLink {

  private final Format format;
  private final Format.Parts each;
  private final boolean visits;
  private final CompiledPaths old;
  private final CompiledPaths current;
  private final CompiledPaths holder;
  private final CompiledPaths owner;
  private final CompiledPaths recordedAt;

  CompiledLink(Format format, LinkBinding link) {
    this.format = format;
    this.each = link.each() == null ? null : format.parts(link.each());
    this.visits = link.visits();
    this.old = new CompiledPaths(format, link.old());
    this.current = new CompiledPaths(format, link.current());
    this.holder = new CompiledPaths(format, link.holder());
    this.owner = link.owner().isEmpty() ? null : new CompiledPaths(format, link.owner());
    this.recordedAt = new CompiledPaths(format, link.recordedAt());
  }

  void links(Part message, Reading reading, List<Link> found) {
    for (Part part : each == null ? List.of(message) : each.of(message)) {
      String at = recordedAt.value(part);
      long recorded = at == null ? Format.INVALID_TIME : format.time(at, reading.zone());
      SourceRef source =
          reading.ref(recorded == Format.INVALID_TIME ? reading.receivedAt() : recorded);
      found.add(
          visits
              ? new VisitMove(
                  reading.facility(),
                  id(old, part),
                  id(current, part),
                  patient(holder, part, reading),
                  owner == null ? null : patient(owner, part, reading),
                  source)
              : new PatientLink(
                  patient(old, part, reading), patient(current, part, reading), source));
    }
  }

  private PatientId patient(CompiledPaths paths, Part part, Reading reading) {
    return new PatientId(reading.facility(), id(paths, part));
  }

  private String id(CompiledPaths paths, Part part) {
    String id = paths.value(part);
    if (id == null || format.emptied(id)) {
      throw new CannotMap(
          "map",
          paths
              + " is empty, so nobody can tell what is "
              + (visits ? "moved" : "merged")
              + "; have the sender fill it",
          paths.toString());
    }
    return id;
  }
}
