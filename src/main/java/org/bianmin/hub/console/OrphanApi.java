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
  @Operation(
      summary = "Payments, settlements and results of cancelled visits",
      description =
          "Those of the visit that was told last first. A page looks at 500 cancelled visits at"
              + " most, so it may be short, or empty; 'next' leads to the others.")
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
    OrphanQueries.Page page =
        orphans.page(types, visits, cursor(MessageFilter.given(after)), Listing.size(limit));
    return new Listing<>(page.orphans(), text(page.next()))
        .map(orphan -> new Orphan(EventJson.of(orphan.row(), times), orphan.visit()));
  }

  private static String text(OrphanQueries.Cursor cursor) {
    return cursor == null ? null : cursor.visit() + "-" + cursor.event();
  }

  private static OrphanQueries.Cursor cursor(String after) {
    if (after == null) {
      return null;
    }
    if (!after.matches("\\d{1,18}-\\d{1,18}")) {
      throw new BadRequest("after is the value of next from the page before", null);
    }
    int dash = after.indexOf('-');
    return new OrphanQueries.Cursor(
        Long.parseLong(after.substring(0, dash)), Long.parseLong(after.substring(dash + 1)));
  }
}
