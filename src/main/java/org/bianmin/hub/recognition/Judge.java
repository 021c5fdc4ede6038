package org.bianmin.hub.recognition;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.mapping.RecognitionTables;

/**
 * Says of a report what of it may be recognised elsewhere: per item of a laboratory's report, of
 * any other report as a whole. Knows nothing but its arguments, so the same report is judged the
 * same by the same tables.
 */
public final class Judge {

  private static final String LAB = "lab";

  private final ZoneId zone;
  private final boolean auditRequired;

  /**
   * A judge.
   *
   * @param zone in which days begin and end
   * @param auditRequired whether only audited reports are recognised
   */
  public Judge(ZoneId zone, boolean auditRequired) {
    this.zone = zone;
    this.auditRequired = auditRequired;
  }

  /**
   * Judges a report as of the day it was issued.
   *
   * @param event a {@code result.issued}
   * @param legalId whether the patient is known by a legal id
   * @param catalogue in force
   * @param tables of the mapping set
   * @param hash content hash of that set
   */
  public Judgement judge(
      MeasureEvent event,
      boolean legalId,
      Catalogue catalogue,
      RecognitionTables tables,
      String hash) {
    ReportFacts report = new ReportFacts(event, zone);
    ItemJudging judging = new ItemJudging(report, legalId, auditRequired, catalogue, tables, zone);
    if (!LAB.equals(report.category())) {
      return new Judgement(
          catalogue.edition(),
          hash,
          judging.judge(event.attributes(), report.hasResult()),
          List.of());
    }
    List<ItemJudgement> items = new ArrayList<>();
    for (Map<String, Object> item : report.items()) {
      items.add(judging.judge(item, ReportFacts.text(item, "value") != null));
    }
    return new Judgement(catalogue.edition(), hash, null, List.copyOf(items));
  }

  /**
   * The last moment at which a result may be recognised: the last millisecond of the day that lies
   * {@code validDays} after the day it counts from. Counted from 1 June with 30 days it may be
   * until 1 July 23:59:59.999; with 0 days until the end of 1 June.
   *
   * @param from the time it counts from, epoch milliseconds
   */
  static long expiry(long from, int validDays, ZoneId zone) {
    LocalDate start = ReportFacts.day(from, zone);
    return start.plusDays(validDays + 1L).atStartOfDay(zone).toInstant().toEpochMilli() - 1;
  }
}
