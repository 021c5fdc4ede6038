package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.journal.Sources;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The facility that a page shows where nobody has chosen one. */
@Component
final class ShownFacility {

  private final ObjectProvider<Sources> sources;

  ShownFacility(ObjectProvider<Sources> sources) {
    this.sources = sources;
  }

  /**
   * The asked one; else the hub's own where it has something to show; else the first that has.
   *
   * @param asked null where nobody has chosen
   * @param known those that have something to show
   */
  String of(String asked, List<String> known) {
    if (asked != null) {
      return asked;
    }
    Sources configured = sources.getIfAvailable();
    String own = configured == null ? null : configured.facility();
    return own != null && (known.isEmpty() || known.contains(own))
        ? own
        : known.stream().findFirst().orElse("");
  }
}
