package org.bianmin.hub.indicator.report;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Reports of indicators.
 *
 * @param scheduled reports that are opened by the calendar; every other one is opened by hand
 * @param destination id of the destination that gets reports, where a scheduled one names no other;
 *     none: reports stay here; one that gets reports only has {@code enabled: false}
 * @param every how often the calendar and what is to be sent are looked at
 * @param compareEvery how often reports that were cut are compared with the facts as they are
 * @param restateAfter how long late changes must stand still before a restatement is made of them
 * @param restateEvery how often a restatement that nobody has looked at is made anew at most, and
 *     when one is made of changes that never stand still
 * @param restateFor how long after it was opened a report is watched for late facts
 * @param preparerMayReview whether who cut a report by hand may also review or sign it; the
 *     reviewer never signs
 * @param forms folder of the forms, below {@code hub.mappings} unless absolute
 */
@ConfigurationProperties("hub.reports")
public record ReportProperties(
    @DefaultValue List<Scheduled> scheduled,
    String destination,
    @DefaultValue("10s") Duration every,
    @DefaultValue("5m") Duration compareEvery,
    @DefaultValue("30m") Duration restateAfter,
    @DefaultValue("1d") Duration restateEvery,
    @DefaultValue("400d") Duration restateFor,
    @DefaultValue("false") boolean preparerMayReview,
    @DefaultValue("forms") String forms) {

  /**
   * Reports that are opened by the calendar.
   *
   * @param programme id of the programme
   * @param report id of its report; every report of the programme when absent
   * @param facilities institutions that report, each for itself
   * @param counties counties that are reported, each from its roster
   * @param cities cities that are reported, each from its roster
   * @param cut {@code false}: they are only shown as due, and cut by hand
   * @param destination id of the destination that gets them
   */
  public record Scheduled(
      String programme,
      String report,
      List<String> facilities,
      List<String> counties,
      List<String> cities,
      @DefaultValue("true") boolean cut,
      String destination) {

    public Scheduled {
      facilities = facilities == null ? List.of() : List.copyOf(facilities);
      counties = counties == null ? List.of() : List.copyOf(counties);
      cities = cities == null ? List.of() : List.copyOf(cities);
    }
  }

  public ReportProperties {
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("hub.reports.every is longer than 0, for example 10s");
    }
    for (Scheduled entry : scheduled) {
      if (entry.programme() == null
          || (entry.facilities().isEmpty()
              && entry.counties().isEmpty()
              && entry.cities().isEmpty())) {
        throw new IllegalArgumentException(
            "hub.reports.scheduled: each entry names a programme, and facilities, counties or"
                + " cities");
      }
    }
  }

  /** Where a report goes that a person opens: as those that the calendar opens; or null. */
  String destinationOf(ReportKey key) {
    for (Scheduled entry : scheduled) {
      if (entry.programme().equals(key.programme())
          && (entry.report() == null || entry.report().equals(key.kind()))
          && scopes(entry).contains(key.scope())) {
        return entry.destination() == null ? destination : entry.destination();
      }
    }
    return destination;
  }

  static List<ReportScope> scopes(Scheduled entry) {
    List<ReportScope> scopes = new java.util.ArrayList<>();
    entry.facilities().forEach(id -> scopes.add(new ReportScope(ReportScope.Kind.FACILITY, id)));
    entry.counties().forEach(id -> scopes.add(new ReportScope(ReportScope.Kind.COUNTY, id)));
    entry.cities().forEach(id -> scopes.add(new ReportScope(ReportScope.Kind.CITY, id)));
    return scopes;
  }
}
