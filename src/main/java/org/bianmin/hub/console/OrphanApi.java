package org.bianmin.hub.console;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.facts.OrphanQueries;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The worklist of events whose visit was cancelled ({@code orphan-of} in the event files). */
@RestController
@RequestMapping("/api/v1/orphans")
@Tag(name = "events")
final class OrphanApi {

  /**
   * An event that is left over.
   *
   * @param visit number of the void visit that it names
   */
  record Orphan(EventJson event, String visit) {}

  private final OrphanQueries orphans;
  private final ObjectProvider<Mappings> mappings;
  private final Times times;

  OrphanApi(OrphanQueries orphans, ObjectProvider<Mappings> mappings, Times times) {
    this.orphans = orphans;
    this.mappings = mappings;
    this.times = times;
  }

  @GetMapping
  @Operation(summary = "Payments, settlements and results of cancelled visits, newest first")
  Listing<Orphan> list(
      @RequestParam(required = false) String after, @RequestParam(required = false) Integer limit) {
    Set<String> types = new TreeSet<>();
    Set<String> visits = new TreeSet<>();
    Mappings files = mappings.getIfAvailable();
    Collection<EventDefinition> events =
        files == null ? List.of() : files.inForce().events().values();
    for (EventDefinition event : events) {
      if (!event.orphanOf().isEmpty()) {
        types.add(event.type());
        visits.addAll(event.orphanOf());
      }
    }
    return Listing.read(
            after,
            limit,
            orphan -> orphan.row().id(),
            (last, size) -> orphans.page(types, visits, last, size))
        .map(orphan -> new Orphan(EventJson.of(orphan.row(), times), orphan.visit()));
  }
}
