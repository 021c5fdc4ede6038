package org.bianmin.hub.normalize;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.mapping.Rule;

/** A value computed from others of the same message, compiled. */
final class CompiledDerivation {

  private final Format format;
  private final Rule.Kind kind;
  private final CompiledPaths from;
  private final CompiledPaths to;

  CompiledDerivation(Format format, Rule.Derived derived) {
    this.format = format;
    this.kind = derived.kind();
    this.from = new CompiledPaths(format, derived.from());
    this.to = new CompiledPaths(format, derived.to());
  }

  /** The value, or null when the message does not tell what it is made of. */
  Object value(Part part, ZoneId zone) {
    return switch (kind) {
      case MINUTES -> span(part, zone, ChronoUnit.MINUTES);
      case DAYS -> span(part, zone, ChronoUnit.DAYS);
      case YEARS -> span(part, zone, ChronoUnit.YEARS);
      case READABLE_TIME -> {
        ZonedDateTime at = time(from, part, zone);
        yield at == null ? null : Rfc3339.format(at.toInstant().toEpochMilli(), zone);
      }
      case DOCUMENT -> throw new IllegalStateException("a document is no derivation");
      case LEGAL_ID -> {
        String number = from.value(part);
        yield number == null || format.emptied(number)
            ? null
            : (Object) LegalId.isValid(number.strip());
      }
    };
  }

  private Long span(Part part, ZoneId zone, ChronoUnit unit) {
    ZonedDateTime begin = time(from, part, zone);
    ZonedDateTime end = time(to, part, zone);
    // what ends before it begins is a slip of the sender, and no number
    return begin == null || end == null || end.isBefore(begin) ? null : unit.between(begin, end);
  }

  private ZonedDateTime time(CompiledPaths paths, Part part, ZoneId zone) {
    String text = paths.value(part);
    long millis = text == null ? Format.INVALID_TIME : format.time(text, zone);
    return millis == Format.INVALID_TIME ? null : Instant.ofEpochMilli(millis).atZone(zone);
  }
}
