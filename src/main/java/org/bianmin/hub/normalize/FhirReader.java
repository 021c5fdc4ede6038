package org.bianmin.hub.normalize;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.normalize.fhir.FhirMessage;
import org.bianmin.hub.normalize.fhir.FhirPath;
import org.bianmin.hub.normalize.fhir.FhirScope;
import org.bianmin.hub.normalize.fhir.FhirTime;
import org.bianmin.hub.normalize.fhir.UnreadableFhir;

/** One unit per resource of the types that tell of events. */
final class FhirReader implements MessageReader {

  private static final FhirPath UPDATED = FhirPath.compile("meta.lastUpdated");
  private static final FhirPath VERSION = FhirPath.compile("meta.versionId");

  private final Format format = new FhirFormat();
  private final Set<String> types;

  /**
   * A reader of the resources that bindings name in {@code on}.
   *
   * @param types resource types in a fixed order
   */
  FhirReader(SortedSet<String> types) {
    this.types = types;
  }

  @Override
  public Format format() {
    return format;
  }

  @Override
  public List<Unit> units(JournalRow row, SourceProperties source) {
    FhirMessage message;
    try {
      message =
          FhirMessage.parse(
              row.message().raw(),
              row.message().charset() == null ? null : "charset=" + row.message().charset());
    } catch (UnreadableFhir e) {
      throw new CannotMap("parse", e.getMessage(), e.location());
    }
    List<Unit> units = new ArrayList<>();
    for (String type : types) {
      for (FhirScope resource : message.resources(type)) {
        if (!resource.contained()) {
          units.add(unit(type, resource, source));
        }
      }
    }
    if (units.isEmpty()) {
      return List.of(new Unit(message.type(), new NoPart(), 0, ""));
    }
    return units;
  }

  private Unit unit(String type, FhirScope resource, SourceProperties source) {
    String updated = resource.value(UPDATED);
    String version = resource.value(VERSION);
    return new Unit(
        type,
        new FhirFormat.FhirPart(resource),
        updated == null ? 0 : millis(updated, source),
        version == null ? "" : version);
  }

  private static long millis(String updated, SourceProperties source) {
    try {
      return FhirTime.parse(updated, source.zone());
    } catch (DateTimeException e) {
      return 0;
    }
  }

  /** A message without a resource that could tell of an event; no binding is on its type. */
  private record NoPart() implements Part {}
}
