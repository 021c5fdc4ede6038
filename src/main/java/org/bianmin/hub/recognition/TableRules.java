package org.bianmin.hub.recognition;

import java.time.LocalDate;
import java.time.ZoneId;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.mapping.RecognitionFacility;
import org.bianmin.hub.mapping.RecognitionTables;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What catalogue, institutions and fees say at order time. */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class TableRules implements RecognitionRules {

  private final Catalogues catalogues;
  private final Mappings mappings;
  private final ZoneId zone;

  TableRules(
      Catalogues catalogues, Mappings mappings, @Value("${hub.zone:Asia/Shanghai}") ZoneId zone) {
    this.catalogues = catalogues;
    this.mappings = mappings;
    this.zone = zone;
  }

  @Override
  public boolean allows(String asking, String performing, String item, long at) {
    if (asking.equals(performing)) {
      return true;
    }
    return catalogues
        .inForce()
        .item(item, day(at))
        .map(CatalogueItem::levels)
        .map(levels -> LevelRule.allows(level(performing), level(asking), levels))
        .orElse(true);
  }

  @Override
  public String nameOf(String facility) {
    return tables().facility(facility).map(RecognitionFacility::name).orElse(null);
  }

  @Override
  public Long feeFen(String facility, String item, long at) {
    var fee = tables().fee(item, day(at));
    return fee.isPresent() ? (Long) fee.getAsLong() : null;
  }

  private String level(String facility) {
    return tables().facility(facility).map(RecognitionFacility::level).orElse(null);
  }

  private RecognitionTables tables() {
    return mappings.inForce().recognition();
  }

  private LocalDate day(long at) {
    return ReportFacts.day(at, zone);
  }
}
