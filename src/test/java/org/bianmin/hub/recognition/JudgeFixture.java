package org.bianmin.hub.recognition;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.mapping.CatalogueItem;
import org.bianmin.hub.mapping.CountsFrom;
import org.bianmin.hub.mapping.HrScope;
import org.bianmin.hub.mapping.RecognitionFacility;
import org.bianmin.hub.mapping.RecognitionTables;

/** A judge with a catalogue of three items, their scopes, and two institutions. */
abstract class JudgeFixture {

  static final List<RecognitionFacility> FACILITIES =
      List.of(
          new RecognitionFacility("H1", List.of("本院"), "本院", "tertiary", null, null),
          new RecognitionFacility("H2", List.of("二院", "ER YUAN"), "二院", "secondary", null, null));

  final List<CatalogueItem> catalogue =
      new ArrayList<>(
          List.of(
              Reports.item("glu", 30, CountsFrom.COLLECTED),
              Reports.item("k", 7, CountsFrom.REPORTED),
              Reports.item("img-ct", "imaging", 30, CountsFrom.PERFORMED, false, List.of())));
  final List<HrScope> scopes =
      new ArrayList<>(
          List.of(
              Reports.scope("glu", "province", "2026-01-01", "2026-12-31"),
              Reports.scope("k", "city", null, null),
              Reports.scope("img-ct", "province", null, null)));
  boolean legalId = true;
  boolean auditRequired;

  ItemJudgement item(Reports report) {
    return judge(report).items().get(0);
  }

  Judgement judge(Reports report) {
    return new Judge(Reports.ZONE, auditRequired)
        .judge(
            report.event(),
            legalId,
            new Catalogue("2026-06", catalogue),
            new RecognitionTables(List.of(), scopes, FACILITIES, List.of()),
            "set");
  }
}
