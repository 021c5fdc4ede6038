package org.bianmin.hub.recognition;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.HrScope;
import org.bianmin.hub.mapping.ItemCondition;
import org.bianmin.hub.mapping.RecognitionFacility;
import org.bianmin.hub.mapping.RecognitionTables;

/** Judges the items of one report; what cannot be asked for want of an answer is no obstacle. */
final class ItemJudging {

  private static final String NO_SCOPE = "none";

  /** HL7 table 0085 and FHIR observation-status; the reading leaves out what is preliminary. */
  private static final Set<String> FINAL =
      Set.of("F", "C", "A", "B", "U", "final", "amended", "corrected", "appended");

  private final ReportFacts report;
  private final Catalogue catalogue;
  private final RecognitionTables tables;
  private final ZoneId zone;
  private final LocalDate issuedOn;
  // whose scopes count; null where an institution is named that nobody knows
  private final String performer;
  private final Set<Obstacle> common = EnumSet.noneOf(Obstacle.class);

  ItemJudging(
      ReportFacts report,
      boolean legalId,
      boolean auditRequired,
      Catalogue catalogue,
      RecognitionTables tables,
      ZoneId zone) {
    this.report = report;
    this.catalogue = catalogue;
    this.tables = tables;
    this.zone = zone;
    this.issuedOn = report.issuedOn();
    this.performer = performer();
    block(!report.active(), Obstacle.NOT_FINAL, common);
    block(auditRequired && !report.audited(), Obstacle.NOT_AUDITED, common);
    block(!legalId, Obstacle.NO_LEGAL_ID, common);
    block(performer == null, Obstacle.NO_SCOPE, common);
    block(issuedOn == null, Obstacle.NO_TIME, common);
  }

  /**
   * Judges an item, or an examination as a whole.
   *
   * @param told attributes of the item, or of the report
   * @param hasValue whether there is a result in it
   */
  ItemJudgement judge(Map<String, Object> told, boolean hasValue) {
    Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
    obstacles.addAll(common);
    String status = ReportFacts.text(told, "status");
    block(status != null && !FINAL.contains(status), Obstacle.NOT_FINAL, obstacles);
    block(!hasValue, Obstacle.NO_VALUE, obstacles);
    String code = ReportFacts.text(told, "recognitionItemCode");
    block(code == null, Obstacle.NOT_MAPPED, obstacles);
    if (code == null || issuedOn == null) {
      return blocked(code, obstacles);
    }
    Optional<CatalogueItem> listed = catalogue.item(code, issuedOn);
    Long from = listed.map(item -> report.countsFrom(item.countsFrom())).orElse(null);
    block(listed.isEmpty(), Obstacle.NOT_IN_CATALOGUE, obstacles);
    listed.ifPresent(
        item -> {
          block(item.negative(), Obstacle.NEGATIVE_LIST, obstacles);
          block(!holds(item.conditions(), told), Obstacle.CONDITION, obstacles);
          block(from == null, Obstacle.NO_TIME, obstacles);
        });
    String kind = listed.map(CatalogueItem::kind).orElse(report.category());
    Optional<HrScope> scope =
        performer == null ? Optional.empty() : tables.widest(performer, code, kind, issuedOn);
    block(scope.isEmpty(), Obstacle.NO_SCOPE, obstacles);
    if (!obstacles.isEmpty()) {
      return blocked(code, obstacles);
    }
    return new ItemJudgement(
        code,
        scope.orElseThrow().scope(),
        scope.orElseThrow().label(),
        Judge.expiry(from, listed.orElseThrow().validDays(), zone),
        List.of());
  }

  private String performer() {
    String named = report.performingOrg();
    if (named == null || named.equals(report.facility())) {
      return report.facility();
    }
    return tables.facility(named).map(RecognitionFacility::id).orElse(null);
  }

  private boolean holds(List<ItemCondition> conditions, Map<String, Object> told) {
    for (ItemCondition condition : conditions) {
      String own = ReportFacts.text(told, condition.attribute());
      String value = own == null ? report.attribute(condition.attribute()) : own;
      if (value == null || condition.values().stream().noneMatch(value::equalsIgnoreCase)) {
        return false;
      }
    }
    return true;
  }

  private static void block(boolean stands, Obstacle obstacle, Set<Obstacle> obstacles) {
    if (stands) {
      obstacles.add(obstacle);
    }
  }

  private static ItemJudgement blocked(String code, Set<Obstacle> obstacles) {
    return new ItemJudgement(code, NO_SCOPE, null, null, List.copyOf(obstacles));
  }
}
