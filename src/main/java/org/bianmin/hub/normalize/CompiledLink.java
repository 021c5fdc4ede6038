package org.bianmin.hub.normalize;

import java.util.List;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PatientLink;
import org.bianmin.hub.mapping.LinkBinding;

/** A patient link, compiled once per mapping set and profile. */
final class CompiledLink {

  private final Format format;
  private final Format.Parts each;
  private final CompiledPaths old;
  private final CompiledPaths current;
  private final CompiledPaths recordedAt;

  CompiledLink(Format format, LinkBinding link) {
    this.format = format;
    this.each = link.each() == null ? null : format.parts(link.each());
    this.old = new CompiledPaths(format, link.old());
    this.current = new CompiledPaths(format, link.current());
    this.recordedAt = new CompiledPaths(format, link.recordedAt());
  }

  void links(Part message, Reading reading, List<PatientLink> found) {
    for (Part part : each == null ? List.of(message) : each.of(message)) {
      String at = recordedAt.value(part);
      long recorded = at == null ? Format.INVALID_TIME : format.time(at, reading.zone());
      found.add(
          new PatientLink(
              id(old, part, reading),
              id(current, part, reading),
              reading.ref(recorded == Format.INVALID_TIME ? reading.receivedAt() : recorded)));
    }
  }

  private PatientId id(CompiledPaths paths, Part part, Reading reading) {
    String id = paths.value(part);
    if (id == null || format.emptied(id)) {
      throw new CannotMap(
          "map",
          paths + " is empty, so nobody can tell whose records are merged",
          paths.toString());
    }
    return new PatientId(reading.facility(), id);
  }
}
